"""A cluster on this computer, for tests and for the benchmark."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.support import PATIENCE, ROOT, until


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
        client.wait_for_workers(workers, timeout=PATIENCE)
        client.close()

    def end(self) -> None:
        """End them all, the last to be started first."""
        for each in reversed(self.running):
            each.terminate()
            each.wait(timeout=PATIENCE)

    def _start(self, kind: str, *words: str, folder: Path | None = None) -> subprocess.Popen[bytes]:
        module = ("-m", f"distributed.cli.dask_{kind}", "--no-dashboard")
        with (self.folder / "log").open("a") as log:
            started = subprocess.Popen(
                (sys.executable, *module, *words), stderr=log, stdout=log, cwd=folder or ROOT
            )
        self.running.append(started)
        return started

    def _said(self, pattern: str) -> str:
        log = self.folder / "log"
        until(lambda: bool(re.search(pattern, log.read_text())), log.read_text)
        return str(re.findall(pattern, log.read_text())[0])
