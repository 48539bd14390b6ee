"""The diagnostics of the last build, which are repeated where a build has nothing to do."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.engine.cache.networks import NetworkStore
from generator.engine.cache.snapshot import Snapshot
from generator.engine.cache.store import Store
from generator.model.diagnostics import Diagnostic, ordered

_NAME: Final = "diagnostics"


class CachedDiagnostics(Struct, frozen=True):
    """The diagnostics of the content in this snapshot, and of its theme."""

    snapshot: Snapshot
    diagnostics: tuple[Diagnostic, ...]


class _Saved(Struct, frozen=True, array_like=True):
    """The diagnostics of a snapshot as they are saved.

    Those of the network, which are many if they are any, are saved with that: `others` are the rest. Where
    no network is saved, `others` are all.
    """

    snapshot: Snapshot
    others: tuple[Diagnostic, ...]
    with_network: bool


class DiagnosticsStore:
    """The diagnostics of the last build."""

    def __init__(self, store: Store, network: NetworkStore) -> None:
        self._store = store
        self._network = network

    def load(self) -> CachedDiagnostics | None:
        """Return the diagnostics; None where they are not known."""
        saved = self._store.load(_NAME, _Saved)
        found = self._network.diagnostics(saved.snapshot) if saved and saved.with_network else ()
        if saved is None or found is None:
            return None
        return CachedDiagnostics(saved.snapshot, ordered((*found, *saved.others)) if saved.others else found)

    def save(self, cached: CachedDiagnostics) -> None:
        """Save the diagnostics, where they differ from the saved ones."""
        found = self._network.diagnostics(cached.snapshot)
        others = () if found == cached.diagnostics else ordered({*cached.diagnostics}.difference(found or ()))
        saved = _Saved(cached.snapshot, others, found is not None)
        if saved != self._store.load(_NAME, _Saved):
            self._store.save(_NAME, saved)

    def drop(self) -> None:
        """Remove the diagnostics: what they quote may have been taken back since."""
        self._store.drop(_NAME)
