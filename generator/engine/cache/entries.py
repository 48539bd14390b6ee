"""The entries of the files of the content folder, kept as columns, since an edit changes one of many.

A column has as many bytes for each file, in the order of the paths: it is loaded, compared and saved as a
whole, and nothing is made for a file that nobody asks about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from msgspec import Struct

from generator.engine.cache.signature import DIGEST
from generator.engine.cache.store import FILES, Store
from generator.engine.stamp import LENGTH, Stamp

NO_DIGEST: Final = bytes(DIGEST)
"""The digest of what is not there: no bytes have it."""


class Rare(Struct, frozen=True, array_like=True):
    """The parts of an entry that few files have."""

    names: bytes = b""
    language: str = ""


NOTHING_RARE: Final = Rare()


class Entry(Struct, frozen=True, array_like=True):
    """A file as it was read: its digest, and its stamp then (zeros where it was too young to be relied on).

    `outline` and `words` are the digests of the document in it; they are `NO_DIGEST` where it has not been
    read yet, or is no document. `ends` are the days after which it is judged otherwise, with spaces between
    them. `rare` has a digest of the `names` in it that must not be published, empty where there is none; and
    the `language` that the network's own file names.
    """

    stamp: Stamp
    digest: bytes
    outline: bytes = NO_DIGEST
    words: bytes = NO_DIGEST
    ends: str = ""
    rare: Rare = NOTHING_RARE


class Entries(Struct, frozen=True, array_like=True):
    """The entries of files by their paths, which are in order."""

    paths: tuple[str, ...] = ()
    stamps: bytes = b""
    digests: bytes = b""
    outlines: bytes = b""
    words: bytes = b""
    ends: tuple[str, ...] = ()
    rare: dict[str, Rare] = {}

    def __len__(self) -> int:
        return len(self.paths)

    def __contains__(self, path: str) -> bool:
        return self._is_at(bisect_left(self.paths, path), path)

    def _is_at(self, place: int, path: str) -> bool:
        return self.paths[place : place + 1] == (path,)

    def __getitem__(self, path: str) -> Entry:
        found = self.get(path)
        if found is None:
            raise KeyError(path)
        return found

    def get(self, path: str) -> Entry | None:
        """Return the entry of a file; None where there is none."""
        place = bisect_left(self.paths, path)
        if not self._is_at(place, path):
            return None
        return Entry(
            self.stamps[place * LENGTH : (place + 1) * LENGTH],
            row(self.digests, place),
            row(self.outlines, place),
            row(self.words, place),
            self.ends[place],
            self.rare.get(path, NOTHING_RARE),
        )

    def by_path(self) -> dict[str, bytes]:
        """Return the digest of each file."""
        return dict(zip(self.paths, _rows(self.digests, DIGEST), strict=True))

    @property
    def without_document(self) -> list[int]:
        """The positions of the files that hold no document, or whose document has not been read."""
        return [*_found(self.outlines, NO_DIGEST)]

    def restamped(self, paths: tuple[str, ...], stamps: bytes) -> frozenset[str]:
        """Return those of these files, given in order with a column of stamps, whose stamps are not known."""
        if paths == self.paths:
            return frozenset(paths[at] for at in differing(stamps, self.stamps, LENGTH))
        known = dict(zip(self.paths, _rows(self.stamps, LENGTH), strict=True))
        return frozenset(
            path for path, each in zip(paths, _rows(stamps, LENGTH), strict=True) if known.get(path) != each
        )

    def updated(self, changes: Mapping[str, Entry | None]) -> Entries:
        """Return these entries with others in their places; None stands for one that is removed."""
        if not changes:
            return self
        changed = sorted(changes)
        before = [bisect_left(self.paths, path) for path in changed]
        after = [place + self._is_at(place, path) for place, path in zip(before, changed, strict=True)]
        kept = [*zip([0, *after], [*before, len(self)], strict=True)]
        inserted = zip(*[_row(path, changes[path]) for path in changed], strict=True)
        paths, stamps, digests, outlines, words, ends = (
            _spliced(column, kept, size, rows)
            for (column, size), rows in zip(self._columns(), inserted, strict=True)
        )
        rare = {path: each for path, each in self.rare.items() if path not in changes}
        rare |= {path: each.rare for path, each in changes.items() if each and each.rare != NOTHING_RARE}
        return Entries(
            tuple(chain.from_iterable(paths)),
            b"".join(stamps),
            b"".join(digests),
            b"".join(outlines),
            b"".join(words),
            tuple(chain.from_iterable(ends)),
            dict(sorted(rare.items())),
        )

    def _columns(self) -> tuple[tuple[Any, int], ...]:
        """Return the columns, each with the length of a row."""
        return (
            (self.paths, 1),
            (self.stamps, LENGTH),
            (self.digests, DIGEST),
            (self.outlines, DIGEST),
            (self.words, DIGEST),
            (self.ends, 1),
        )


def _row(path: str, entry: Entry | None) -> tuple[Any, ...]:
    """Return what the columns have for a file."""
    if entry is None:
        return (), b"", b"", b"", b"", ()
    return (path,), entry.stamp, entry.digest, entry.outline, entry.words, (entry.ends,)


def _spliced(column: Any, kept: Sequence[tuple[int, int]], size: int, new: Sequence[Any]) -> list[Any]:
    """Return these parts of a column, with new rows between them."""
    parts = [*new, *new, ()]
    parts[::2] = [column[start * size : stop * size] for start, stop in kept]
    parts[1::2] = new
    return parts


def row(column: bytes, place: int) -> bytes:
    """Return what a column of digests has at a position."""
    return column[place * DIGEST : (place + 1) * DIGEST]


def differing(ours: bytes, theirs: bytes, size: int = DIGEST) -> frozenset[int]:
    """Return the positions at which two columns of as many rows differ."""
    block = 256 * size  # comparing whole blocks first is quicker
    starts = [
        start
        for start in range(0, len(ours), block)
        if ours[start : start + block] != theirs[start : start + block]
    ]
    return frozenset(
        at // size
        for start in starts
        for at in range(start, min(start + block, len(ours)), size)
        if ours[at : at + size] != theirs[at : at + size]
    )


def _rows(column: bytes, size: int) -> list[bytes]:
    return [column[at : at + size] for at in range(0, len(column), size)]


def _found(column: bytes, wanted: bytes) -> Iterator[int]:
    """Return the positions of a column's rows that are like this one."""
    at = column.find(wanted)
    while at >= 0:
        place, beside = divmod(at, len(wanted))
        if not beside:
            yield place
        at = column.find(wanted, (place + 1) * len(wanted))


class FileStore:
    """The entry of every file of the content folder at the last build."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> Entries:
        """Return the entries."""
        return self._store.load(FILES, Entries) or _NONE

    def save(self, entries: Entries) -> None:
        """Save the entries alone, where nothing else has changed."""
        self._store.save(FILES, entries)


_NONE: Final = Entries()
