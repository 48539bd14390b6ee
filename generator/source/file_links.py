"""Links to files as they are really called: in one form of their letters, and to what a folder is about.

A computer may write an é as one sign or as two, and a link written on one may lead to a file of another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from generator.model.patterns import lazy_pattern
from generator.source.document import Document
from generator.source.markdown.slots import Link

_FOLDER: Final = lazy_pattern(r"(participants/[^/]+)(?:/(?:posts|replies))?")
"""The folders of somebody, which their profile is about."""


def one_form(path: str) -> str:
    """Return the form in which paths are compared."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def by_form(paths: Iterable[str]) -> dict[str, str]:
    """Return the paths with letters beyond ASCII by the form in which they are compared."""
    return {one_form(each): each for each in paths if not each.isascii()}


def leading_to_files(documents: Sequence[Document], files: Iterable[str]) -> list[Document]:
    """Return the documents with links to these files as they are called, and to profiles for folders."""
    known = frozenset(files) | {each.path for each in documents}
    forms = by_form(known)
    return [
        replace(each, links=tuple([_resolved(link, known, forms) for link in each.links]))
        if any(link.target not in known for link in each.links)
        else each
        for each in documents
    ]


def _resolved(link: Link, known: frozenset[str], forms: Mapping[str, str]) -> Link:
    if link.target in known:
        return link
    if found := forms.get(one_form(link.target)):
        return replace(link, target=found)
    folder = None if link.image else _FOLDER.fullmatch(link.target)
    profile = f"{folder[1]}/profile.md" if folder else ""
    return replace(link, target=profile) if profile in known else link
