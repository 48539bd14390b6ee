"""A task in the background: another process works on it while this one goes on.

It is a fork and a pipe rather than a `ProcessPoolExecutor`: loading that and starting its thread takes 15 ms
of the 120 ms of a build in which nothing has changed, and such a build has a background task, too.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

R = TypeVar("R")


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class BackgroundTask(Generic[R]):
    """A task that is begun at once, in a fork of this process.

    Where that is no help (one core, no fork) or not safe (other threads), and where the other process fails,
    this process does it when the result is asked for.
    """

    def __init__(self, work: Callable[[], R], kind: type[R]) -> None:
        self._work = work
        self._kind = kind
        self._child = self._pipe = 0
        if cores() > 1 and hasattr(os, "fork") and threading.active_count() == 1:
            self._begin()

    def _begin(self) -> None:
        self._pipe, end = os.pipe()
        self._child = os.fork()
        if self._child:
            os.close(end)
            return
        code = 1
        try:
            with os.fdopen(end, "wb") as back:
                back.write(msgspec.msgpack.encode(self._work()))
            code = 0
        finally:
            os._exit(code)

    def result(self) -> R:
        """Wait for the result, and return it. To be called once."""
        if not self._child:
            return self._work()
        with os.fdopen(self._pipe, "rb") as back:
            data = back.read()
        _, status = os.waitpid(self._child, 0)
        return msgspec.msgpack.decode(data, type=self._kind) if status == 0 else self._work()
