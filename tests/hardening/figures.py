"""The interface of a long form: what it is given, and what it gives back."""

from __future__ import annotations

import time
from typing import NamedTuple


class Figure(NamedTuple):
    """A line of the table.

    It says what was tried, how often, what the promise did not survive, and anything else that is worth a
    look.
    """

    tried: str
    times: int
    faults: tuple[str, ...] = ()
    note: str = ""


class Time:
    """The time that a long form may take.

    Whether it is over is asked between two attempts, so the last one may end a little later.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds; 0 when it is over."""
        return max(0.0, self._end - time.monotonic())

    def share(self, part: float) -> Time:
        """A part of what is left, between 0 and 1."""
        return Time(self.left * part)
