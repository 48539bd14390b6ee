"""Facts about an edition, and about the build that may make it anew.

What costs time is found out when it is asked.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from msgspec import Struct

from generator.engine.cache.cache import Cache
from generator.engine.cache.diagnostics import CachedDiagnostics
from generator.engine.cache.manifests import Header
from generator.engine.cache.snapshot import Snapshot, snapshot
from generator.engine.options import Options
from generator.engine.stages.identify import Identified
from generator.engine.theme import sources
from generator.engine.writer.status import FolderStatus
from generator.model.audience import Viewer


class BuildFacts(Struct, frozen=True, dict=True):
    """Facts that all editions of a build share."""

    options: Options
    cache: Cache
    identified: Identified

    @cached_property
    def files_differ(self) -> bool:
        """True if files of the content folder are new, gone or changed, or can't be read."""
        known = self.identified
        return (
            bool(known.scan.diagnostics or known.diagnostics or known.unread or known.changed)
            or known.entries.paths != self.cache.files.load().paths
        )

    @cached_property
    def snapshot(self) -> Snapshot:
        """The content folder now. To be asked for only where no file differs."""
        return snapshot(self.identified.entries, self.options.date)

    @cached_property
    def last_diagnostics(self) -> CachedDiagnostics | None:
        """The diagnostics of the last build; None where they are not known for this content."""
        return self.cache.diagnostics.load()

    @cached_property
    def _signatures(self) -> dict[str, bytes]:
        return {}

    def theme_signature(self, name: str) -> bytes:
        """Return the digest of the files of a theme now."""
        if name not in self._signatures:
            self._signatures[name] = sources.find_theme(self.options.content, name).signature
        return self._signatures[name]


class EditionFacts(Struct, frozen=True):
    """Facts about one edition: what it was made from, and how its folder is."""

    build: BuildFacts
    viewer: Viewer
    header: Header | None
    status: FolderStatus
    folder: Path
    defer_index: bool
