"""How much a build did."""

from __future__ import annotations

from msgspec import Struct


class Work(Struct):
    """How much was done: counts that say whether a build did only what it had to. `viewed` are the pages that were looked at at all."""

    read: int = 0
    parsed: int = 0
    viewed: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    pages: int = 0
