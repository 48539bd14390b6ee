"""A cluster: the workers of a Dask scheduler, which see the same folders under the same names.

A job whose worker is lost is done by another. Without a scheduler, or any worker, the build ends.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from importlib import import_module
from typing import Any, Final, TypeVar

from generator.engine.cache.signature import generator_signature
from generator.engine.errors import LostCluster, NoCluster

S = TypeVar("S")
J = TypeVar("J")

CONNECTING: Final = 10
"""Seconds within which a scheduler has to answer."""
JOINING: Final = 30
"""Seconds within which it has to have a worker."""
PATIENCE: Final = 5.0
"""Seconds between two looks at whether there still are workers. Some may be starting again."""


class Cluster:
    """The workers of a scheduler. Raises `NoCluster` where there is none at this address."""

    def __init__(self, address: str) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            raise NoCluster(
                "To build on a cluster, install Enquiry with its extra: pip install 'enquiry[cluster]'."
            ) from None
        self.address = address
        self._lost = (
            distributed.comm.CommClosedError,
            distributed.scheduler.KilledWorker,
            CancelledError,
            futures.CancelledError,
            futures.TimeoutError,
        )
        try:
            self.client = distributed.Client(address, timeout=CONNECTING, set_as_default=False)
            self.size = sum(self.client.nthreads().values())
        except (OSError, ValueError) as error:
            raise NoCluster(f"There is no cluster at {address} ({error}).") from None

    def run(self, function: Callable[[S, J], bytes], shared: S, jobs: Sequence[J]) -> Iterator[bytes]:
        """Return the results, in order."""
        try:
            self._refuse_other_versions()
            everywhere = self.client.scatter(shared, broadcast=True, hash=False)
            running = [self.client.submit(function, everywhere, job, pure=False) for job in jobs]
            for each in running:
                yield self._result(each)
        except self._lost:
            raise LostCluster(self.address) from None

    def _refuse_other_versions(self) -> None:
        """Raise `NoCluster` where a worker would make other pages, or there is none."""
        try:
            self.client.wait_for_workers(1, timeout=JOINING)
        except futures.TimeoutError:
            raise NoCluster(f"The cluster at {self.address} has no workers.") from None
        ours = generator_signature()
        for worker, theirs in self.client.run(generator_signature, on_error="return").items():
            if theirs != ours:
                raise NoCluster(
                    f"The worker {worker} has another version of Enquiry, of Python or of a package: install "
                    "the same on all machines, and start the workers again."
                )

    def _result(self, future: Any) -> bytes:
        """Wait for a result. Raises `LostCluster` where nobody is left to make it."""
        alone = 0
        while True:
            try:
                found: bytes = future.result(timeout=PATIENCE)
                return found
            except futures.TimeoutError:
                alone = 0 if self.client.status == "running" and self.client.nthreads() else alone + 1
                if alone > 1:
                    raise LostCluster(self.address) from None
