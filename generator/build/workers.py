"""Work on several cores: a list of jobs, and something that all of them need.

Workers are forked, so what they share is there without being sent; what they give back is small.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")

_shared: Any = None
"""In a worker process only: what its jobs share."""


def _begin(shared: Any) -> None:
    global _shared  # noqa: PLW0603 - a worker process has one task in its life
    _shared = shared


def _run(function: Callable[[Any, Any], R], job: Any) -> R:
    return function(_shared, job)


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(function: Callable[[S, J], R], shared: S, jobs: Sequence[J], workers: int) -> Iterator[R]:
    """The results of `function(shared, job)` for each job, in order. With one worker, or one job, everything stays in this process."""
    if workers <= 1 or len(jobs) <= 1 or not hasattr(os, "fork"):
        for job in jobs:
            yield function(shared, job)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context, initializer=_begin, initargs=(shared,)) as pool:
        futures = [pool.submit(_run, function, job) for job in jobs]
        for future in futures:
            yield future.result()


def chunks(items: Sequence[J], size: int) -> list[Sequence[J]]:
    """The items, in pieces of this size."""
    return [items[at : at + size] for at in range(0, len(items), size)]
