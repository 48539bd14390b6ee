"""Numbers of things, in words, as reports on a terminal say them."""

from __future__ import annotations


def number_of(number: int, one: str, many: str = "") -> str:
    """Return a number with the name of its things: “1 post”, “2 posts”, “0 replies”."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
