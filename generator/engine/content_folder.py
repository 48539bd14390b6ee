"""The files of the content folder. Anything but an ordinary file inside it is refused, never followed."""

from __future__ import annotations

import os
import re
import stat as modes
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.engine.stamp import LENGTH, Stamp, stamp
from generator.model import paths
from generator.model.diagnostics import Diagnostic, Span
from generator.model.patterns import lazy_pattern
from generator.source.files.never_publish import NEVER_PUBLISH
from generator.source.files.paths import content_file, content_folder

PACKAGED: Final = Path(__file__).parent.parent / "catalogues"
"""The catalogues of standards that ship with Enquiry."""


class File(Struct, frozen=True):
    """A file: its path in the content folder (with `/`), where it is, and its stamp."""

    path: str
    location: str
    stamp: Stamp


class Scan(Struct, frozen=True, array_like=True, dict=True):
    """The files of a content folder, and what was refused.

    They are kept as columns, in the order of their paths, since a build asks for few: `stamps` has one for
    each. `others` hold no record, but may be linked to. `packaged` are the places of those that ship with
    Enquiry; all others are in the `folder`.
    """

    folder: str
    paths: tuple[str, ...]
    stamps: bytes
    others: frozenset[str]
    packaged: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def documents(self) -> tuple[File, ...]:
        """The files that hold records."""
        return tuple([self._file(at) for at, path in enumerate(self.paths) if path not in self.others])

    @cached_property
    def assets(self) -> tuple[File, ...]:
        """All others."""
        return tuple(self.files(self.others))

    def files(self, paths: Collection[str]) -> list[File]:
        """Return those of these files that are there, in order."""
        return [self._file(place) for path in sorted(paths) if (place := self.place(path)) >= 0]

    def place(self, path: str) -> int:
        """Return the position of a file; -1 where it is not there."""
        place = bisect_left(self.paths, path)
        return place if self.paths[place : place + 1] == (path,) else -1

    def location(self, path: str) -> str:
        """Return the place of a file on the disk."""
        return self.packaged.get(path) or f"{self.folder}/{path}"

    def _file(self, place: int) -> File:
        path = self.paths[place]
        return File(path, self.location(path), self.stamps[place * LENGTH : (place + 1) * LENGTH])


def scan(content: Path) -> Scan:
    """Return the files of the content folder.

    The packaged catalogues are among them, unless the network has its own of the same name.
    """
    files: dict[str, Stamp] = {}
    others: set[str] = set()
    found: list[Diagnostic] = []
    for folder, entries in _folders(str(content), found):
        prefix, held = f"{folder}/" if folder else "", content_folder(folder)
        for entry in entries:
            path = prefix + entry.name
            try:
                details = entry.stat(follow_symlinks=False)
            except OSError as error:
                found.append(unreadable(_shown(path), str(error.strerror)))
                continue
            if not (modes.S_ISREG(details.st_mode) and path.isascii()) and (fault := _fault(path, details)):
                found.append(fault)
            elif held is not None and held.holds(entry.name):
                files[path] = stamp(details)
            elif misplaced := _misplaced(path):
                found.append(misplaced)
            else:
                files[path] = stamp(details)
                others.add(path)
    packaged = {f"standards/{each.name}": each for each in PACKAGED.glob("*.yaml")}
    added = {path: str(each) for path, each in packaged.items() if path not in files}
    files |= {path: stamp(packaged[path].stat()) for path in added}
    paths = tuple(sorted(files))
    stamps = b"".join([files[path] for path in paths])
    return Scan(str(content), paths, stamps, frozenset(others), added, tuple(sorted(found)))


def unreadable(path: str, reason: str) -> Diagnostic:
    """Return the diagnostic for a file that can't be read."""
    return Diagnostic(
        Span(path), "unreadable-file", f"This file can't be read: {reason}.", "check its permissions"
    )


def rescan(content: Path, earlier: Scan, touched: Collection[str]) -> Scan | None:
    """Return the scan with the stamps of these files (whole paths) as they are now.

    None where that does not do: a file is new, gone, not an ordinary one any longer, or somewhere else.
    """
    stamps = bytearray(earlier.stamps)
    for location in touched:
        path = location.removeprefix(f"{content}/")
        if path == location:
            return None
        if _hidden(path):
            continue
        place = earlier.place(path) if path not in earlier.packaged else -1
        try:
            details = os.lstat(location)
        except OSError:
            if place >= 0:
                return None
            continue
        if place < 0 or not modes.S_ISREG(details.st_mode):
            return None
        stamps[place * LENGTH : (place + 1) * LENGTH] = stamp(details)
    return replace(earlier, stamps=bytes(stamps))


def _hidden(path: str) -> bool:
    """Return whether no scan looks at a file: an editor may keep what is not saved in such a one."""
    return f"/{path}".find("/.") >= 0 or path.rpartition("/")[2].startswith("~$")


def _folders(content: str, found: list[Diagnostic]) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Return each folder of the content folder with its files, but for hidden ones.

    `""` is the content folder itself.
    """
    pending = [""]
    while pending:
        folder = pending.pop()
        prefix = f"{folder}/" if folder else ""
        files = []
        try:
            with os.scandir(f"{content}/{folder}" if folder else content) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if not entry.name.startswith("."):
                            pending.append(prefix + entry.name)
                    elif not entry.name.startswith((".", "~$")):  # hidden, or of a program that is open
                        files.append(entry)
        except OSError as error:
            found.append(
                Diagnostic(
                    Span(folder),
                    "unreadable-file",
                    f"This folder can't be read: {error.strerror}.",
                    "check its permissions",
                )
            )
        yield folder, files


def _fault(path: str, details: os.stat_result) -> Diagnostic | None:
    """Return why this is not a file that is read; None where it is one."""
    code = paths.code(details.st_mode)
    if code == "symbolic-link":
        return Diagnostic(
            Span(_shown(path)),
            code,
            "This only points to another place (a symbolic link), and Enquiry does not follow it.",
            "put the file itself here",
        )
    if not paths.is_text(path):
        return Diagnostic(
            Span(_shown(path)),
            "bad-name",
            "This file's name has letters that can't be read.",
            "rename it with plain letters, digits and hyphens",
        )
    if code:
        return Diagnostic(
            Span(path), code, "This is not an ordinary file (a device, a pipe or a socket).", "remove it"
        )
    return None


def _misplaced(path: str) -> Diagnostic | None:
    """Return the diagnostic for a file that looks like a record where no record is read from."""
    if _UNLISTED.search(path):
        return Diagnostic(
            Span(path),
            "misplaced-file",
            "This list of names is not read, so it keeps none of them back.",
            f"call it {NEVER_PUBLISH}, in the content folder itself",
        )
    if not path.lower().endswith(
        (".md", ".markdown", ".md.txt", ".rtf", ".doc", ".yaml", ".yml")
    ) or path.rpartition("/")[2].startswith("README"):
        return None
    return Diagnostic(
        Span(path),
        "misplaced-file",
        "No record is read from this place, so this file is on no page.",
        _belongs(path),
    )


_UNLISTED: Final = lazy_pattern(r"(?:^|/)never[\s_.-]?publish[^/]*$", re.IGNORECASE)
"""A list of names that must not be published, by another name or in another place: at least it is none of the
files that can be linked to."""


def _belongs(path: str) -> str:
    parts = path.split("/")
    stem, _, ending = path.removesuffix(".txt").rpartition(".")
    if ending == "MD" or path.endswith(".md.txt"):
        return f"rename it to {stem.rpartition('/')[2]}.md"
    if ending in ("rtf", "doc"):
        return "copy its text into a file that ends in .md"
    if ending in ("markdown", "yml") and content_file(f"{stem}.{'md' if ending == 'markdown' else 'yaml'}"):
        return f"end its name in .{'md' if ending == 'markdown' else 'yaml'}"
    if parts[0] == "participants" and len(parts) > 2:
        return f"posts go in participants/{parts[1]}/posts/, replies in participants/{parts[1]}/replies/"
    return "posts go in participants/<person>/posts/, pages in pages/, cohorts in cohorts/"


def _shown(path: str) -> str:
    return path.encode(errors="replace").decode()
