"""Manifests of editions: the files that were written, and what they depend on."""

from __future__ import annotations

import shutil
from typing import Final

from msgspec import Struct

from generator.engine.cache.snapshot import Snapshot
from generator.engine.cache.store import Store

PREVIEW: Final = "preview"
"""The folder of a writer's own view, which may hold what is private."""
_PREFIX: Final = "edition-"


class Output(Struct, frozen=True, array_like=True):
    """A file of the site: its fingerprint, its size and its time of modification (ns).

    `words` are the files whose words it shows, `bodies` those whose bodies: their positions in the snapshot,
    as numbers of four bytes.
    """

    fingerprint: bytes
    size: int
    modified: int
    words: bytes = b""
    bodies: bytes = b""


class Header(Struct, frozen=True, array_like=True):
    """The sources that an edition was last made from: a snapshot, a theme, what all pages share, and options.

    `theme_signature`, `site` and `configuration` are digests of the latter. `holds` is what it holds that may
    be taken back: a release that holds anything else is not kept. `index_outdated` says that the search index
    was left as it was. `date` is the day for which it was made, None where no page shows that. `pages` is the
    number of its files. Nothing here tells of what the edition does not hold.
    """

    snapshot: Snapshot
    configuration: bytes
    theme: str
    theme_signature: bytes
    site: bytes
    holds: tuple[str, ...]
    index_outdated: bool
    date: str | None
    pages: int


class Manifest(Header, frozen=True, array_like=True):
    """An edition as it was last written: its files, and their folders with their times of modification."""

    outputs: dict[str, Output]
    folders: dict[str, int]


class ManifestStore:
    """The manifest of each edition."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def header(self, edition: str) -> Header | None:
        """Return the beginning of a manifest, without its many files; None where it is not known."""
        return self._store.peek(f"{_PREFIX}{edition}", Header)

    def load(self, edition: str) -> Manifest | None:
        """Return a manifest; None where it is not known."""
        return self._store.load(f"{_PREFIX}{edition}", Manifest)

    def save(self, edition: str, manifest: Manifest) -> None:
        """Save a manifest."""
        self._store.save(f"{_PREFIX}{edition}", manifest)

    def drop_previews(self, now: Snapshot) -> None:
        """Remove writers' own views of other content than there is now.

        They are not built again until somebody looks, and may hold what has been taken back.
        """
        for name in self._store.names(f"{_PREFIX}as-*"):
            edition = name.removeprefix(_PREFIX)
            header = self.header(edition)
            if header is None or header.snapshot != now:
                self._store.drop(name)
                shutil.rmtree(self._store.folder / PREVIEW / edition, ignore_errors=True)
