"""Sites grow as their networks do: no page lists all of a network once for each of its records.

The bytes of the pages of each kind are counted, and the steps of each function that lists pages or makes
views, at two sizes of two networks: in one everybody has a cohort of their own, in the other all are in one.
Each record has a fault that keeps nothing from being shown. The catalogue of standards does not grow.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from generator.model.diagnostics import errors
from generator.publish import page_list, sociogram
from generator.publish.composer import frame
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Readers
from generator.publish.page import Page
from generator.subjects.events import calendar
from generator.subjects.projects import pages as projects
from tests.support import ROOT, Records, build, tree

pytestmark = pytest.mark.slow

SMALL: Final = 8
TIMES: Final = 4
TOLERANCE: Final = 1.15
"""The share above strict proportion that passes: numbers become longer, and lists are sorted."""
OTHER_SITES: Final = (Readers.PORTFOLIO,)
"""Readers of families that no edition has."""


def network(folder: Path, size: int, *, together: bool) -> Records:
    """Return a network with as many records of each kind."""
    net = Records(folder)
    standards = [{"id": f"s{number}", "title": f"Standard {number}"} for number in range(3)]
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"], areas=["feedback"])
    net.text("standards/own.yaml", title="Own", elements=standards)
    if together:
        net.text("cohorts/cohort-0.yaml", **cohort("0", list(range(size))))
    for number in range(size):
        one(net, number, (number + 1) % size, together=together)
    return net


def cohort(name: str, members: list[int]) -> dict[str, Any]:
    """Return the settings of a cohort, which picks a post of each of its members."""
    return {
        "title": f"Cohort {name}",
        "starts": "2018-01-01",
        "ends": "2018-12-31",
        "members": {f"person-{each}": "participant" for each in members},
        "phases": [{"id": "start", "title": "Starting", "starts": "2018-01-01", "ends": "2018-02-01"}],
        "prompts": [{"id": f"hope-{name}", "title": "Hope", "phase": "start", "due": "2018-01-20"}],
        "showcase": [{"post": f"person-{each}/one-{each}", "why": "Why"} for each in members],
    }


def one(net: Records, number: int, following: int, *, together: bool) -> None:
    """Add one record of each kind."""
    home, name = f"participants/person-{number}", "0" if together else str(number)
    day, answered = f"{1 + number % 28:02}", 0 if together else following
    person, entry = f"person-{number}", f"person-{number}/one-{number}"
    if not together:
        net.text(f"cohorts/cohort-{name}.yaml", **cohort(name, [number]))
    net.text(f"{home}/profile.md", "Words.", name=f"Person {number}", school="School", interests=["feedback"])
    net.text(
        f"{home}/posts/2018-01-{day}-one-{number}.md",
        "Words. [A fault](#none)",
        title=f"One {number}",
        date=f"2018-01-{day}",
        standards=["s1"],
        cohort=f"cohort-{name}",
        prompt=f"hope-{name}",
        phase="start",
        reflects_on=[f"events/event-{0 if together else number}"],
        aliases=[f"/old-{number}/"],
    )
    net.text(
        f"{home}/replies/2018-02-{day}-re-{number}.md",
        "Why? [A fault](#none)",
        date=f"2018-02-{day}",
        reply_to=f"person-{answered}/one-{answered}",
    )
    signed = [{"by": "owner", "date": "2018-05-01", "seals": {"owner": "0", "facilitators": "0"}}]
    review = {
        "date": "2018-05-01",
        "with": "head",
        "evidence": [entry],
        "audience": "cohort",
        "signed": signed,
    }
    aim = {"title": "Aim", "standards": ["s1", "s2"], "evidence": [entry], "by": "2018-03-01"}
    net.text(f"{home}/plan.md", "Plan.", title="Plan", audience="cohort", aims=[aim], reviews=[review])
    more = {"cohorts": ["cohort-0"], "led_by": ["person-0"]} if together else {"cohorts": [f"cohort-{name}"]}
    net.text(
        f"events/event-{number}.md", "Come.", title="Event", starts=f"2018-{1 + number % 12:02}-10", **more
    )
    offers = ["person-0" if together else person]
    needed = {"title": "Need", "school": f"Host {number}", "area": "feedback", "contact": "head"}
    net.text(f"projects/project-{number}.md", "Need.", **needed, offers=offers)
    net.text(f"pages/page-{number}.md", "Page.", title=f"Page {number}")
    asked = {"title": "Ask", "school": f"Host {number}", "support": ["feedback"], "asked": "2018-03-01"}
    net.text(f"outreach/requests/ask-{number}.md", "We ask.", **asked, asked_by="head", colleague=person)
    helper = {"person": person, "validated": {"on": "2018-01-01", "by": "head"}, "specialisms": ["feedback"]}
    net.text(f"outreach/colleagues/{person}.md", "Offers.", **helper, release_days=3)
    met = {"title": "Met", "request": f"ask-{number}", "date": "2018-04-01", "visitor": person}
    took = {"involved": ["head"], "purpose": "To see.", "time": {"visit": "1 h"}}
    net.text(f"outreach/records/2018-04-01-met-{number}.md", "We met.", **met, **took)


class Work:
    """The work of a build: bytes by the kind of page, steps by function, families that had a page."""

    def __init__(self, folder: Path, size: int, *, together: bool) -> None:
        self.steps: Counter[str] = Counter()
        self.families: set[str] = set()
        content = network(folder / "in", size, together=together).write()
        before, listed = sys.gettrace(), page_list._pages_of
        page_list._pages_of = self._noting(listed)  # type: ignore[assignment]  # put back below
        sys.settrace(self._entered)
        try:
            self.outcome = build(
                content,
                folder / "site",
                folder / "cache",
                editions=("facilitators",),
                search=False,
                style_guide=True,
                date="2018-06-01",
            )
        finally:
            sys.settrace(before)
            page_list._pages_of = listed
        self.bytes: Counter[str] = Counter()
        for path, data in tree(folder / "site").items():
            self.bytes[re.sub(r"\d+", "N", path)] += len(data)

    def _noting(
        self, listed: Callable[[Composer, str, Family], list[Page]]
    ) -> Callable[[Composer, str, Family], list[Page]]:
        def noted(composer: Composer, name: str, family: Family) -> list[Page]:
            found = listed(composer, name, family)
            if found or family.about_all is not None:
                self.families.add(name)
            return found

        return noted

    def _entered(self, frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        path = frame.f_code.co_filename
        if not path.startswith(f"{ROOT}/generator/") or "/source/" in path or "/schema/" in path:
            return None
        self.steps[f"{path.removeprefix(f'{ROOT}/')} {frame.f_code.co_qualname}"] += 1
        return self._stepped

    def _stepped(self, frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
        name = f"{frame.f_code.co_filename.removeprefix(f'{ROOT}/')} {frame.f_code.co_qualname}"
        self.steps[name] += 1
        return self._stepped


@pytest.mark.parametrize("together", [False, True], ids=["apart", "together"])
def test_a_site_grows_as_its_network_does(
    together: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four times the records take four times the bytes and the steps, where each bound is a small one."""
    for module, bound in BOUNDS:
        monkeypatch.setattr(module, bound, 3)
    few, many = (Work(tmp_path / str(size), size, together=together) for size in (SMALL, SMALL * TIMES))
    assert many.outcome.written, errors(many.outcome.diagnostics)[:1]
    assert len(many.outcome.diagnostics) == 3 * SMALL * TIMES
    wide = {
        path: f"{size / few.bytes[path] / TIMES:.2f} times the bytes for each record"
        for path, size in many.bytes.items()
        if path in few.bytes and size > few.bytes[path] * TIMES * TOLERANCE + 500
    }
    assert not wide, "\n".join(f"{path}: {said}" for path, said in wide.items())
    long = {
        name: f"{number / few.steps[name] / TIMES:.2f} times the steps for each record"
        for name, number in many.steps.items()
        if number > few.steps[name] * TIMES * TOLERANCE + 300
    }
    assert not long, "\n".join(f"{name}: {said}" for name, said in long.items())
    there = {name for name, each in page_list.families().items() if each.readers not in OTHER_SITES}
    assert there - many.families <= {"records", "write"}, (
        "pages of kinds of record without their own; the editor"
    )


BOUNDS: Final = (
    (frame, "MOST_IN_FOOT"),
    (calendar, "MOST_OF_ONE"),
    (projects, "MOST_INTERESTED"),
    (sociogram, "MOST_PEOPLE"),
)
"""Bounds of lists that stand on many pages."""
