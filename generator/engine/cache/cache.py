"""The cache of a network: one store for each kind of result, over one folder.

Nothing in it is needed for a build to be right, only for it to be quick. It holds what people wrote, so what
they take back has to go: an interrupted save leaves a mark, and whoever finds the mark clears the cache.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Raw

from generator.engine.cache.diagnostics import DiagnosticsStore
from generator.engine.cache.documents import DocumentStore
from generator.engine.cache.entries import Entries, FileStore
from generator.engine.cache.manifests import ManifestStore
from generator.engine.cache.media import MediaStore
from generator.engine.cache.names import NameStore
from generator.engine.cache.networks import NetworkStore
from generator.engine.cache.store import FILES, Store
from generator.engine.cache.texts import TextStore
from generator.source.document import Document

if TYPE_CHECKING:
    from generator.engine.cache.layouts import LayoutStore


class Cache:
    """The stores of one network's cache."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.files = FileStore(store)
        self.documents = DocumentStore(store)
        self.texts = TextStore(store)
        self.network = NetworkStore(store)
        self.names = NameStore(store)
        self.diagnostics = DiagnosticsStore(store, self.network)
        self.manifests = ManifestStore(store)
        self.media = MediaStore(store)

    @classmethod
    def at(cls, folder: Path) -> Cache:
        """Return the cache in a folder."""
        return cls(Store(folder))

    @cached_property
    def layouts(self) -> LayoutStore:
        """The layouts of editions, whose modules a build without a change does not load."""
        from generator.engine.cache.layouts import LayoutStore

        return LayoutStore(self.store)

    def save_reading(
        self,
        entries: Entries,
        parsed: Mapping[str, tuple[bytes, Document]],
        replaced: Mapping[str, tuple[bytes, Document]],
        fresh: Mapping[bytes, Raw],
    ) -> None:
        """Save what was read: the entries of all files, the documents parsed anew and their HTML.

        `replaced` are those that were here instead. What no file holds any longer is removed. All of it is
        saved together, so that it can't be told apart.
        """
        earlier = self.files.load()
        if not earlier:
            self.store.drop("documents-*")
            self.store.drop("texts-*")
        removed = set(earlier.paths).difference(entries.paths)
        gone = {path: there for path in removed if (there := self.documents.find(path)) is not None}
        moves = [(path, there.body, b"") for path, (_, there) in gone.items()]
        moves += [
            (path, replaced[path][1].body if path in replaced else b"", document.body)
            for path, (_, document) in parsed.items()
        ]
        self.store.save_together(
            {
                **self.documents.updated(gone, parsed),
                **self.texts.updated(moves, fresh),
                FILES: entries,
            },
            len(parsed),
        )
