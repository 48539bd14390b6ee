"""Work that another process does while this one goes on."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

R = TypeVar("R")


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class BackgroundTask(Generic[R]):
    """Work that is begun at once, in a fork of this process, and fetched later.

    Where that is no help (one core, no fork) or no good idea (other threads), and where the other process fails, it is done when it is fetched.
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
        """The result, once it is there; once only."""
        if not self._child:
            return self._work()
        with os.fdopen(self._pipe, "rb") as back:
            data = back.read()
        _, status = os.waitpid(self._child, 0)
        return msgspec.msgpack.decode(data, type=self._kind) if status == 0 else self._work()
