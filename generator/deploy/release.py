"""Releases: an edition as it was once published, known by its files and by what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from generator.deploy.errors import NotPublished
from generator.model.addresses import SEARCH_INDEX

FOLDER: Final = "releases"
"""The folder of a target that holds the releases of its editions side by side."""
LISTING: Final = ".list"
SENDING: Final = ".sending"
"""Endings of the file that lists a release: of one that is whole, and of one that is on its way."""


class Release(Struct, frozen=True):
    """A release: digests of its files, and of what it holds that may be taken back."""

    files: dict[str, str]
    holds: tuple[str, ...]

    def encoded(self) -> bytes:
        """Return the listing as it is kept beside the release."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    def holds_back(self, older: Release) -> bool:
        """Return whether an older release holds what this one does not.

        Files of the search index are named by what is in them, so other words alone give them other names.
        """
        gone = [each for each in older.files.keys() - self.files.keys() if not each.startswith(SEARCH_INDEX)]
        return bool(gone) or self.takes_back(older)

    def takes_back(self, older: Release) -> bool:
        """Return whether an older release holds a record or a name that this one does not."""
        return not {*older.holds} <= {*self.holds}

    def only_takes_back(self, older: Release) -> bool:
        """Return whether this one holds less than an older release, and nothing else."""
        return {*self.holds} < {*older.holds}


class Difference(Struct, frozen=True):
    """The files that two releases do not share: new ones, other ones, and those that are gone."""

    new: int
    changed: int
    gone: int

    @property
    def any(self) -> bool:
        """True if there is any."""
        return bool(self.new or self.changed or self.gone)


def of_folder(folder: Path, holds: Iterable[str]) -> Release:
    """Return the release that an edition's folder would be. Hidden files are no part of an edition."""
    files = {}
    for each in sorted(folder.rglob("*")):
        if each.is_file():
            files[each.relative_to(folder).as_posix()] = hashlib.sha256(each.read_bytes()).hexdigest()
    if not files:
        raise NotPublished(f"There is nothing in {folder}. Build it first, with `enquiry build`.")
    return Release(files, tuple(sorted(hashlib.sha256(each.encode()).hexdigest()[:20] for each in holds)))


def decoded(data: bytes) -> Release | None:
    """Return the release of a listing; None where it can't be read."""
    try:
        return msgspec.json.decode(data, type=Release)
    except msgspec.DecodeError:
        return None


def difference(old: Release | None, new: Release) -> Difference:
    """Compare what is published with what would be."""
    before = old.files if old else {}
    return Difference(
        sum(path not in before for path in new.files),
        sum(before.get(path, digest) != digest for path, digest in new.files.items()),
        sum(path not in new.files for path in before),
    )


def name(edition: str, number: int) -> str:
    """Return the name of a release's folder."""
    return f"{edition}-{number:06}"


def numbers(names: Collection[str], edition: str) -> list[int]:
    """Return the numbers of an edition's releases, in order, from the names in their folder."""
    found = (each.removesuffix(LISTING).removesuffix(SENDING).rpartition("-") for each in names)
    return sorted({int(number) for before, _, number in found if before == edition and number.isdigit()})
