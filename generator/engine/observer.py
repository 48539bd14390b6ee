"""Progress and timings of a build."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
"""Called with the activity, how much of it is done, and how much there is."""


def silent(what: str, done: int, total: int) -> None:
    """Show no progress."""


class Observer:
    """The listener of one build."""

    def __init__(self, progress: Progress = silent) -> None:
        self.progress = progress
        self.timings: list[tuple[str, float]] = []

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Measure how long a stage takes."""
        started = time.perf_counter()
        yield
        self.timings.append((stage, time.perf_counter() - started))
