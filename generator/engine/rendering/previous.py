"""An edition as the last build left it, and what has changed since."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.engine.cache.manifests import Output
from generator.engine.writer.status import FolderStatus
from generator.publish.pages.search import FOLDER, INDEX

FEW: Final = 6
"""Changes that are looked for one by one."""


class Changes(Struct, frozen=True):
    """The positions, in the snapshot, of files with other `words`, and of those that differ at all."""

    words: frozenset[int]
    bodies: frozenset[int]

    def shown_by(self, outputs: Mapping[str, Output]) -> set[str]:
        """Return the files of the site that show any of it."""
        shown = (
            set(_among(self.words, outputs, [each.words for each in outputs.values()]))
            if self.words
            else set()
        )
        return shown.union(_among(self.bodies, outputs, [each.bodies for each in outputs.values()]))


def _among(positions: frozenset[int], paths: Iterable[str], rows: Sequence[bytes]) -> list[str]:
    """Return the paths in whose rows any of these positions is.

    A few are looked for as bytes first: most rows hold none of them.
    """
    near: Iterable[tuple[str, bytes]] = zip(paths, rows, strict=True)
    if len(positions) <= FEW:
        near = [
            (path, row)
            for sign in [array("I", [each]).tobytes() for each in positions]
            for path, row in zip(paths, rows, strict=True)
            if sign in row
        ]
    return [path for path, row in near if not positions.isdisjoint(array("I", row))]


class PreviousEdition(Struct, frozen=True):
    """An edition as the last build left it.

    `outputs` are its files, `status` how they are now; `changes` is what has changed in the content since,
    None where that is not known in full. `same_theme` says that the theme's files are the same, `site` is the
    digest of what all pages shared. `index_outdated` says that the search index was left as it was.
    """

    outputs: Mapping[str, Output]
    status: FolderStatus
    changes: Changes | None = None
    same_theme: bool = False
    site: bytes = b""
    index_outdated: bool = False

    def intact(self, path: str) -> Output | None:
        """Return a file that is in the site as it was written; None for any other."""
        return None if path in self.status.modified else self.outputs.get(path)

    def up_to_date(self) -> dict[str, Output]:
        """Return the files that are known to be up to date without looking at what they show."""
        changes = self.changes
        if changes is None or not all(
            self.intact(path) for path, output in self.outputs.items() if not output.fingerprint
        ):
            return {}
        concerned = changes.shown_by(self.outputs)
        kept = dict(self.outputs)
        in_index = (path for path in self.outputs if path.startswith(FOLDER))
        for path in [*concerned, *self.status.modified, *in_index]:
            kept.pop(path, None)
        if self.index_outdated or INDEX in concerned or not self.indexed():
            return kept
        return kept | self.index()

    def index(self) -> dict[str, Output]:
        """Return the files of the search index."""
        return {path: output for path, output in self.outputs.items() if path.startswith(FOLDER)}

    def indexed(self) -> bool:
        """Return whether the search index is there as it was written."""
        return INDEX in self.outputs and not any(path.startswith(FOLDER) for path in self.status.modified)
