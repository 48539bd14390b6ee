"""`python -m tests.benchmarks.cluster`: a build on a cluster of one worker, of two, of four.

So that a small machine shows a trend, each worker has a part of a core: it is stopped for the rest of each
tenth of a second, one worker after another. Every build starts without a cache and has to make the same site.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Final

from tests.benchmarks.contender import Enquiry
from tests.benchmarks.measure import Command, Failed, Run, timed
from tests.benchmarks.rounds import prepare
from tests.cluster import Machines

PERIOD: Final = 0.1
"""Seconds in which each worker has its turn once."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print a table, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.cluster", description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000, metavar="N", help="default: %(default)s")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], metavar="N")
    parser.add_argument("--share", type=float, default=0.25, help="of a core for a worker: %(default)s")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="enquiry-cluster-") as folder:
        ours = Enquiry("Enquiry", Path(folder))
        prepare(asked.entries, [ours])
        runs: dict[int, Run] = {}
        made: set[str] = set()
        for workers in asked.workers:
            runs[workers] = _run(ours, workers, asked.share)
            made.add(_digest(ours.folder / f"site-{workers}"))
            print(f"{workers}: {runs[workers].wall:.1f} s", file=sys.stderr, flush=True)
    print(*_table(runs, asked.entries, asked.share), sep="\n")
    if len(made) > 1:
        print("The sites are not the same.", file=sys.stderr)
    return int(len(made) > 1)


def _run(ours: Enquiry, workers: int, share: float) -> Run:
    folder = ours.folder / f"cluster-{workers}"
    folder.mkdir()
    machines = Machines(folder)
    try:
        pids = [machines.worker("--no-nanny").pid for _ in range(workers)]
        machines.wait(workers)
        command = ours.build()
        words = [*command.words, "--scheduler", machines.address]
        for option in ("--output", "--cache"):
            at = words.index(option) + 1
            words[at] = f"{words[at]}-{workers}"
        with _slowed(pids, share):
            return timed(Command(tuple(words), command.folder, command.extra), folder / "build.log")
    finally:
        machines.end()


@contextmanager
def _slowed(pids: Sequence[int], share: float) -> Iterator[None]:
    """Let each of these processes run for a share of the time, evenly apart from the others."""
    over = threading.Event()

    def slow(pid: int, later: float) -> None:
        sleep(later)
        while not over.is_set():
            os.kill(pid, signal.SIGCONT)
            sleep(PERIOD * share)
            os.kill(pid, signal.SIGSTOP)
            sleep(PERIOD * (1 - share))
        os.kill(pid, signal.SIGCONT)

    threads = [
        threading.Thread(target=slow, args=(pid, PERIOD * at / len(pids))) for at, pid in enumerate(pids)
    ]
    for each in threads:
        each.start()
    try:
        yield
    finally:
        over.set()
        for each in threads:
            each.join()


def _digest(site: Path) -> str:
    """Return a digest of every file of a site, with its name."""
    summary = hashlib.sha256()
    for file in sorted((site / "public").rglob("*")):
        if file.is_file():
            summary.update(file.relative_to(site).as_posix().encode() + b"\0" + file.read_bytes())
    return summary.hexdigest()


def _table(runs: dict[int, Run], entries: int, share: float) -> Iterator[str]:
    yield f"{entries:,} entries, cold, each worker with {share:g} of a core"
    yield ""
    yield "| workers | wall | times as quick as the first | cores of the build itself |"
    yield "| --- | --- | --- | --- |"
    first = next(iter(runs.values())).wall
    for workers, run in runs.items():
        yield f"| {workers} | {run.wall:.1f} s | {first / run.wall:.2f} | {run.cpu:.1f} s |"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as error:
        sys.exit(f"benchmarks: {error}")
