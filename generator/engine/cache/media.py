"""Pictures and attachments as they were made for publishing, by the digest of their sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.engine.cache.store import CacheMiss, Store
from generator.network.media import Medium, Variant
from generator.source.document import digest

_NAME: Final = "variants"


class MediaStore:
    """The published variants of pictures and attachments."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def folder(self) -> Path:
        """The folder of the variants, each under its own name."""
        return self._store.blobs

    def load(self) -> dict[bytes, Medium]:
        """Return the variants of every picture and attachment, by the digest of its source."""
        return self._store.load(_NAME, dict[bytes, Medium]) or {}

    def save(self, media: Mapping[bytes, Medium]) -> None:
        """Save these, and remove the files of all others, also those that an interrupted build has left."""
        if media != self.load():
            self._store.save(_NAME, dict(media))
        kept = {variant.file for medium in media.values() for variant in medium.variants}
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def read(self, variant: Variant) -> bytes:
        """Return the bytes of one variant. Raises `CacheMiss` where it is not here as it was made."""
        try:
            data = (self.folder / variant.file).read_bytes()
        except OSError:
            raise CacheMiss from None
        if digest(data) != variant.digest:
            raise CacheMiss
        return data
