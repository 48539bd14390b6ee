"""Pictures of people: public only where a post says that there is a permission, and as long as that lasts."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final

from generator.model.diagnostics import Span
from generator.model.suggest import Names
from generator.network.admission.context import Context
from generator.network.media import Asset
from generator.source.document import Document
from generator.source.file_links import one_form
from generator.source.files.post import PhotoFields, PostFields
from generator.source.markdown.slots import IMAGES

MOST_NAMED: Final = 12
"""Pictures that a hint names."""


def check_photos(
    context: Context, document: Document, fields: PostFields, *, public: bool
) -> tuple[int, ...]:
    """Check the settings of a post's pictures; return the indices of links to those that may not be public.

    Where the post is not `public` itself, there is nothing to report of a permission.
    """
    shown = {
        index: one_form(posixpath.basename(link.target))
        for index, link in enumerate(document.links)
        if _is_picture(link.target, context.sources.assets)
    }
    if not shown and not fields.photos:
        return ()
    settings = {one_form(name): photo for name, photo in fields.photos}
    _check_settings(context, document, settings, shown, public=public)
    if public:
        _check_unsaid(context, document, settings, shown)
    date = context.sources.date
    return tuple(index for index, name in shown.items() if name in settings and _fault(settings[name], date))


def _check_settings(
    context: Context,
    document: Document,
    settings: Mapping[str, PhotoFields],
    shown: Mapping[int, str],
    *,
    public: bool,
) -> None:
    """Report settings of pictures that are not shown, and public pictures of people without a permission."""
    known = dict.fromkeys(shown.values())
    names = Names(known)
    for name, photo in settings.items():
        if name not in known:
            close = names.nearest(name, 1)
            hint = f"did you mean `{close[0]}`?" if close else "remove the entry"
            message = f"This text shows no picture “{name}”."
            context.report(document.span("photos", name), "unknown-photo", message, hint)
        elif public and (fault := _fault(photo, context.sources.date)):
            message = f"{fault}, so “{name}” is not public."
            hint = "ask for it, and write `permission:` and `until:` here; or take the picture out"
            context.report(document.span("photos", name), "photo-without-permission", message, hint)


def _check_unsaid(
    context: Context, document: Document, settings: Mapping[str, PhotoFields], shown: Mapping[int, str]
) -> None:
    """Report public pictures of which nobody has said whether there are people in them, in one finding."""
    unsaid: dict[str, int] = {}
    for index, name in shown.items():
        if name not in settings:
            unsaid.setdefault(name, index)
    if not unsaid:
        return
    first, *others = unsaid
    link = document.links[unsaid[first]]
    more = f" and {len(others)} more picture{'s' * (len(others) > 1)}, which are" if others else ", which is"
    entries = ", ".join(f"{name}: {{people: false}}" for name in (first, *others[: MOST_NAMED - 1]))
    same = ", and the same of the others" if others else ""
    hint = (
        f"add to `photos` at the top: `{first}: {{people: false}}`{same}"
        if settings
        else f"add to the settings at the top: `photos: {{{entries}}}`"
    )
    context.report(
        Span(document.path, link.line, link.column),
        "photo-unsaid-strict" if context.config.photos == "strict" else "photo-unsaid",
        f"Nothing says whether there are people in “{first}”{more} public.",
        f'{hint}, or with people `{{people: true, permission: "where the forms are", until: YYYY-MM-DD}}`',
    )


def _is_picture(path: str, assets: Mapping[str, Asset]) -> bool:
    return path in assets and posixpath.splitext(path)[1].lower() in IMAGES


def _fault(photo: PhotoFields, date: str) -> str:
    """Return the reason for which a picture may not be public; empty where it may."""
    if not photo.people:
        return ""
    if not photo.permission:
        return "There is no permission for a picture of people"
    return f"The permission ran out on {photo.until}" if photo.until and photo.until < date else ""
