"""A cluster: the workers of a Dask scheduler, which see the same folders under the same names.

A job whose worker is lost is done by another, or by the same when it has started again. Without a scheduler,
or any worker for a while, the build ends.
"""

from __future__ import annotations

from asyncio import CancelledError, run_coroutine_threadsafe
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar
from weakref import WeakSet

from generator.engine.errors import LostCluster, NoCluster
from generator.engine.workers.shared import SharedFile, do, packed, shared_file

S = TypeVar("S")
J = TypeVar("J")

CONNECTING: Final = 10
"""Seconds within which a scheduler has to answer."""
JOINING: Final = 60.0
"""Seconds within which it has to have a worker: some are starting, or are started again."""
LOOK: Final = 5.0
"""Seconds between two looks at whether there still are workers."""


class Cluster:
    """The workers of a scheduler. Raises `NoCluster` where there is none at this address.

    What jobs share is kept in the `folder` while they are done.
    """

    def __init__(self, address: str, folder: Path) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            raise NoCluster(
                "To build on a cluster, install Enquiry with its extra: pip install 'enquiry[cluster]'."
            ) from None
        self.address = address
        self.folder = folder
        self._lost: tuple[type[BaseException], ...] = (
            distributed.comm.CommClosedError,
            distributed.client.ClosedClientError,
            distributed.scheduler.KilledWorker,
            CancelledError,
            futures.CancelledError,
        )
        try:
            self.client = distributed.Client(address, timeout=CONNECTING, set_as_default=False)
            self.size = sum(self.client.nthreads().values())
        except (OSError, ValueError) as error:
            raise NoCluster(f"There is no cluster at {address} ({error}).") from None

    def run(self, function: Callable[[S, J], bytes], shared: S, jobs: Sequence[J]) -> Iterator[bytes]:
        """Return the results, in order."""
        if not jobs:
            return iter(())
        self._wait_for_worker()
        with ExitStack() as begun:
            file = begun.enter_context(shared_file(self.folder, shared))
            there: WeakSet[Any] = WeakSet()
            begun.callback(self._cancel, there)
            with self._reached():
                running = deque(self._begin(file, packed(function, job), there) for job in jobs)
            return self._results(running, begun.pop_all())

    def _begin(self, file: SharedFile, job: bytes, there: WeakSet[Any]) -> futures.Future[bytes]:
        """Begin a job. Its result comes here as soon as there is one, and no worker keeps it."""
        future = self.client.submit(do, file, job, pure=False)
        there.add(future)
        here = self.client.gather(future, asynchronous=True)
        return run_coroutine_threadsafe(here, self.client.loop.asyncio_loop)

    def _cancel(self, there: WeakSet[Any]) -> None:
        """Have nobody go on with what nobody wants any more."""
        if self.client.status == "running":
            self.client.cancel(list(there))

    def _results(self, running: deque[futures.Future[bytes]], begun: ExitStack) -> Iterator[bytes]:
        """Yield the results as they come, then forget them."""
        with begun, self._reached():
            while running:
                yield self._result(running.popleft())

    def _result(self, future: futures.Future[bytes]) -> bytes:
        """Wait for a result. Raises `LostCluster` where nobody is left to make it."""
        alone = 0.0
        while not futures.wait([future], timeout=LOOK).done:
            alone = 0.0 if self._has_workers() else alone + LOOK
            if alone >= JOINING:
                raise LostCluster(self.address)
        return future.result()

    def _has_workers(self) -> bool:
        with suppress(OSError):
            return self.client.status == "running" and bool(self.client.nthreads())
        return False

    def _wait_for_worker(self) -> None:
        try:
            with self._reached():
                self.client.wait_for_workers(1, timeout=JOINING)
        except futures.TimeoutError:
            raise NoCluster(f"The cluster at {self.address} has no workers.") from None
        except OSError:
            raise LostCluster(self.address) from None

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Raise `LostCluster` where the scheduler can't be reached, or gives up a job."""
        try:
            yield
        except self._lost:
            raise LostCluster(self.address) from None
