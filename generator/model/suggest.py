"""“Did you mean …?”: suggestions among known names.

Comparing a name with every known one costs the square of a network in which each file has a fault. `Names` is
an index of the known names, which compares a bounded number of them however many there are, and answers a
bounded number of searches: whoever has more faults of one kind than that mends them with the first answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from functools import cached_property
from itertools import islice, takewhile
from typing import Final

MOST_NAMED: Final = 12
MOST_EDITS: Final = 8
"""Edits above which two long names are not alike: more of them turn any word into another."""
MOST_COMPARED: Final = 32
"""Names that one search compares letter by letter: all of a small number, the likeliest of a larger one."""
MOST_VISITED: Final = 512
"""Names that one search finds by their pieces, of which the likeliest are compared."""
MOST_SEARCHES: Final = 1000
"""Searches that one index answers."""
_PIECE: Final = 3


def distance(left: str, right: str, limit: int) -> int:
    """Return the number of letters to add, drop, change or swap with their neighbour.

    Counting ends at `limit + 1`, which stands for any larger number.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    left, right = _unlike(left, right)
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


def _unlike(left: str, right: str) -> tuple[str, str]:
    """Return two words without the letters that both begin and both end with."""
    start = _shared(left, right)
    left, right = left[start:], right[start:]
    end = _shared(left[::-1], right[::-1])
    return left[: len(left) - end], right[: len(right) - end]


def _shared(left: str, right: str) -> int:
    """Return the number of letters that both words begin with."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    return sum(1 for _ in alike)


def several(wanted: str, known: Container[str]) -> str:
    """Return a hint where several known names stand in one piece of text; empty where they do not."""
    parts = [part for part in re.split(r"[\s,;•]+(?:and\s+)?", wanted) if part]
    return (
        f"write several as a list: `[{', '.join(parts)}]`"
        if len(parts) > 1 and all(part in known for part in parts)
        else ""
    )


def apart(wanted: str, meant: Callable[[str], str]) -> str:
    """Return a hint where several names stand in one piece of text, each of which means something.

    `meant` returns the identity of what a name may mean, empty where it means nothing.
    """
    parts = [part.strip() for part in re.split(r"[,;•\n]", wanted) if part.strip()]
    found = [meant(part) for part in parts] if 1 < len(parts) <= MOST_NAMED else []
    return f"write several as a list: `[{', '.join(found)}]`" if found and all(found) else ""


def nearest(wanted: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the known names nearest to `wanted`, best first.

    Those with few edits come first, then those that begin with it, then those that hold it.
    """
    word = wanted.casefold().strip()[:100]
    limit = min(max(1, len(word) // 3), MOST_EDITS)
    bound = limit
    scored = []
    for name in known:
        candidate = name.casefold()
        edits = distance(word, candidate, bound)
        if edits <= bound:
            scored.append((edits, name))
            if len(scored) >= most:
                bound = min(bound, sorted(scored)[most - 1][0])
        elif len(word) > 2 and candidate.startswith(word):
            scored.append((limit + 1, name))
        elif len(word) > 3 and word in candidate:
            scored.append((limit + 2, name))
    return [name for _, name in sorted(scored)[:most]]


class Names:
    """An index of known names, for suggestions.

    Up to `MOST_COMPARED` names are all compared. Of more, those are compared that share the rarest pieces (of
    three letters) with the name that was written: what shares none of them is hardly what was meant.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._left = MOST_SEARCHES

    def nearest(self, wanted: str, most: int = 3) -> list[str]:
        """Return the names nearest to `wanted`, best first, as the function `nearest` orders them.

        After `MOST_SEARCHES` there are none.
        """
        if not self._left:
            return []
        self._left -= 1
        return nearest(wanted, self._candidates(wanted), most)

    def holding(self, part: str) -> list[str]:
        """Return names that hold `part`, capitals apart, in the order in which they were given."""
        wanted = part.casefold()
        rarest = self._names
        if len(self._names) > MOST_COMPARED and len(wanted) >= _PIECE:
            inner = (wanted[start : start + _PIECE] for start in range(len(wanted) - _PIECE + 1))
            rarest = min((self._by_piece.get(each, ()) for each in inner), key=len)[:MOST_VISITED]
        return [each for each in rarest if wanted in each.casefold()]

    def _candidates(self, wanted: str) -> Collection[str]:
        if len(self._names) <= MOST_COMPARED:
            return self._names
        shared: Counter[str] = Counter()
        left = MOST_VISITED
        pieces = set(_pieces(wanted[:100]))
        for names in sorted((self._by_piece.get(each, ()) for each in sorted(pieces)), key=len):
            shared.update(names[:left])
            left -= len(names)
            if left <= 0:
                break
        likeliest = sorted(shared, key=lambda each: (-shared[each], each))
        return likeliest[:MOST_COMPARED]

    @cached_property
    def _by_piece(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name in dict.fromkeys(self._names):
            for piece in set(_pieces(name)):
                found.setdefault(piece, []).append(name)
        return {piece: tuple(names) for piece, names in found.items()}


def _pieces(name: str) -> Iterator[str]:
    """Yield the pieces of a name, of which the first and the last hold its ends."""
    bounded = f"\n{name.casefold().strip()}\n"
    for start in range(max(len(bounded) - _PIECE + 1, 1)):
        yield bounded[start : start + _PIECE]


def listed(known: Collection[str]) -> str:
    """Return the first of the known names in one line, with the number of the others."""
    more = len(known) - MOST_NAMED
    return ", ".join(known) if more <= 1 else f"{', '.join(islice(known, MOST_NAMED))} and {more} more"
