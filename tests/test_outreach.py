"""Outreach: who sees what of it, and what may stand in its records.

The coordinator's pages follow from them, and from the day.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support import Records, build, clean, command, differences, tree

CANARY = "qxzcanary"


def network(folder: Path, **settings: Any) -> Records:
    """Make three schools, three colleagues of three others, two requests and six meetings.

    One request is open, one is under way. Every word of a record holds the canary.
    """
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", **settings)
    for name in ("ann", "bea", "cal", "dot"):
        net.text(
            f"participants/{name}/profile.md",
            "Words.",
            name=f"{name.title()} Person",
            school=f"School of {name}",
            consent="2018-01-01",
        )
    net.text(
        "cohorts/c1.yaml",
        title="C1",
        starts="2018-01-01",
        ends="2018-12-31",
        members=dict.fromkeys(("ann", "bea", "cal"), "participant"),
        audience="public",
    )
    for name, areas in (("ann", ["feedback"]), ("bea", ["Feedback", "writing"]), ("cal", ["writing"])):
        net.text(
            f"outreach/colleagues/{name}.md",
            f"Offers {CANARY}.",
            person=name,
            specialisms=[*areas, CANARY],
            validated={"on": "2018-01-10", "by": f"head {CANARY}"},
            release_days="2",
            release_used="0.5",
        )
    for name, school in (("open-one", "School one"), ("under-way", "School two")):
        net.text(
            f"outreach/requests/{name}.md",
            f"Body {CANARY}.",
            title=f"{name} {CANARY}",
            school=f"{school} {CANARY}",
            support=["feedback", "writing"],
            asked="2018-02-01",
            asked_by=f"head {CANARY}",
        )
    for number, visitor in enumerate(("ann", "bea", "cal", "ann", "bea", "cal"), 1):
        net.text(
            f"outreach/records/2018-03-0{number}-visit.md",
            f"Summary {CANARY}.",
            title=f"Visit {number} {CANARY}",
            date=f"2018-03-0{number}",
            visitor=visitor,
            request="under-way" if number < 3 else None,
            school=None if number < 3 else f"School {number} {CANARY}",
            time={"visit": "1 h 30 min", "preparation": "45 min", "follow_up": "2 h"},
            involved=[f"head teacher {CANARY}"],
            purpose=f"Purpose {CANARY}.",
            agreed_by_school=[{"what": f"Do {number} {CANARY}", "by": f"2018-04-0{number}"}],
            agreed_by_visitor=[{"what": f"Send {number} {CANARY}", "by": "2018-03-20", "done": "2018-03-19"}],
            copies={"head_teacher": "2018-03-10"},
        )
    net.text(
        "participants/ann/posts/2018-05-01-told.md",
        "What a visitor learns.",
        title="Told",
        date="2018-05-01",
        audience="public",
        outreach="under-way",
    )
    net.text(
        "participants/bea/posts/2018-05-02-linked.md",
        "As [agreed](../../../outreach/records/2018-03-02-visit.md).",
        title="Linked",
        date="2018-05-02",
        audience="public",
    )
    net.text(
        "participants/cal/posts/2018-05-03-hidden.md",
        "Words.",
        title="Hidden",
        date="2018-05-03",
        audience="facilitators",
        outreach="2018-03-03-visit",
    )
    return net


def published(net: Records, **more: Any) -> dict[str, bytes]:
    """The site."""
    build(net.write(), net.folder / "site", net.folder / "cache", keep_going=True, **more)
    return tree(net.folder / "site")


def page(site: dict[str, bytes], path: str) -> str:
    """A page's words."""
    return site[f"{path}index.html"].decode()


def test_no_word_of_a_record_leaves_the_facilitators_edition(tmp_path: Path) -> None:
    """No record is named either.

    Everybody sees the case studies that everybody may read, and these lead to no record.
    """
    site = published(network(tmp_path, outreach_counts=True))
    assert any(CANARY.encode() in data for path, data in site.items() if path.startswith("facilitators/"))
    for path, data in site.items():
        if not path.startswith("facilitators/"):
            assert CANARY.encode() not in data, path
            assert not re.search(r"outreach/(requests|records|colleagues)", path), path
            assert not re.search(rb"outreach/(requests|records|colleagues)/", data), path
    for edition in ("public", "cohort"):
        assert re.findall(
            r'class="[^"]*u-url[^"]*" href="[./]*participants/\w+/(\w+)/"', page(site, f"{edition}/outreach/")
        ) == ["linked", "told"]
    assert ">Hidden<" in page(site, "facilitators/outreach/")


def test_what_is_hidden_changes_nothing_that_is_public(tmp_path: Path) -> None:
    """Other records leave the public and the cohort's edition the same.

    The network says no word of its own about outreach.
    """
    net = network(tmp_path)
    before = published(net)
    for path in [
        each
        for each in net.texts
        if each.startswith("outreach/records/") and "03-02" not in each and "03-03" not in each
    ]:
        net.remove(path)
    net.change("outreach/requests/under-way.md", title="Other", school="Elsewhere")
    after = published(net)
    assert [each for each in differences(before, after) if "facilitators/" not in each] == []


@pytest.mark.parametrize(("meetings", "said"), [(4, ""), (6, "5")])
def test_counts_are_rounded_and_kept_back_where_they_are_small(
    tmp_path: Path, meetings: int, said: str
) -> None:
    """Nothing below five meetings; above it, whole fives, and whole tens of hours."""
    net = network(tmp_path, outreach_counts=True)
    for number in range(meetings + 1, 7):
        net.remove(f"outreach/records/2018-03-0{number}-visit.md")
    text = page(published(net), "public/outreach/")
    assert re.findall(r"at least (\d+) meeting", text) == ([said] if said else [])
    assert re.findall(r"at least (\d+) hour", text.lower()) == (["20"] if said else [])


MEETINGS: dict[str, tuple[bool, dict[int, dict[str, Any] | None]]] = {
    "four meetings": (False, {5: None, 6: None}),
    "five meetings": (True, {6: None}),
    "two schools": (False, {number: {"school": "School three"} for number in range(3, 7)}),
    "two schools, spelt in several ways": (
        False,
        {
            3: {"school": "School three"},
            4: {"school": "school  THREE"},
            5: {"school": "School Three"},
            6: {"school": "SCHOOL THREE"},
        },
    ),
    "three schools, one by what it asked": (
        True,
        {3: {"school": "A"}, 4: {"school": "A"}, 5: {"school": "B"}, 6: {"school": "B"}},
    ),
    "two colleagues": (False, {3: {"visitor": "ann"}, 6: {"visitor": "ann"}}),
    "two colleagues, and nobody said": (False, {3: {"visitor": None}, 6: {"visitor": None}}),
    "all but four private": (False, {5: {"audience": "private"}, 6: {"audience": "private"}}),
}
"""Return whether there are enough to be counted, with what becomes of the six."""


@pytest.mark.slow
@pytest.mark.parametrize("what", MEETINGS)
def test_few_meetings_schools_or_colleagues_are_not_counted(tmp_path: Path, what: str) -> None:
    """Somebody who knows one of two schools, or of two colleagues, knows the other.

    A private record is nobody's to count, and where there is nothing else to be said, there is not even a
    page.
    """
    net = network(tmp_path, outreach_counts=True)
    for path in [each for each in net.texts if "/posts/" in each]:
        net.remove(path)
    counted, changes = MEETINGS[what]
    for number, settings in changes.items():
        path = f"outreach/records/2018-03-0{number}-visit.md"
        if settings is None:
            net.remove(path)
        else:
            net.change(path, **settings)
    site = published(net)
    assert ["public/outreach/index.html" in site, "cohort/outreach/index.html" in site] == [counted, counted]


def test_actions_are_overdue_from_the_day_after(tmp_path: Path) -> None:
    """On the day itself they are not.

    Only pages that say so are made anew on another day, and as a clean build makes them.
    """
    net = network(tmp_path)
    content = net.write()
    for date, overdue in (("2018-04-01", []), ("2018-04-02", ["1"]), ("2018-04-05", ["1", "2", "3", "4"])):
        outcome = build(content, tmp_path / "site", tmp_path / "cache", date=date)
        site = tree(tmp_path / "site")
        part = (
            page(site, "facilitators/outreach/records/")
            .partition('<h2 id="overdue">')[2]
            .partition('<h2 id="pending">')[0]
        )
        assert re.findall(rf"Do (\d) {CANARY}", part) == overdue
        assert differences(site, clean(content, tmp_path / "clean", date=date)) == []
    assert (outcome.statistics["public"].rendered, outcome.statistics["cohort"].rendered) == (0, 0)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_networks_own(zone: str, tmp_path: Path) -> None:
    """Without a date a build is of the day that it is in the network's zone, wherever it runs.

    Between these two it is never the same day.
    """
    content = network(tmp_path, timezone=zone).write()
    before = dt.datetime.now(ZoneInfo(zone)).date()
    done = command(
        "build",
        "--content",
        content,
        "--output",
        tmp_path / "site",
        "--edition",
        "facilitators",
        "--no-search",
        TZ="Europe/London",
    )
    assert done.returncode == 0, done.stderr
    days = {f"As of {each.day} {each:%B %Y}" for each in (before, dt.datetime.now(ZoneInfo(zone)).date())}
    said = page(tree(tmp_path / "site"), "facilitators/outreach/records/")
    assert any(each in said for each in days), re.findall("As of [^<]*", said)


@pytest.mark.slow
def test_an_incremental_build_equals_a_clean_one(tmp_path: Path) -> None:
    """A record changes, goes, or a post stops telling of it.

    A person takes a name that stands in a record.
    """
    net = network(tmp_path, outreach_counts=True)
    published(net, date="2018-04-02")
    changes: tuple[tuple[str, dict[str, Any]], ...] = (
        ("outreach/records/2018-03-01-visit.md", {"time": {"visit": "9 h"}, "copies": None}),
        ("participants/ann/posts/2018-05-01-told.md", {"outreach": None}),
        ("participants/dot/profile.md", {"name": "Summary Person"}),
        ("participants/dot/profile.md", {"name": "Dot Person"}),
        ("outreach/records/2018-03-06-visit.md", {}),
        ("outreach/colleagues/bea.md", {"validated": None}),
    )
    for path, settings in changes:
        if settings:
            net.change(path, **settings)
        else:
            net.remove(path)
        site = published(net, date="2018-04-02")
        assert (
            differences(site, clean(net.content, tmp_path / "clean", date="2018-04-02", keep_going=True))
            == []
        )


def test_names_of_the_network_follow_from_its_profiles(tmp_path: Path) -> None:
    """A name is an error in a record as soon as somebody has it.

    It is one in the text, in settings and in the file's name. A record that names somebody is on no page.
    """
    net = network(tmp_path)
    for name, where in (
        ("Zed Person", {"purpose": "For Zed."}),
        ("Yve Quayle", {"involved": ["head teacher", "Yve Quayle"]}),
    ):
        net.change("outreach/records/2018-03-01-visit.md", **where)
        assert "facilitators/outreach/records/2018-03-01-visit/index.html" in published(net)
        net.change("participants/dot/profile.md", name=name)
        assert "facilitators/outreach/records/2018-03-01-visit/index.html" not in published(net)
        assert (
            "error[person-named] The name of somebody in this network"
            in command("check", "--content", net.content).stdout
        )
        net.change("participants/dot/profile.md", name="Dot Person")
    net.file("never-publish.txt", b"Wren Small\n")
    net.texts["outreach/records/2018-03-07-wren-small.md"] = net.texts["outreach/records/2018-03-06-visit.md"]
    assert "facilitators/outreach/records/2018-03-07-wren-small/index.html" not in published(net)


def test_what_cannot_be_read_of_a_record_is_not_repeated(tmp_path: Path) -> None:
    """The words about a fault are kept for longer than the fault.

    Elsewhere a hint shows the line as it should be, here it does not.
    """
    net = network(tmp_path)
    net.file("outreach/records/2018-03-01-visit.md", b"---\ntitle: Visit: zqspoken\n---\nWords.\n")
    net.file("pages/other.md", b"---\ntitle: Page: zqshown\n---\nWords.\n")
    done = command("check", "--content", net.write(), "--cache", tmp_path / "cache")
    assert "outreach/records/2018-03-01-visit.md:2:" in done.stdout and "zqshown" in done.stdout
    assert "zqspoken" not in done.stdout + done.stderr
    assert [
        each
        for each in (tmp_path / "cache").rglob("*")
        if each.is_file() and b"zqspoken" in each.read_bytes()
    ] == []


def test_who_is_proposed_and_why(tmp_path: Path) -> None:
    """More fitting specialisms come first, then who did less; ties go by their ids.

    Nobody is of the same school or not validated, and who has release left comes before who has none.
    """
    net = network(tmp_path)

    def proposed() -> list[str]:
        text = (
            page(published(net), "facilitators/outreach/requests/")
            .partition(f">open-one {CANARY}<")[2]
            .partition("</ol>")[0]
        )
        return re.findall(r'href="[./]*participants/(\w+)/"', text)

    assert proposed() == ["bea", "ann", "cal"]
    net.change("outreach/colleagues/bea.md", release_used="2")
    assert proposed() == ["ann", "cal", "bea"]
    net.change("outreach/records/2018-03-01-visit.md", visitor="cal")
    assert proposed() == ["ann", "cal", "bea"]
    net.change("outreach/records/2018-03-04-visit.md", visitor="bea")
    net.change("participants/ann/profile.md", school=f"school  ONE {CANARY}")
    assert proposed() == ["cal", "bea"]
    net.change("outreach/colleagues/cal.md", validated=None)
    assert proposed() == ["bea"]


def test_one_day_is_one_day(tmp_path: Path) -> None:
    """Days of release are counted by halves."""
    net = network(tmp_path)
    net.change("outreach/colleagues/ann.md", release_days="1.5", cover_used="1")
    site = published(net)
    assert "1 day of release left" in page(site, "facilitators/outreach/requests/")
    shown = page(site, "facilitators/outreach/colleagues/ann/")
    assert "0.5 of 1.5 days" in shown and ">1 day<" in shown


def test_hours_and_copies(tmp_path: Path) -> None:
    """By school and by colleague, each part and all of it; a copy without a date is still to be sent."""
    net = network(tmp_path)
    net.change(
        "outreach/records/2018-03-01-visit.md",
        copies={"head_teacher": "2018-03-10", "coordinator": "2018-03-10"},
    )
    text = page(published(net), "facilitators/outreach/records/")
    rows = {
        name: re.findall(r'<td class="n">([^<]*)</td>', cells)
        for name, cells in re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]*)(?:</a>)?</th>(.*?)</tr>', text)
    }
    assert rows["Ann Person"] == ["2", "3 h", "1 h 30 min", "4 h", "8 h 30 min"]
    assert rows[f"School two {CANARY}"] == ["2", "3 h", "1 h 30 min", "4 h", "8 h 30 min"]
    assert rows[f"School 3 {CANARY}"] == ["1", "1 h 30 min", "45 min", "2 h", "4 h 15 min"]
    assert text.count("to: coordinator") == 5
    assert "to: head teacher" not in text


def test_the_commands_start_what_passes_the_checks(tmp_path: Path) -> None:
    """A request, and a record with its times and its date in front; both may then be filled in."""
    net = network(tmp_path)
    content = net.write()
    made = command(
        "new", "request", "--content", content, "--title", "Reading together", "--date", "2018-06-01"
    )
    assert made.returncode == 0, made.stderr
    made = command(
        "new",
        "meeting",
        "--content",
        content,
        "--title",
        "First visit",
        "--date",
        "2018-06-02",
        "--as",
        "ann",
        "--set",
        "time.visit=2 h",
        "--set",
        "request=reading-together",
    )
    assert made.returncode == 0, made.stderr
    text = (content / "outreach/records/2018-06-02-first-visit.md").read_text()
    assert "time: {visit: 2 h, preparation: 0 min, follow_up: 0 min}" in text
    assert "visitor: ann\n" in text
    checked = command("check", "--content", content)
    assert set(re.findall(r"error\[([^]]*)\]", checked.stdout)) == {"unwritten"}, checked.stdout


def test_whoever_is_erased_is_in_no_file_of_outreach(tmp_path: Path) -> None:
    """Records about nobody else go. Records of meetings are the schools', too, and stay without them."""
    net = network(tmp_path)
    net.change("outreach/requests/open-one.md", colleague="cal")
    content = net.write()
    done = command("erase", "cal", "--content", content, "--yes", "--cache", tmp_path / "cache")
    assert not (content / "outreach/colleagues/cal.md").exists(), done.stderr
    assert not [
        path
        for path in (content / "outreach").rglob("*.md")
        if "cal\n" in path.read_text() or '"cal"' in path.read_text()
    ]
    assert (content / "outreach/records/2018-03-03-visit.md").exists()
    assert command("check", "--content", content).returncode == 0
