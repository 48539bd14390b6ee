"""Facts about one page: how it was written, and the fingerprint of what it would be made from now."""

from __future__ import annotations

from msgspec import Struct

from generator.engine.cache.manifests import Output


class PageFacts(Struct, frozen=True):
    """Facts about one page. `intact` says that its file is in the site as it was written.

    `same_theme` and `same_site` say that the theme's files, and what all pages share, are what they were.
    """

    output: Output | None
    fingerprint: bytes
    intact: bool
    same_theme: bool
    same_site: bool

    @property
    def differs(self) -> bool:
        """True if the page was written from something else."""
        return self.output is not None and self.output.fingerprint != self.fingerprint
