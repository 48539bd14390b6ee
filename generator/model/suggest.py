"""“Did you mean …?”: the nearest of the known names."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final

MOST_NAMED: Final = 12
MOST_EDITS: Final = 8
"""More of them make another word of any; and counting them takes time where a text names thousands of things that are not there."""


def distance(left: str, right: str, limit: int) -> int:
    """How many letters to add, drop, change or swap with their neighbour; `limit + 1` where it is more than `limit`."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def several(wanted: str, known: Container[str]) -> str:
    """How to write several known names that stand in one piece of text; empty where they are not that."""
    parts = [part for part in re.split(r"[\s,;•]+(?:and\s+)?", wanted) if part]
    return (
        f"write several as a list: `[{', '.join(parts)}]`"
        if len(parts) > 1 and all(part in known for part in parts)
        else ""
    )


def nearest(wanted: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names nearest to what was written, best first: by edits, then by what it begins or holds."""
    word = wanted.casefold().strip()[:100]
    limit = min(max(1, len(word) // 3), MOST_EDITS)
    scored = []
    for name in known:
        candidate = name.casefold()
        edits = distance(word, candidate, limit)
        if edits <= limit:
            scored.append((edits, name))
        elif len(word) > 2 and candidate.startswith(word):
            scored.append((limit + 1, name))
        elif len(word) > 3 and word in candidate:
            scored.append((limit + 2, name))
    return [name for _, name in sorted(scored)[:most]]


def listed(known: Iterable[str]) -> str:
    """The first of the known names, and how many more there are."""
    names = list(known)
    more = len(names) - MOST_NAMED
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:MOST_NAMED])} and {more} more"
