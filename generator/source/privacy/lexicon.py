"""The words of English in small letters, with first names and surnames."""

from __future__ import annotations

from functools import cache
from typing import Final

_LISTS: Final = ("english_wikipedia", "us_tv_and_film", "female_names", "male_names", "surnames")


def is_word(letters: str) -> bool:
    """Return whether these letters are one word: an ordinary one, or somebody's first name or surname."""
    return letters.lower() in _words()


@cache
def _words() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(word for each in _LISTS for word in FREQUENCY_LISTS[each])
