"""Files of blogs, in a folder or a ZIP archive as WordPress keeps them, found by their addresses.

WordPress adds the size to a picture's name; the picture itself is taken, or the largest that is there.
Nothing is fetched: what is missing is named.
"""

from __future__ import annotations

import io
import os
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from generator.authoring.files.writing import Refused
from generator.authoring.portfolio import archive as bundle
from generator.engine.media.pictures import MAX_PIXELS, TYPES
from generator.engine.media.published import MAX_BYTES
from generator.model import paths
from generator.model.slugs import folded
from generator.source.markdown.slots import IMAGES

MOST_FILES: Final = 500_000
_SIZE: Final = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|-rotated|-e\d{9,14})+(?=\.[^./]+$)")


def unsized(address: str) -> str:
    """Return the address of a picture without the size that WordPress adds to it."""
    return _SIZE.sub("", address)


class Library(Protocol):
    """Files by their paths."""

    def names(self) -> list[str]:
        """Return the paths of all files."""

    def data(self, name: str) -> bytes:
        """Return the contents of a file."""


class NoLibrary:
    """A library without files."""

    def names(self) -> list[str]:
        """Return no paths."""
        return []

    def data(self, name: str) -> bytes:
        """Raise `Refused`: there is no file."""
        raise Refused(f"There is no file {name}.")


class Folder:
    """The files of a folder. Links are not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Return the paths of all files below the folder."""
        found: list[str] = []
        for where, folders, files in os.walk(self.folder):
            folders.sort()
            found += [(Path(where) / each).relative_to(self.folder).as_posix() for each in sorted(files)]
            if len(found) > MOST_FILES:
                raise Refused(f"{self.folder} holds more than {MOST_FILES} files.")
        return [each for each in found if paths.is_text(each)]

    def data(self, name: str) -> bytes:
        """Return the contents of a file."""
        return paths.contents(paths.really_under(self.folder, name), MAX_BYTES + 1)


class Archive:
    """The files of a ZIP archive. All names are checked before any is read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with bundle.opened(file) as archive:
            self.entries = {each.filename: each for each in bundle.checked(archive, MOST_FILES)}
        self._archive = zipfile.ZipFile(file)

    def names(self) -> list[str]:
        """Return the paths of all files in the archive."""
        return [name for name, each in self.entries.items() if not each.is_dir()]

    def data(self, name: str) -> bytes:
        """Return the contents of a file, as far as any file is published."""
        with bundle.refusing(self.file), self._archive.open(self.entries[name]) as file:
            return file.read(MAX_BYTES + 1)


def library(location: Path | None) -> Library:
    """Return the files of a folder or of an archive."""
    if location is None:
        return NoLibrary()
    return Folder(location) if location.is_dir() else Archive(location)


class Media:
    """The files of a library, by the addresses that they had in a blog."""

    def __init__(self, files: Library) -> None:
        self.files = files
        self._by_name: dict[str, list[str]] = {}
        self._by_stem: dict[str, list[str]] = {}
        for each in files.names():
            self._by_name.setdefault(folded(posixpath.basename(each)), []).append(each)
            self._by_stem.setdefault(folded(_SIZE.sub("", posixpath.basename(each))), []).append(each)

    def find(self, address: str) -> str:
        """Return the path of the file that had this address; empty where there is none, or several."""
        wanted = unquote(urlsplit(address).path)
        whole = _SIZE.sub("", wanted)
        for each in (whole, wanted):
            found = self._by_name.get(folded(posixpath.basename(each)), [])
            if best := _likest(each, found):
                return best
        return _likest(whole, self._by_stem.get(folded(posixpath.basename(whole)), []), largest=True)


def _likest(wanted: str, found: list[str], *, largest: bool = False) -> str:
    """Return the path whose end is the same as that of an address for the most parts; empty for a tie."""
    ranked = sorted(((_alike(wanted, each, largest), each) for each in found), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return ""
    return ranked[0][1]


def _alike(wanted: str, found: str, largest: bool) -> tuple[int, int]:
    folders, others = (folded(posixpath.dirname(each)).split("/")[::-1] for each in (wanted, found))
    same = next(
        (at for at, pair in enumerate(zip(folders, others, strict=False)) if pair[0] != pair[1]), None
    )
    size = re.search(r"-(\d{2,5})x\d{2,5}\.", found)
    return min(len(folders), len(others)) if same is None else same, int(size[1]) if largest and size else 0


def unusable(name: str, data: bytes, allowed: frozenset[str]) -> str:
    """Return the reason for which a file can't be shown or attached; empty where it can."""
    ending = posixpath.splitext(name)[1].lower()
    if len(data) > MAX_BYTES:
        return f"it is larger than {MAX_BYTES // 1024 // 1024} MB"
    if ending not in IMAGES:
        return "" if ending in allowed else f"this network publishes no {ending or 'such'} files"
    return next(_faults(data), "")


def _faults(data: bytes) -> Iterator[str]:
    """Yield what keeps a picture from being shown."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=list(TYPES)) as image:
            if image.width * image.height > MAX_PIXELS:
                yield f"it has {image.width} × {image.height} pixels"
                return
            image.load()
    except Exception:  # noqa: BLE001 - decoders raise anything at a broken file
        yield "it can't be read as a picture"
