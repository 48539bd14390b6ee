"""Names that must not be published, and the places where the last build found them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.engine.cache.store import Store
from generator.source.privacy.findings import Finding, Name

_NAME: Final = "names"


class NameFindings(Struct, frozen=True, array_like=True):
    """The names that must not be published, with `sources`, a digest of the files that they come from.

    `seen` are the digests of the files that were looked through; `found` is what was found in some of them.
    """

    sources: bytes
    names: tuple[Name, ...] = ()
    seen: dict[str, bytes] = {}
    found: dict[str, tuple[Finding, ...]] = {}


class NameStore:
    """The findings of names."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> NameFindings | None:
        """Return the findings; None where nobody has looked."""
        return self._store.load(_NAME, NameFindings)

    def save(self, findings: NameFindings) -> None:
        """Save the findings."""
        self._store.save(_NAME, findings)
