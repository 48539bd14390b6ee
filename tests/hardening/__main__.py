"""`python -m tests.hardening`: the long form of every promise, or of some, and a table of what was tried.

Figures go to standard output as Markdown, progress and faults to standard error. Exit codes: 0, 1 where a
promise was broken, 2 for wrong use.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Final

from tests.hardening.figures import Figure, Time

Long = Callable[[Time], Iterator[Figure]]

PROMISES: Final = {
    "noninterference": (
        "Whatever changes in what is not public, no byte of an edition that may not hold it does"
    ),
    "withdrawal": (
        "What is taken back is gone from the site and the cache at the next build, whatever happened before"
    ),
    "crash": (
        "Killed, denied or out of space at any moment: every file is whole, and the next build equals a "
        "clean one"
    ),
    "reproducible": "When, where and by whom a site is built makes no difference to its bytes",
    "lost": "Every word is in the output, or a diagnostic names its file",
    "folder": "Nothing leaves the content folder, and nothing is written outside the site",
    "preview": "The preview answers its own pages with what the build lists, whatever it is sent",
    "content": "Content is data: nothing of it runs, and nobody else is asked for anything",
    "bounded": "No input makes a build take long or eat memory",
}
"""Each promise, by the name of its module without `test_`."""
HEAD: Final = (
    "| promise | what was tried | times | broken | seconds | |\n| --- | --- | ---: | ---: | ---: | --- |"
)


def main(arguments: Sequence[str]) -> int:
    """Try, print, and give back the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.hardening",
        description="Try to break what the site promises, at length.",
        epilog=_promises(),
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="try this promise only (may be repeated)")
    parser.add_argument(
        "--minutes",
        type=float,
        default=30.0,
        metavar="N",
        help="how long all of it may take (default: %(default)g)",
    )
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.names) - PROMISES.keys()):
        parser.error(f"there is no promise {', '.join(unknown)}; there are {', '.join(PROMISES)}")
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell has it ignored by what it starts in the background, and by all that this starts in turn
    print(HEAD, flush=True)
    whole = Time(asked.minutes * 60)
    names = [name for name in PROMISES if not asked.names or name in asked.names]
    return int(sum(_try(name, whole.share(1 / (len(names) - done))) for done, name in enumerate(names)) > 0)


def _promises() -> str:
    return "promises:\n" + "\n".join(f"  {name:<16}{promise}" for name, promise in PROMISES.items())


def _try(name: str, allowed: Time) -> int:
    """Run one long form and print its figures as they come; how many faults it found."""
    print(f"hardening: {name}, for up to {allowed.left / 60:.1f} minutes", file=sys.stderr, flush=True)
    long: Long = import_module(f"tests.hardening.test_{name}").long
    faults = 0
    started = time.monotonic()
    for figure in long(allowed):
        seconds = time.monotonic() - started
        print(
            (
                f"| {name} | {figure.tried} | {figure.times:,} | {len(figure.faults)} | {seconds:.1f} | "
                f"{figure.note} |"
            ),
            flush=True,
        )
        for fault in figure.faults:
            print(f"hardening: {name}: {fault}", file=sys.stderr, flush=True)
        faults += len(figure.faults)
        started = time.monotonic()
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
