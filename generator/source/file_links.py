"""Links to files as they are really called: in one form of their letters, and to what a folder is about.

A computer may write an é as one sign or as two, and a link written on one may lead to a file of another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Sequence
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
    strange = {link.target for each in documents for link in each.links} - known
    files_meant, folders_meant = _called(strange, known), _described(strange, known)
    meant = files_meant.keys() | folders_meant.keys()
    if not meant:
        return [*documents]

    def led(link: Link) -> Link:
        found = files_meant.get(link.target) or ("" if link.image else folders_meant.get(link.target))
        return replace(link, target=found) if found else link

    return [
        replace(each, links=tuple(map(led, each.links)))
        if any(link.target in meant for link in each.links)
        else each
        for each in documents
    ]


def _called(strange: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Return the files that these targets mean in another form of their letters."""
    forms = by_form(known)
    return {target: forms[form] for target in strange if (form := one_form(target)) in forms} if forms else {}


def _described(strange: Iterable[str], known: Container[str]) -> dict[str, str]:
    """Return the profiles of the people whose folders these targets are."""
    found = ((target, _FOLDER.fullmatch(target)) for target in strange if target.startswith("participants/"))
    profiles = ((target, f"{folder[1]}/profile.md") for target, folder in found if folder)
    return {target: profile for target, profile in profiles if profile in known}
