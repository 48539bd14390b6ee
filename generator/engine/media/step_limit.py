"""So many steps and no more, for libraries that may be led in circles by a hostile file. Steps are counted, not seconds: a file is always read, or never."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class TooManySteps(BaseException):
    """The steps are used up. No library that catches every `Exception` goes on after this one."""


@contextmanager
def steps(most: int) -> Iterator[None]:
    """Raises `TooManySteps` in the middle of what is done here once this thread has called, or come back from, so many functions."""
    left = most

    def count(frame: FrameType, event: str, argument: Any) -> None:  # noqa: ARG001 - as Python calls it
        nonlocal left
        left -= 1
        if left < 0:
            raise TooManySteps

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
