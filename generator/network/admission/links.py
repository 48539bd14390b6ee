"""Ordinary links inside the network: each must lead to something that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from generator.model.diagnostics import Report, Span
from generator.model.suggest import Names
from generator.network.media import Asset
from generator.source.document import Document
from generator.source.files.network import ATTACHMENTS as ENDINGS
from generator.source.files.paths import INTERNAL
from generator.source.markdown.slots import IMAGES, Link

MOST_SUGGESTIONS: Final = 20
"""Broken links of one text for which the nearest file is looked up."""
ATTACHMENTS: Final = frozenset(f".{each}" for each in ENDINGS)
_COPIED: Final = "copy its text into a file that ends in .md, and delete this one"
_LINKED: Final = "link to it from a text"
_STRANGERS: Final = {
    _COPIED: "docx odt pages wps epub gdoc eml",
    "save it as .jpg or .png, and show it in a text: ![What it shows](picture.jpg)": (
        "heic heif tif tiff bmp psd svg raw"
    ),
    _LINKED: "pdf pptx odp key xlsx ods numbers csv mp3 m4a mp4 mov webm wav",
}
"""Kinds of files that are on no page unless a text leads to them, by what is to be done with them."""
_HINTS: Final = {f".{ending}": hint for hint, endings in _STRANGERS.items() for ending in endings.split()}
_LIKE_A_POST: Final = re.compile(
    r"participants/[^/]+/(?:posts|replies)/\d{4}-\d\d-\d\d[^/]*\.(?:txt|html?)", re.IGNORECASE
)
"""Texts of another kind with the name of a post."""


class Targets(Struct, frozen=True, dict=True):
    """The things that can be linked to: files of the content folder, and the anchors of each text.

    `attachments` are the endings of the files that this network publishes beside pictures. What suggestions
    need is arranged when the first broken link is found.
    """

    documents: Mapping[str, Document]
    assets: Mapping[str, Asset]
    attachments: frozenset[str]

    def near(self, path: str) -> str:
        """Return the file nearest by its name: in the same folder, or one of the same name elsewhere."""
        folder, name = posixpath.split(path)
        files = self._folders.get(folder, {})
        if close := self._in_folder(folder).nearest(name, 1):
            return files[close[0]]
        return self._same_name.get(name.casefold(), "")

    def is_folder(self, path: str) -> bool:
        """Return whether a path is a folder with files in it, at whatever depth."""
        return path in self._with_files

    def marked(self, path: str) -> str:
        """Return a file whose name has a sign that a link reads as its end, or as a code; empty if none."""
        coded = quote(path)
        return coded if coded != path and coded in self.assets else self._signed.get(path, "")

    def near_anchor(self, path: str, anchor: str) -> str:
        """Return the nearest anchor of a text."""
        if path not in self._anchors:
            document = self.documents[path]
            unsuggested = frozenset(document.only_here)
            self._anchors[path] = Names(each for each in document.anchors if each not in unsuggested)
        return next(iter(self._anchors[path].nearest(anchor, 1)), "")

    def _in_folder(self, folder: str) -> Names:
        if folder not in self._names:
            self._names[folder] = Names(self._folders.get(folder, ()))
        return self._names[folder]

    @cached_property
    def _files(self) -> list[str]:
        """The paths of all files that a link can lead to."""
        texts = (path for path, each in self.documents.items() if each.file.kind not in INTERNAL)
        return [*self.assets, *texts]

    @cached_property
    def _folders(self) -> dict[str, dict[str, str]]:
        """The files of each folder: their paths by their names."""
        folders: dict[str, dict[str, str]] = {}
        for path in self._files:
            folder, name = posixpath.split(path)
            folders.setdefault(folder, {})[name] = path
        return folders

    @cached_property
    def _with_files(self) -> frozenset[str]:
        """The folders that have files in them, at whatever depth."""
        return frozenset(
            folder[:end]
            for folder in self._folders
            for end in (*(at for at, sign in enumerate(folder) if sign == "/"), len(folder))
        )

    @cached_property
    def _signed(self) -> dict[str, str]:
        """The files with # or ? in their names, by what a link to them leads to."""
        return {
            re.split(r"[?#]", each, maxsplit=1)[0]: each for each in self._files if re.search(r"[?#]", each)
        }

    @cached_property
    def _same_name(self) -> dict[str, str]:
        """The first path of each name, capitals apart."""
        return {posixpath.basename(each).casefold(): each for each in sorted(self._files, reverse=True)}

    @cached_property
    def _names(self) -> dict[str, Names]:
        """The names of the files in each folder, as far as they were needed."""
        return {}

    @cached_property
    def _anchors(self) -> dict[str, Names]:
        """The anchors of each text, as far as they were needed."""
        return {}


def check_links(targets: Targets, report: Report) -> None:
    """Report links that lead nowhere, and files that nobody sees since nothing links to them."""
    linked: set[str] = set()
    for document in targets.documents.values():
        linked.update(each.target for each in document.links)
        broken = 0
        for link in filter(_leads_to_a_file, document.links):
            if link.target in targets.assets:
                _check_asset(document, link, targets, report)
            else:
                broken += _check_text(document, link, targets, report, suggest=broken < MOST_SUGGESTIONS)
    for path in sorted(targets.assets.keys() - linked):
        if hint := _bringing_in(path, targets.attachments):
            report(Span(path), "misplaced-file", "Nothing links to this file, so it is on no page.", hint)


def _bringing_in(path: str, allowed: frozenset[str]) -> str:
    """Return how a file that nothing links to is brought in; empty for one that need not be."""
    if _LIKE_A_POST.fullmatch(path):
        return _COPIED
    ending = posixpath.splitext(path)[1].lower()
    hint = _HINTS.get(ending, "")
    if ending in allowed:
        return f"{_COPIED}; or {_LINKED}" if hint == _COPIED else hint
    return (
        f"{_instead(ending, allowed)}, or delete it; {_allowing(ending, allowed)}"
        if hint == _LINKED
        else hint
    )


def _instead(ending: str, allowed: frozenset[str]) -> str:
    """Return what can be done with a file of a kind that this network does not publish."""
    as_pdf = "save it as PDF and link to that, " if ".pdf" in allowed and ending != ".pdf" else ""
    return f"{as_pdf}copy what matters into a text"


def _allowing(ending: str, allowed: frozenset[str]) -> str:
    """Return how a kind of file is allowed; empty for one that can't be."""
    if ending not in ATTACHMENTS:
        return "files of its kind are never published"
    kinds = ", ".join(each[1:] for each in (*sorted(allowed), ending))
    return f"a facilitator can allow such files with `attachments: [{kinds}]` in network.yaml"


def _leads_to_a_file(link: Link) -> bool:
    """Return whether a link leads to a file: not to another site, nor to nothing, which has been reported."""
    return bool(link.target) and "://" not in link.target


def _check_asset(document: Document, link: Link, targets: Targets, report: Report) -> None:
    """Report a link to a file that is not published, or that can't be shown."""
    ending = posixpath.splitext(link.target)[1].lower()
    medium = targets.assets[link.target].medium
    if link.image and ending not in IMAGES:
        message = f"A picture can't be a {ending or 'file without an ending'} file."
        fault = "asset-kind", message, f"save it as one of: {', '.join(sorted(IMAGES))}"
    elif ending not in IMAGES | ATTACHMENTS:
        message = f"Files of the kind “{ending}” are not published."
        fault = "asset-kind", message, f"attach one of: {', '.join(sorted(ATTACHMENTS))}"
    elif ending not in IMAGES | targets.attachments:
        message = f"{'Word' if ending == '.docx' else ending} files aren't published on this site."
        allowed = targets.attachments
        hint = f"{_instead(ending, allowed)}, or take out the link and the file; {_allowing(ending, allowed)}"
        fault = "attachment-not-allowed", message, hint
    elif medium is not None and medium.fault is not None:
        fault = medium.fault
    else:
        return
    report(Span(document.path, link.line, link.column), *fault)


def _check_text(document: Document, link: Link, targets: Targets, report: Report, *, suggest: bool) -> bool:
    """Report a link to a text, or to an anchor in it, that is not there; return whether it is broken."""
    found = targets.documents.get(link.target)
    if found is None or link.image:
        fault = _missing(document, link, targets, suggest=suggest)
    elif found.file.kind in INTERNAL:
        message = f"“{link.target}” is never published, so nothing can lead to it."
        fault = "asset-kind", message, "take the link away"
    elif link.fragment and link.fragment not in found.anchors:
        close = targets.near_anchor(link.target, link.fragment) if suggest else ""
        message = f"{link.target} has no heading “{link.fragment}”."
        hint = (
            f"did you mean `#{close}`?" if close else "headings are linked by their words, as `#what-i-tried`"
        )
        fault = "broken-anchor-elsewhere", message, hint
    else:
        return False
    report(Span(document.path, link.line, link.column), *fault)
    return True


_SITE: Final = re.compile(
    r"(?:https?[/:]+)?(?P<rest>(?:[a-z\d-]+\.)+(?:org|com|net|edu|gov|info|io|eu|uk|scot|ie|de|fr|cat)(?:/.*)?)",
    re.IGNORECASE,
)
"""An address of the web without its beginning."""


def _missing(document: Document, link: Link, targets: Targets, *, suggest: bool) -> tuple[str, str, str]:
    """Return the fault that a link's target is not there."""
    folder = posixpath.dirname(document.path) or "."
    written = posixpath.relpath(link.target, folder)
    if not link.image and targets.is_folder(link.target):
        message = f"“{written}” is a folder, and nothing on the site stands for it."
        return "broken-link", message, "link to one of the files in it"
    marked = targets.marked(link.target)
    close = marked or (targets.near(link.target) if suggest else "")
    if sign := re.search(r"[#?%]", marked):
        hint = f"a {sign[0]} can't stand in a link: write `{_typed(posixpath.relpath(close, folder))}`"
        hint = f"{hint}, or rename the file without it"
    elif close:
        hint = f"did you mean `{_typed(posixpath.relpath(close, folder))}`?"
    else:
        hint = "names must match to the letter, and the file must be in the content folder"
        if site := _SITE.fullmatch(written):
            hint = f"write https://{site['rest']} if a page of the web is meant"
    what = "picture" if link.image else "file"
    return "broken-link", f"There is no {what} “{written}”.", hint


def _typed(path: str) -> str:
    """Return a path as it is typed in a link, in which some signs have a meaning of their own."""
    return re.sub(r"[%#? ]", lambda sign: f"%{ord(sign[0]):02X}", path)
