"""Paths: the one place where they are joined, opened and refused.

Whatever somebody calls a file or writes into a link, nothing leaves the folder that it belongs in.

Two kinds of path are joined here: one that a text writes, as seen from its own file (`beside`), and one below
a folder of the disk (`under`). Which names work on no computer, or not on every one, is a table.
"""

from __future__ import annotations

import errno
import os
import posixpath
import re
import stat as modes
from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator.model.patterns import lazy_pattern
from generator.model.slugs import folded

WINDOWS: Final = "Windows keeps it for itself"
_KEPT_BY_WINDOWS: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
_ORDINARY: Final = lazy_pattern(r"[a-z0-9][a-z0-9-]{0,100}")
"""A name of which no more can be wrong than that Windows keeps it for itself."""
_SIGNS: Final = lazy_pattern(r"[\x00-\x1f\x7f/\\:*?\"<>|]")
MOST_OF_NAME: Final = 255
"""Bytes that every file system takes for one name."""

REFUSALS: Final[dict[str, Callable[[str], bool]]] = {
    "it is empty": lambda name: not name,
    "it is the folder itself, or the one above": lambda name: name in (".", ".."),
    "it is not UTF-8 text": lambda name: not is_text(name),
    "it is hidden": lambda name: name.startswith("."),
    "it ends in a dot or a space": lambda name: name.endswith((".", " ")),
    WINDOWS: lambda name: folded(name).partition(".")[0].rstrip() in _KEPT_BY_WINDOWS,
    "it has a sign that some systems keep for themselves": lambda name: _SIGNS.search(name) is not None,
    "it is longer than file systems take": lambda name: len(name.encode()) > MOST_OF_NAME,
}
"""Reasons for which a name can't be that of a file or folder on every computer."""


class Outside(OSError):
    """A path leads out of the folder that it is put after, or to something that is no file."""

    def __init__(self, path: str, why: str = "This leads out of its folder") -> None:
        super().__init__(errno.EPERM, why, path)


def refusal(name: str) -> str:
    """Return the reason for which a name can't be part of a path on every computer; empty where it can."""
    if _ORDINARY.fullmatch(name) and name not in _KEPT_BY_WINDOWS:
        return ""
    return next((why for why, refused in REFUSALS.items() if refused(name)), "")


def is_text(path: str) -> bool:
    """Return whether a path from the disk is text: some systems allow any bytes there."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def beside(path: str, wanted: str) -> str:
    """Return a path that a file names, as seen from the content folder; empty where it leads out of that."""
    if wanted.startswith("/"):
        return ""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), wanted))
    return "" if target == ".." or target.startswith("../") else target


_LEAVES: Final = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|\0" + (r"|[\\:]" if os.name == "nt" else ""))


def stays(path: str) -> bool:
    """Return whether a path stays below the folder that it is put after."""
    return _LEAVES.search(path) is None


def under(folder: str | Path, path: str) -> str:
    """Return the path on the disk of what lies below a folder; raise `Outside` for a path that leaves it."""
    if not stays(path):
        raise Outside(path)
    return f"{folder}/{path}"


def link_on_the_way(folder: Path, path: str) -> Path | None:
    """Return the first folder on the way to this path that is a symbolic link."""
    place = folder
    for name in Path(under(folder, path)).relative_to(folder).parts[:-1]:
        place /= name
        if place.is_symlink():
            return place
    return None


def really_under(folder: Path, path: str) -> Path:
    """Return a path below a folder; raise `Outside` where a part of it is a symbolic link."""
    place = Path(under(folder.resolve(), path))
    if os.path.realpath(place) != str(place):
        raise Outside(path)
    return place


def code(mode: int) -> str:
    """Return the code that refuses what is no ordinary file; empty for an ordinary one."""
    return "symbolic-link" if modes.S_ISLNK(mode) else "" if modes.S_ISREG(mode) else "special-file"


_FOR_READING: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def opened(location: str | Path) -> tuple[int, os.stat_result]:
    """Open an ordinary file for reading, and return its descriptor and its status.

    A link that has taken its place since it was looked at is refused, and so is a pipe that nobody writes to.
    """
    descriptor = os.open(location, _FOR_READING)
    status = os.fstat(descriptor)
    if not modes.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Outside(str(location), "This is not an ordinary file")
    return descriptor, status


def contents(location: str | Path, most: int = -1) -> bytes:
    """Return the bytes of an ordinary file, or so many of its first ones."""
    with os.fdopen(opened(location)[0], "rb") as file:
        return file.read(most)
