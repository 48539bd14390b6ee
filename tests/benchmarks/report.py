"""A report of the measurements, as Markdown."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

from tests.benchmarks import rounds
from tests.benchmarks.measure import BUSY, Run
from tests.benchmarks.preview import EDITS, Seen
from tests.benchmarks.rounds import Results

SERVED, PEAK = "edit → page on disk, while serving", "peak memory, cold"

BYTES: Final = "bytes of the site"


@dataclass(frozen=True)
class Reach:
    """The ratio that the project means to have for 10,000 entries, and the least that counts.

    A ratio is Enquiry's figure divided by Hugo's; for three editions, by Enquiry's own for one.
    """

    goal: float
    least: float

    def __str__(self) -> str:
        return f"{_times(self.goal)}, at least {_times(self.least)}"

    def verdict(self, ratios: Sequence[float]) -> str:
        """Return what the ratios of all runs say: nothing is reached while they lie on both sides of it."""
        if not ratios:
            return "not measured"
        if max(ratios) <= self.goal:
            return "reached"
        if max(ratios) <= self.least:
            return "counts"
        return "missed" if min(ratios) > self.least else "not decided"


REACH: Final = {
    rounds.COLD: Reach(0.75, 0.95),
    rounds.SAME: Reach(1 / 25, 1 / 20),
    rounds.BODY: Reach(1 / 20, 1 / 14),
    rounds.TITLE: Reach(1 / 16, 1 / 12),
    SERVED: Reach(1 / 12, 1 / 9),
    rounds.EDITIONS: Reach(1.5, 1.7),
    PEAK: Reach(1 / 2, 1.0),
    BYTES: Reach(75 / 43, 100 / 43),
}
GROWTH: Final = Reach(10, 10.5)
"""Times as long that ten times the entries may take."""

REACH_IS_FOR: Final = 10_000


@dataclass(frozen=True)
class Unit:
    """Format a figure."""

    name: str
    size: float = 1
    digits: int | None = None

    def number(self, value: float) -> str:
        """Without the unit's name; to the millisecond below a second."""
        scaled = value / self.size
        digits = self.digits if self.digits is not None else 2 if scaled >= 1 else 3
        return f"{scaled:,.{digits}f}"

    def spread(self, values: Sequence[float]) -> str:
        """The median, and how far the figures lie apart."""
        if not values:
            return "–"
        apart = f" ({self.number(min(values))}–{self.number(max(values))})" if len(values) > 1 else ""
        return f"{self.number(median(values))} {self.name}{apart}"


SECONDS: Final = Unit("s")
MEGABYTES: Final = Unit("MB", 1e6, 0)


@dataclass(frozen=True)
class Row:
    """A line of the table.

    `base` is what `ours` is divided by, pair by pair; `other` stands beside it, where there is one.
    """

    title: str
    other: Sequence[float]
    ours: Sequence[float]
    base: Sequence[float]
    unit: Unit
    busy: bool = False

    @property
    def ratios(self) -> list[float]:
        """The ratios of runs that were made one after the other."""
        return [mine / its for mine, its in zip(self.ours, self.base, strict=False)]

    @property
    def ratio(self) -> str:
        """The median of the ratios, and how far they lie apart."""
        found = self.ratios
        apart = f" ({_times(min(found))}–{_times(max(found))})" if len(found) > 1 else ""
        return f"{_times(median(found))}{apart}"


def report(
    results: Results, served: dict[str, list[Seen]], names: tuple[str, str], *, against_hugo: bool
) -> Iterator[str]:
    """The tables for one size. `names` are the other's and ours."""
    prepared = results.prepared
    entries = prepared.posts + prepared.replies
    yield (
        f"### {entries:,} entries: {prepared.posts:,} posts and {prepared.replies:,} replies by "
        f"{prepared.people:,} people"
    )
    yield ""
    yield (
        f"| | {names[0]} | {names[1]} | ratio "
        f"|{f' reach, for {REACH_IS_FOR:,} entries |' if against_hugo else ''}"
    )
    yield f"| --- | --- | --- | --- |{' --- |' if against_hugo else ''}"
    for row in _rows(results, served, names):
        reach = ""
        if against_hugo:
            aim = REACH[row.title]
            verdict = f": {aim.verdict(row.ratios)}" if entries == REACH_IS_FOR else ""
            reach = f" {aim}{verdict} |"
        mark = " †" if row.busy else ""
        yield (
            f"| {row.title} | {row.unit.spread(row.other)} | {row.unit.spread(row.ours)}{mark} | "
            f"{row.ratio} |{reach}"
        )
    yield ""
    yield from _costs(results, served, names)
    yield ""
    yield from _shown(results, names)


def growth(every: Sequence[Results], name: str) -> Iterator[str]:
    """Return how Enquiry's time grows from each size to the next."""
    for small, large in pairwise(every):
        sizes = [each.prepared.posts + each.prepared.replies for each in (small, large)]
        walls = {
            scenario: [median(run.wall for run in each.runs[scenario][name]) for each in (small, large)]
            for scenario in (rounds.COLD, rounds.BODY)
        }
        said = ", ".join(f"{scenario} {after / before:.1f} ×" for scenario, (before, after) in walls.items())
        reach = f" (reach: {GROWTH} ×)" if sizes[1] == 10 * sizes[0] else ""
        yield f"- {name}, from {sizes[0]:,} to {sizes[1]:,} entries: {said}{reach}"


def notes(versions: dict[str, str], every: Sequence[Results], runs: int, home: Path) -> Iterator[str]:
    """Return notes on the figures."""
    memory = _found(Path("/proc/meminfo"), r"MemTotal:\s+(\d+)")
    yield (
        f"- {'; '.join(f'{name} {version}' for name, version in versions.items())}; Python "
        f"{platform.python_version()}"
    )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    model = (
        _found(Path("/proc/cpuinfo"), r"model name\s*: (.+)") or platform.processor() or platform.machine()
    )
    yield (
        f"- {cores} cores ({model}){f', {int(memory) / 2**20:.0f} GB' if memory else ''}; "
        f"{platform.system()} {platform.release()}; {_file_system(home)} under {home}"
    )
    yield (
        f"- medians of {runs} (lowest–highest; while serving, of {EDITS}), whole processes, in turn; a "
        "ratio is the median of the ratios of neighbouring runs, ours divided by the other"
    )
    yield (
        "- while serving: from the end of saving until the page on disk has the edit and, with Enquiry, the "
        "browser has been told to reload"
    )
    yield "- memory is that of the largest process of a run; the time of the cores is that of all of them"
    yield f"- † some run began under a CPU pressure of {BUSY:.0f} % or more: the cores were wanted by others"
    yield f"- corpus {', '.join(f'{each.prepared.digest} ({each.prepared.words:,} words)' for each in every)}"


def _rows(results: Results, served: dict[str, list[Seen]], names: tuple[str, str]) -> Iterator[Row]:
    other, ours = names
    for scenario in (rounds.COLD, rounds.SAME, rounds.BODY, rounds.TITLE):
        its, mine = results.runs[scenario][other], results.runs[scenario][ours]
        yield Row(scenario, _walls(its), _walls(mine), _walls(its), SECONDS, busy=_busy([*its, *mine]))
    if served:
        waits, own = ([seen.seconds for seen in served[name]] for name in names)
        yield Row(SERVED, waits, own, waits, SECONDS, busy=_busy([*served[other], *served[ours]]))
    three, cold = results.runs[rounds.EDITIONS], results.runs[rounds.COLD]
    its = three.get(other, [])
    yield Row(
        rounds.EDITIONS,
        _walls(its),
        _walls(three[ours]),
        _walls(its or cold[ours]),
        SECONDS,
        busy=_busy([*its, *three[ours]]),
    )
    yield Row(
        PEAK,
        [run.peak for run in cold[other]],
        [run.peak for run in cold[ours]],
        [run.peak for run in cold[other]],
        MEGABYTES,
    )
    sizes = [[float(results.shown[name].size)] for name in names]
    yield Row(BYTES, sizes[0], sizes[1], sizes[0], MEGABYTES)


def as_data(results: Results, served: dict[str, list[Seen]], names: tuple[str, str]) -> dict[str, object]:
    """Return the table for one size as data, for `--json`: each row with every figure and every ratio."""
    prepared = results.prepared
    rows = [
        {
            "row": row.title,
            "unit": row.unit.name,
            names[0]: [each / row.unit.size for each in row.other],
            names[1]: [each / row.unit.size for each in row.ours],
            "ratios": row.ratios,
            "median": median(row.ratios),
            "goal": REACH[row.title].goal,
            "least": REACH[row.title].least,
            "verdict": REACH[row.title].verdict(row.ratios),
            "busy": row.busy,
        }
        for row in _rows(results, served, names)
    ]
    files = {name: results.shown[name].files for name in names}
    return {
        "entries": prepared.posts + prepared.replies,
        "complete": complete(results),
        "files": files,
        "rows": rows,
    }


def _costs(results: Results, served: dict[str, list[Seen]], names: tuple[str, str]) -> Iterator[str]:
    """Return the other costs of each scenario, and how quiet the machine was."""
    columns = [f"{name}: {what}" for what in ("cores", "memory", "pressure before") for name in names]
    yield f"| | {' | '.join(columns)} |"
    yield f"| --- |{' --- |' * len(columns)}"
    for scenario, by_name in results.runs.items():
        runs = [by_name.get(name, []) for name in names]
        cells = [
            *(SECONDS.spread([run.cpu for run in each]) for each in runs),
            *(MEGABYTES.spread([run.peak for run in each]) for each in runs),
            *(_pressure(each) for each in runs),
        ]
        yield f"| {scenario} | {' | '.join(cells)} |"
    if served:
        yield f"| {SERVED} | – | – | – | – | {' | '.join(_pressure(served[name]) for name in names)} |"


def _shown(results: Results, names: tuple[str, str]) -> Iterator[str]:
    """Return whether both sites show all there is to show."""
    prepared = results.prepared
    right = complete(results)
    if right:
        yield (
            f"Checked: both sites have {prepared.posts:,} pages of posts, and on them {prepared.replies:,} "
            "replies in full. Each edit was on the pages that show it."
        )
    else:
        yield "**The sites do not show the same, so the figures say nothing:**"
    for name in names:
        shown = results.shown[name]
        counted = "" if right else f" {shown.posts:,} pages of posts with {shown.replies:,} replies;"
        yield f"{name}:{counted} {shown.files:,} files, {shown.size / 1e6:.1f} MB."


def complete(results: Results) -> bool:
    """Return whether every site shows all posts and replies."""
    return all(
        (each.posts, each.replies) == (results.prepared.posts, results.prepared.replies)
        for each in results.shown.values()
    )


def _walls(runs: Sequence[Run]) -> list[float]:
    return [run.wall for run in runs]


def _busy(runs: Sequence[Run | Seen]) -> bool:
    return any(run.pressure is not None and run.pressure >= BUSY for run in runs)


def _pressure(runs: Sequence[Run | Seen]) -> str:
    known = [run.pressure for run in runs if run.pressure is not None]
    return f"{max(known):.0f} %" if known else "–"


def _times(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio > 0.5 else f"1/{1 / ratio:.1f}"


def _found(file: Path, pattern: str) -> str:
    try:
        found = re.search(pattern, file.read_text())
    except OSError:
        return ""
    return found[1] if found else ""


def _file_system(folder: Path) -> str:
    """The kind of file system that a folder is on."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "an unknown file system"
    above = {str(each) for each in (folder.resolve(), *folder.resolve().parents)}
    return max(
        ((len(mount[1]), mount[2]) for mount in mounts if mount[1] in above),
        default=(0, "an unknown file system"),
    )[1]
