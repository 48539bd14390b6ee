"""`python -m tests.benchmarks.networks`: many small networks, as somebody who hosts them builds them.

Each has a folder of its own with its site and its cache, and is built by a process of its own, as many at a
time as there are cores: first from nothing, then unchanged, then with one edit each.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.contender import Enquiry
from tests.benchmarks.corpus import SHARE_OF_REPLIES
from tests.benchmarks.measure import Command, Failed
from tests.benchmarks.rounds import Editor, prepare


def main(arguments: Sequence[str]) -> int:
    """Measure, print a table, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.networks", description=__doc__)
    parser.add_argument("--networks", type=int, default=200, metavar="N", help="default: %(default)s")
    parser.add_argument("--posts", type=int, default=50, metavar="N", help="in each; default: %(default)s")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="enquiry-networks-") as folder:
        networks = [Enquiry("Enquiry", Path(folder) / f"{number:04}") for number in range(asked.networks)]
        post = prepare(round(asked.posts / (1 - SHARE_OF_REPLIES)), networks).editable[0]
        print(f"| {asked.networks} networks of {asked.posts} posts | wall | each | cores |")
        print("| --- | --- | --- | --- |")
        _row("from nothing", networks, lambda _: None)
        _row("unchanged", networks, lambda _: None)
        _row("one edit each", networks, lambda each: Editor.body(each.source(post), "Afterthought"))
        if missing := [
            each for each in networks if "Afterthought" not in each.page(each.site, post).read_text()
        ]:
            raise Failed(f"{len(missing)} networks do not show their edit.")
    return 0


def _row(scenario: str, networks: Sequence[Enquiry], edit: Callable[[Enquiry], None]) -> None:
    """Build every network once, and print what that took."""
    for each in networks:
        edit(each)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as at_once:
        list(at_once.map(_build, networks))
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cores = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"| {scenario} | {wall:.1f} s | {wall / len(networks):.3f} s | {cores:.1f} s |", flush=True)


def _build(network: Enquiry) -> None:
    command = network.build()
    Command((*command.words, "--workers", "1"), command.folder, command.extra).answer()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as error:
        sys.exit(f"benchmarks: {error}")
