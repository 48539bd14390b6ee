"""A cluster on this computer, for tests and for the benchmark."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

from tests.support import ROOT


class Machines:
    """A scheduler and workers on this computer's loopback address, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.head = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self._said(r"tcp://127\.0\.0\.1:\d+")

    def worker(self, *words: str, folder: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a worker, or several; with a folder, they have the Enquiry that is in it."""
        words = (self.address, "--nthreads", "1", "--local-directory", str(self.folder), *words)
        return self._start("worker", *words, folder=folder)

    def wait(self, workers: int) -> None:
        """Wait until there are so many workers."""
        from generator.engine.workers.cluster import Cluster

        client = Cluster(self.address, self.folder).client
        client.wait_for_workers(workers, timeout=60)
        client.close()

    def end(self) -> None:
        """End them all, the last to be started first."""
        for each in reversed(self.running):
            each.terminate()
            each.wait(timeout=30)

    def _start(self, kind: str, *words: str, folder: Path | None = None) -> subprocess.Popen[bytes]:
        module = ("-m", f"distributed.cli.dask_{kind}", "--no-dashboard")
        with (self.folder / "log").open("a") as log:
            started = subprocess.Popen(
                (sys.executable, *module, *words), stderr=log, stdout=log, cwd=folder or ROOT
            )
        self.running.append(started)
        return started

    def _said(self, pattern: str) -> str:
        end = time.monotonic() + 60
        while not (found := re.search(pattern, (self.folder / "log").read_text())):
            assert time.monotonic() < end, (self.folder / "log").read_text()
            time.sleep(0.1)
        return found[0]
