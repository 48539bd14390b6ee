"""The kinds of files by their paths: which folder of the content folder holds which kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from generator.source.files.acceptances import ACCEPTED
from generator.source.files.fetched import FETCHED
from generator.source.files.never_publish import NEVER_PUBLISH
from generator.subjects.registry import KINDS, kind_in

TOP: Final = {"network.yaml": "network", ACCEPTED: "acceptances", NEVER_PUBLISH: "never-publish"}
"""The files of the content folder itself, with their kinds."""

INTERNAL: Final = frozenset({"acceptances", "fetched", "never-publish"})
"""Kinds that only configure Enquiry, and are never shown to anybody."""

_OF_PERSON: Final = {
    "profile.md": "profile",
    FETCHED: "fetched",
    **{each.file: each.name for each in KINDS.values() if each.folder == "participants/*"},
}

_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")


class ContentFile(Struct, frozen=True, array_like=True):
    """A file by its path: its kind, the owner of its folder, and its name without date and ending."""

    kind: str
    owner: str = ""
    name: str = ""


class ContentFolder(Struct, frozen=True):
    """A folder with files of one `kind` that end in one of `endings`, or with named `files` and their kinds.

    Where they are `dated`, the date is a part of their names.
    """

    kind: str
    owner: str = ""
    endings: tuple[str, ...] = (".md",)
    files: Mapping[str, str] = {}
    dated: bool = False

    def holds(self, name: str) -> bool:
        """Return whether a file of this name is of this folder's kind."""
        if self.files:
            return name in self.files
        return name.endswith(self.endings) and name not in self.endings and not name.endswith("README.md")


def content_folder(folder: str) -> ContentFolder | None:
    """Return the description of a folder of the content folder (`""` for that itself); None for any other."""
    match folder.split("/"):
        case ["participants", owner]:
            return ContentFolder("profile", owner, files=_OF_PERSON)
        case ["participants", owner, "posts"]:
            return ContentFolder("post", owner)
        case ["participants", owner, "replies"]:
            return ContentFolder("reply", owner)
        case ["participants", owner, "elsewhere"]:
            return ContentFolder("elsewhere", owner)
        case ["guests"]:
            return ContentFolder("guest")
        case ["withdrawn"]:
            return ContentFolder("withdrawn")
        case ["pages"]:
            return ContentFolder("page")
        case ["cohorts"]:
            return ContentFolder("cohort", endings=(".yaml", ".yml"))
        case ["standards"]:
            return ContentFolder("catalogue", endings=(".yaml", ".yml"))
        case [""]:
            return ContentFolder("network", files=TOP)
    found = kind_in(folder)
    return (
        ContentFolder(
            found[0].name,
            found[1],
            files={found[0].file: found[0].name} if found[0].file else {},
            dated=found[0].dated,
        )
        if found
        else None
    )


def content_file(path: str) -> ContentFile | None:
    """Return the file at a path of the content folder (with `/`); None if it is of no kind that is read."""
    folder, _, name = path.rpartition("/")
    found = content_folder(folder)
    if found is None or not found.holds(name):
        return None
    stem = name.rpartition(".")[0]
    return ContentFile(
        found.files.get(name, found.kind),
        found.owner,
        "" if found.files else stem if found.dated else undated(stem),
    )


def undated(name: str) -> str:
    """Return a file's name without the date in front of it."""
    return _DATED.sub("", name)
