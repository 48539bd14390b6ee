"""Numbers for what WordPress tells apart by numbers: the same from one export to the next."""

from __future__ import annotations

import calendar
import datetime as dt
from hashlib import blake2b
from typing import Final

_BITS: Final = 31
_OF_COMMENT: Final = 20


class Numbers:
    """Numbers of texts, files and authors, which follow from their names; of comments, from their time, too.

    WordPress brings comments in by their numbers, so each has a higher one than what it answers.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._taken: set[int] = set()

    def of(self, name: str) -> int:
        """Return the number of this name, which is given out where it has none yet."""
        if name not in self._known:
            self._known[name] = self._free(_hash(name, _BITS))
        return self._known[name]

    def of_comment(self, name: str, when: str, above: int) -> int:
        """Return the number of a comment of this moment, higher than that of what it answers."""
        seconds = calendar.timegm(dt.datetime.fromisoformat(when).utctimetuple())
        wanted = max(max(seconds, 1 << _BITS - 20) << _OF_COMMENT | _hash(name, _OF_COMMENT), above + 1)
        return self._free(wanted)

    def _free(self, wanted: int) -> int:
        number = max(wanted, 1)
        while number in self._taken:
            number += 1
        self._taken.add(number)
        return number


def _hash(name: str, bits: int) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) >> (64 - bits)
