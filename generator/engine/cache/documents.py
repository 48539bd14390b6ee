"""Documents as they were read, by their paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.engine.cache.file_format import SHARDS, shard_of_path
from generator.engine.cache.store import CacheMiss, Store
from generator.source.document import Document

Shard = dict[str, tuple[bytes, Document]]
"""Some documents by their paths, each with the digest of its file."""


def _name(number: int) -> str:
    return f"documents-{number:02x}"


class DocumentStore:
    """The documents of the content folder, in shards of which only those needed are read."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_all(self) -> Shard:
        """Return every document."""
        found: Shard = {}
        for number in range(SHARDS):
            found.update(self._shard(number))
        return found

    def get(self, path: str, digest: bytes) -> Document:
        """Return one document. Raises `CacheMiss` unless it was read from a file with this digest."""
        found = self.find(path)
        if found is None or found[0] != digest:
            raise CacheMiss
        return found[1]

    def find(self, path: str) -> tuple[bytes, Document] | None:
        """Return the document that was last read at a path, with the digest of its file."""
        return self._shard(shard_of_path(path)).get(path)

    def _shard(self, number: int) -> Shard:
        return self._store.load(_name(number), Shard) or {}

    def updated(
        self, removed: Iterable[str], parsed: Mapping[str, tuple[bytes, Document]]
    ) -> dict[str, Shard]:
        """Return the shards, by their names, that differ once these documents are removed or replaced."""
        shards: dict[int, Shard] = {}
        for path in (*removed, *parsed):
            number = shard_of_path(path)
            if number not in shards:
                shards[number] = dict(self._shard(number))
            shards[number].pop(path, None)
            if path in parsed:
                shards[number][path] = parsed[path]
        return {_name(number): shard for number, shard in shards.items()}
