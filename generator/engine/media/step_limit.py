"""A limit of steps, for libraries that a hostile file may lead in circles.

Steps are counted, not seconds: a file is always read, or never.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class StepLimitExceeded(BaseException):
    """The steps are used up. No library that catches every `Exception` goes on after this one."""


@contextmanager
def step_limit(most: int) -> Iterator[None]:
    """Raise `StepLimitExceeded` within the block once this thread has made so many calls and returns."""
    left = most

    def count(frame: FrameType, event: str, argument: Any) -> None:  # noqa: ARG001 - as Python calls it
        nonlocal left
        left -= 1
        if left < 0:
            raise StepLimitExceeded

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
