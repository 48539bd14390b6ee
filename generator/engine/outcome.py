"""The outcome of a build: what was wrong, how much was done, and how long it took."""

from __future__ import annotations

from msgspec import Struct

from generator.model.diagnostics import Diagnostic, errors


class BuildStatistics(Struct):
    """Counts that show whether a build of an edition did only what it had to.

    `read` files were looked into and `parsed` anew; of `pages`, `viewed` were looked at, `rendered`, and
    `written`. `indexed` is the number of records in a new search index; with 0 the indexer was not started.
    """

    read: int = 0
    parsed: int = 0
    viewed: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    pages: int = 0
    indexed: int = 0


class Outcome(Struct):
    """The outcome of a build. `written` is false where nothing was changed.

    `unpublished` says that the public edition was left out, since its privacy notice is not filled in.
    """

    diagnostics: tuple[Diagnostic, ...]
    written: bool
    statistics: dict[str, BuildStatistics]
    timings: list[tuple[str, float]]
    unpublished: bool = False

    @property
    def failed(self) -> bool:
        """True if the content has errors."""
        return bool(errors(self.diagnostics))
