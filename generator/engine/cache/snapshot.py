"""Digests of the content folder: of each file, and of the folder as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Self

import msgspec
from msgspec import Struct

from generator.engine.cache.signature import DIGEST
from generator.engine.cache.store import FILES, Store
from generator.engine.stamp import NO_STAMP, Stamp
from generator.source.document import digest

NO_WORDS: Final = bytes(DIGEST)


class Entry(Struct, frozen=True, array_like=True):
    """A file as it was read: its digest, and its stamp then (zeros where it was too young to be relied on).

    `outline` and `words` are the digests of the document in it; they are empty where it has not been read
    yet, or is no document. `ends` are the days after which it is judged otherwise. `names` is a digest of the
    names in it that must not be published, empty where there is none. `language` is the one that
    the network's own file names.
    """

    stamp: Stamp
    digest: bytes
    outline: bytes = b""
    words: bytes = b""
    ends: tuple[str, ...] = ()
    names: bytes = b""
    language: str = ""


class Snapshot(Struct, frozen=True, array_like=True):
    """The content folder at one time. `structure` is a digest of all of it but words and bodies.

    `words` and `digests` are the digests of the words of each file and of each file, in the order of their
    paths.
    """

    structure: bytes
    words: bytes
    digests: bytes


def snapshot(entries: Mapping[str, Entry], date: str) -> Snapshot:
    """Return the snapshot of these files on this day, where every document among them has been read.

    Without a day, nothing is to come or has passed.
    """
    paths = sorted(entries)
    ordered = [entries[path] for path in paths]
    ahead = [
        (path, end) for path, each in zip(paths, ordered, strict=True) for end in each.ends if end >= date
    ]
    outlines = [each.outline + each.names if each.outline else each.digest for each in ordered]
    structure = digest(msgspec.msgpack.encode((paths, outlines, bool(date), ahead)))
    return Snapshot(
        structure,
        b"".join([each.words or NO_WORDS for each in ordered]),
        b"".join([each.digest for each in ordered]),
    )


def differing(ours: bytes, theirs: bytes) -> frozenset[int]:
    """Return the positions at which two rows of as many digests differ."""
    block = 256 * DIGEST  # comparing whole blocks first is quicker
    starts = [
        start
        for start in range(0, len(ours), block)
        if ours[start : start + block] != theirs[start : start + block]
    ]
    return frozenset(
        at // DIGEST
        for start in starts
        for at in range(start, min(start + block, len(ours)), DIGEST)
        if ours[at : at + DIGEST] != theirs[at : at + DIGEST]
    )


class Settled(Struct, frozen=True, array_like=True):
    """A digest of the stamps of all files, with the `snapshot` of these files on one day.

    `stamps` is empty where a file was too young for its stamp to be relied on.
    """

    stamps: bytes
    date: str
    snapshot: Snapshot

    @classmethod
    def of(cls, entries: Mapping[str, Entry], taken: Snapshot, date: str) -> Self:
        """Return what is known of files by these entries, of which the snapshot was taken."""
        young = any(each.stamp == NO_STAMP for each in entries.values())
        found = b"" if young else stamps((path, each.stamp) for path, each in entries.items())
        return cls(found, date, taken)


class Folder(Settled, frozen=True, array_like=True):
    """The entries of all files, behind what is known of them together."""

    entries: dict[str, Entry]

    @classmethod
    def of_entries(cls, settled: Settled, entries: Mapping[str, Entry]) -> Self:
        """Return these entries."""
        return cls(settled.stamps, settled.date, settled.snapshot, dict(entries))


def stamps(files: Iterable[tuple[str, Stamp]]) -> bytes:
    """Return a digest of files, given by their paths and stamps."""
    return digest(msgspec.msgpack.encode(sorted(files)))


class FileStore:
    """The entry of every file of the content folder at the last build."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> dict[str, Entry]:
        """Return the entries by their paths."""
        found = self._store.load(FILES, Folder)
        return found.entries if found else {}

    def settled(self) -> Settled | None:
        """Return what is known of all files together, without their many entries."""
        return self._store.peek(FILES, Settled)

    def save(self, settled: Settled, entries: Mapping[str, Entry]) -> None:
        """Save the entries alone, where nothing else has changed."""
        self._store.save(FILES, Folder.of_entries(settled, entries))
