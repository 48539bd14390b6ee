"""The HTML of texts, by the digest of the text, with the files that hold each.

A text that no file holds any longer is removed. HTML stays in MessagePack, as it comes from who parsed it and
goes to the cache, until somebody shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Raw, Struct

from generator.engine.cache.file_format import shard_of_digest
from generator.engine.cache.store import CacheMiss, Store


def packed(html: str) -> Raw:
    """Return HTML in MessagePack."""
    return Raw(msgspec.msgpack.encode(html))


def unpacked(html: Raw) -> str:
    """Return HTML from MessagePack."""
    return msgspec.msgpack.decode(html, type=str)


class _Text(Struct, frozen=True, array_like=True):
    """A text's HTML, and the files that hold the text."""

    html: Raw
    paths: list[str]


Shard = dict[bytes, _Text]
Move = tuple[str, bytes, bytes]
"""A file, with the digests of the text that it held and of the text that it holds now; empty where there is
none."""


def _name(number: int) -> str:
    return f"texts-{number:02x}"


class TextStore:
    """The HTML of every text, in shards of which only those needed are read."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, digest: bytes) -> str:
        """Return a text's HTML. Raises `CacheMiss` where it is not here."""
        found = self._shard(shard_of_digest(digest)).get(digest)
        if found is None:
            raise CacheMiss
        return unpacked(found.html)

    def _shard(self, number: int) -> Shard:
        return self._store.load(_name(number), Shard) or {}

    def updated(self, moves: Iterable[Move], fresh: Mapping[bytes, Raw]) -> dict[str, Shard]:
        """Return the shards, by the names of their files, that differ after these moves.

        `fresh` is new HTML.
        """
        left: dict[bytes, set[str]] = {}
        arrived: dict[bytes, list[str]] = {}
        for path, before, after in moves:
            if before:
                left.setdefault(before, set()).add(path)
            if after:
                arrived.setdefault(after, []).append(path)
        shards: dict[int, Shard] = {}
        for digest in dict.fromkeys((*left, *arrived)):
            number = shard_of_digest(digest)
            if number not in shards:
                shards[number] = dict(self._shard(number))
            known = shards[number].pop(digest, None)
            gone = left.get(digest, ())
            kept = [path for path in known.paths if path not in gone] if known else ()
            if paths := [*dict.fromkeys((*kept, *arrived.get(digest, ())))]:
                html = fresh[digest] if known is None else known.html
                shards[number][digest] = _Text(html, paths)
        return {_name(number): shard for number, shard in shards.items()}
