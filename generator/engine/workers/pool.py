"""Worker pools: this process, several of them, or a cluster (see `cluster.py`).

Each takes a function, what all its jobs share, and jobs. The results are small. On one machine workers are
forked, so what they share is there without being sent.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from generator.engine.errors import LostWorker
from generator.engine.workers.background import BackgroundTask, cores

S = TypeVar("S")
J = TypeVar("J")

JOBS_PER_WORKER: Final = 16
"""Jobs into which each worker's part of the work is cut, where there is much of it."""

_shared: Any = None
"""In a worker process only: what its jobs share."""


class WorkerPool(Protocol):
    """A pool of workers. `size` is how many jobs are done at the same time."""

    size: int

    def run(self, function: Callable[[S, J], bytes], shared: S, jobs: Sequence[J]) -> Iterator[bytes]:
        """Begin with `function(shared, job)` for each job; return the results, in order, as they come."""


def _begin(shared: Any) -> None:
    global _shared  # noqa: PLW0603 - a worker process has one task in its life
    _shared = shared
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker with the build.

    Otherwise it would wait for jobs for ever, and hold the locks that the build held.
    """
    from multiprocessing import connection, parent_process

    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(function: Callable[[Any, Any], bytes], job: Any) -> bytes:
    return function(_shared, job)


class ProcessPool:
    """The process itself, and as many forked ones as help.

    With one worker everything stays in this process; one job is a background task.
    """

    def __init__(self, size: int = 0) -> None:
        self.size = size or cores()

    def run(self, function: Callable[[S, J], bytes], shared: S, jobs: Sequence[J]) -> Iterator[bytes]:
        """Return the results, in order."""
        if self.size <= 1 or not jobs or not hasattr(os, "fork"):
            return (function(shared, job) for job in jobs)
        if len(jobs) == 1:
            task = BackgroundTask(lambda: function(shared, jobs[0]), bytes)
            return (each.result() for each in (task,))
        return self._pooled(function, shared, jobs)

    def _pooled(self, function: Callable[[S, J], bytes], shared: S, jobs: Sequence[J]) -> Iterator[bytes]:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        context = multiprocessing.get_context("fork")
        pool = ProcessPoolExecutor(
            min(self.size, len(jobs)), mp_context=context, initializer=_begin, initargs=(shared,)
        )
        futures = deque(pool.submit(_run, function, job) for job in jobs)

        def results() -> Iterator[bytes]:
            with pool:
                try:
                    while futures:
                        yield futures.popleft().result()
                except BrokenProcessPool:
                    raise LostWorker from None

        return results()


def worker_pool(size: int, scheduler: str, folder: Path) -> WorkerPool:
    """Return the cluster at this address, otherwise a pool of so many processes (0: one a core).

    Machines of a cluster find in the folder what their jobs share.
    """
    if not scheduler:
        return ProcessPool(size)
    from generator.engine.workers.cluster import Cluster

    return Cluster(scheduler, folder)


def portions(items: int, workers: int, least: int) -> Iterator[tuple[int, int]]:
    """Return where the jobs begin and end into which so many items are cut.

    Large ones come first, since each costs something of its own, and small ones last, so that all workers are
    done at the same time.
    """
    many = max(1, workers)  # a cluster may have none yet
    most = items // (JOBS_PER_WORKER * many)
    start = 0
    while start < items:
        stop = min(items, start + max(least, min(most, (items - start) // (2 * many))))
        yield start, stop
        start = stop


def chunks(items: Sequence[J], workers: int, least: int) -> list[Sequence[J]]:
    """Return the items, cut into jobs."""
    return [items[start:stop] for start, stop in portions(len(items), workers, least)]
