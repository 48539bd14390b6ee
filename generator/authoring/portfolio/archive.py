"""ZIP archives that others made: what is read from them can do no harm.

No name in an archive leads out of a folder, and no file in it holds more than it says.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from generator.authoring.files.writing import Refused
from generator.model import paths
from generator.model.slugs import folded

MOST_FILES: Final = 50_000
MOST_BYTES: Final = 1024**3
"""The size of all files together, unpacked, at most."""
MOST_OF_ONE: Final = 256 * 1024**2


@contextmanager
def opened(location: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive; raise `Refused` where it can't be read as one."""
    with refusing(location), zipfile.ZipFile(location) as archive:
        yield archive


@contextmanager
def refusing(location: Path) -> Iterator[None]:
    """Raise `Refused` for whatever the library raises at a broken archive."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        zlib.error,
    ) as error:
        raise Refused(f"{location.name} can't be read as an archive ({error}).") from None


def checked(archive: zipfile.ZipFile, most: int) -> list[zipfile.ZipInfo]:
    """Return the entries of an archive, whose names are all paths below a folder."""
    entries = archive.infolist()
    if len(entries) > most:
        raise Refused(f"This archive holds more than {most} files.")
    seen: set[str] = set()
    for entry in entries:
        _name(entry, seen)
    return entries


def unpacked(location: Path, below: str) -> dict[str, bytes]:
    """Return the files of an archive whose names begin so. All names are checked before any file is read."""
    with opened(location) as archive:
        _sizes(archive.infolist())
        return {
            entry.filename: _contents(archive, entry)
            for entry in checked(archive, MOST_FILES)
            if not entry.is_dir() and entry.filename.startswith(below)
        }


def _sizes(entries: list[zipfile.ZipInfo]) -> None:
    if (
        len(entries) > MOST_FILES
        or sum(each.file_size for each in entries) > MOST_BYTES
        or any(each.file_size > MOST_OF_ONE for each in entries)
    ):
        raise Refused(
            f"This archive holds more than a portfolio can: at most {MOST_FILES} files, "
            f"{MOST_OF_ONE // 1024**2} MB in each, {MOST_BYTES // 1024**2} MB in all."
        )


def _name(entry: zipfile.ZipInfo, seen: set[str]) -> None:
    """Refuse a name that is no path below a folder on every computer, or is there twice, or is no file's."""
    name = entry.orig_filename.rstrip("/") if entry.is_dir() else entry.orig_filename
    why = next((f"“{part}”: {refused}" for part in name.split("/") if (refused := paths.refusal(part))), "")
    mode = entry.external_attr >> 16
    if not why and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        why = "it is a link, or no ordinary file"
    if not why and folded(name) in seen:
        why = "another file there has this name"
    if not why and entry.flag_bits & 1:
        why = "it is locked with a password"
    if why or entry.filename != entry.orig_filename:
        raise Refused(
            f"{entry.orig_filename!a} in this archive can't be unpacked: {why or 'its name is not text'}."
        )
    seen.add(folded(name))


def _contents(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise Refused(f"{entry.filename!a} in this archive holds more than it says.")
    return data
