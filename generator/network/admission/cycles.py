"""Cycles of references, where each thing refers to one other."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def cycles(starts: Iterable[str], follow: Callable[[str], str | None]) -> list[list[str]]:
    """Return each cycle once, from where it was first reached. `follow` gives what a thing refers to."""
    done: set[str] = set()
    found = []
    for start in starts:
        walk: dict[str, int] = {}
        each: str | None = start
        while each is not None and each not in walk and each not in done:
            walk[each] = len(walk)
            each = follow(each)
        if each in walk:
            found.append(list(walk)[walk[each] :])
        done.update(walk)
    return found
