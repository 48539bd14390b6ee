"""How much a build did, and why it could not do it."""

from __future__ import annotations

from msgspec import Struct


class BuildStatistics(Struct):
    """How much was done: counts that say whether a build did only what it had to. `viewed` are the pages that were looked at at all.

    `indexed` are the records that a new search index was made of; with none, the indexer was not even started.
    """

    read: int = 0
    parsed: int = 0
    viewed: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    pages: int = 0
    indexed: int = 0


class NoIndexer(Exception):
    """The search index can't be made; says why."""
