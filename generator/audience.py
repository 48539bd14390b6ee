"""Who may read a record, and which editions hold it. The order is the whole rule: each edition holds all of the ones before it."""

from __future__ import annotations

from typing import Final

PRIVATE: Final = 0
FACILITATORS: Final = 1
COHORT: Final = 2
PUBLIC: Final = 3

AUDIENCES: Final = ("private", "facilitators", "cohort", "public")
EDITIONS: Final = ("public", "cohort", "facilitators")


def level(audience: str) -> int:
    """0 (private) to 3 (public)."""
    return AUDIENCES.index(audience)
