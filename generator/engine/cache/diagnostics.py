"""The diagnostics of the last build, which are repeated where a build has nothing to do."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.engine.cache.snapshot import Snapshot
from generator.engine.cache.store import Store
from generator.model.diagnostics import Diagnostic

_NAME: Final = "diagnostics"


class _Taken(Struct, frozen=True, array_like=True):
    """The snapshot of the content that diagnostics are about."""

    snapshot: Snapshot


class CachedDiagnostics(_Taken, frozen=True, array_like=True):
    """The diagnostics of the content in this snapshot, and of its theme."""

    diagnostics: tuple[Diagnostic, ...]


class DiagnosticsStore:
    """The diagnostics of the last build."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> CachedDiagnostics | None:
        """Return the diagnostics; None where they are not known."""
        return self._store.load(_NAME, CachedDiagnostics)

    def save(self, cached: CachedDiagnostics) -> None:
        """Save the diagnostics where they differ from the saved ones, which are many if they are any."""
        known = self._store.peek(_NAME, _Taken)
        if known is None or known.snapshot != cached.snapshot or cached != self.load():
            self._store.save(_NAME, cached)

    def drop(self) -> None:
        """Remove the diagnostics: what they quote may have been taken back since."""
        self._store.drop(_NAME)
