"""Pictures of people: public only where a post says that there is a permission, and as long as that lasts."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from generator.model.diagnostics import Report, Span
from generator.model.suggest import nearest
from generator.network.media import Asset
from generator.source.document import Document
from generator.source.files.post import PhotoFields, PostFields
from generator.source.markdown.slots import IMAGES


def restricted(
    document: Document,
    fields: PostFields,
    assets: Mapping[str, Asset],
    date: str,
    report: Report,
    *,
    public: bool,
) -> tuple[int, ...]:
    """The places, among a post's links, of pictures that no public edition may show on this date (`YYYY-MM-DD`; empty: no permission has run out).

    Where the post is not `public` there is nothing to tell of that.
    """
    said = dict(fields.photos)
    shown = {
        place: posixpath.basename(link.target)
        for place, link in enumerate(document.links)
        if _is_picture(link.target, assets)
    }
    for name, photo in said.items():
        if name not in shown.values():
            close = nearest(name, shown.values())
            report(
                document.span("photos", name),
                "unknown-photo",
                f"This text shows no picture “{name}”.",
                f"did you mean `{close[0]}`?" if close else "remove the entry",
            )
        elif public and (fault := _fault(photo, date)):
            report(
                document.span("photos", name),
                "photo-without-permission",
                f"{fault}, so “{name}” is not public.",
                "ask for it, and write `permission:` and `until:` here; or take the picture out",
            )
    return tuple(place for place, name in shown.items() if name in said and _fault(said[name], date))


def unsaid(
    document: Document, fields: PostFields, assets: Mapping[str, Asset], report: Report, *, strict: bool
) -> None:
    """Report public pictures of which nobody has said whether there are people in them."""
    said = dict(fields.photos)
    for link in document.links:
        name = posixpath.basename(link.target)
        if _is_picture(link.target, assets) and name not in said:
            code = "photo-unsaid-strict" if strict else "photo-unsaid"
            hint = f'add to the settings at the top: `photos: {{{name}: {{people: false}}}}`, or with people `{{people: true, permission: "where the forms are", until: YYYY-MM-DD}}`'
            report(
                Span(document.path, link.line, link.column),
                code,
                f"Nothing says whether there are people in “{name}”, which is public.",
                hint,
            )


def _is_picture(path: str, assets: Mapping[str, Asset]) -> bool:
    return path in assets and posixpath.splitext(path)[1].lower() in IMAGES


def _fault(photo: PhotoFields, date: str) -> str:
    """Why a picture of people may not be public; empty where it may."""
    if not photo.people:
        return ""
    if not photo.permission:
        return "There is no permission for a picture of people"
    return f"The permission ran out on {photo.until}" if photo.until and photo.until < date else ""
