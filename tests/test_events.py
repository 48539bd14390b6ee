"""Events and deadlines: calendars as others read them, who sees what, and what is coming on which day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from tests.support import Records, build, clean, command, differences, tree

LONDON = ZoneInfo("Europe/London")


def network(folder: Path, zone: str = "Europe/London") -> Records:
    """Two people, two cohorts, and events for one of them, for both and for nobody in particular."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", timezone=zone)
    for name, audience in (("ann", "public"), ("bea", "public"), ("cal", "public")):
        net.text(
            f"participants/{name}/profile.md",
            "Words.",
            name=name.title(),
            consent="2018-01-01",
            audience=audience,
        )
    for cohort, members in (
        ("c1", {"ann": "participant", "cal": "facilitator"}),
        ("c2", {"bea": "participant"}),
    ):
        net.text(
            f"cohorts/{cohort}.yaml",
            title=f"Cohort {cohort}",
            starts="2018-01-01",
            ends="2018-12-31",
            members=members,
            audience="public",
            phases=[
                {
                    "id": f"p-{cohort}",
                    "title": f"Phase {cohort}",
                    "starts": "2018-01-08",
                    "ends": "2018-03-30",
                }
            ],
            prompts=[{"id": f"q-{cohort}", "title": f"Question {cohort}", "due": "2018-02-16"}],
        )
        net.text(
            f"participants/{'ann' if cohort == 'c1' else 'bea'}/posts/2018-01-15-post.md",
            "Words.",
            title="Post",
            date="2018-01-15",
            prompt=f"q-{cohort}",
        )
    hours = {"starts": "2018-03-24 10:00", "ends": "2018-03-25 15:30"}
    net.text(
        "events/residential.md",
        "Bring a coat.",
        title="Residential",
        kind="residential",
        **hours,
        place="A hostel; by the sea, if fine",
        cohorts=["c1"],
    )
    net.text(
        "events/meeting.md",
        title="Meeting " + "ü–" * 60,
        kind="network meeting",
        starts="2018-10-28 00:30",
        ends="2018-10-28 03:30",
        audience="public",
        summary="One\n\ntwo.",
    )
    net.text(
        "events/abroad.md",
        title="Abroad",
        starts="2018-07-01T09:00+02:00",
        ends="2018-07-01T10:00+02:00",
        audience="public",
        cohorts=["c1", "c2"],
    )
    net.text(
        "events/week.md",
        title="Week",
        starts="2018-05-07",
        ends="2018-05-11",
        audience="facilitators",
        led_by=["bea"],
        updated="2018-04-01",
    )
    return net


def entries(data: bytes) -> dict[str, Any]:
    """The entries of a calendar by their ids."""
    return {str(each["uid"]): each for each in Calendar.from_ical(data).walk("VEVENT")}


def published(net: Records, **more: Any) -> dict[str, bytes]:
    """The site."""
    build(net.write(), net.folder / "site", net.folder / "cache", **more)
    return tree(net.folder / "site")


def test_a_calendar_read_back_says_what_the_files_say(tmp_path: Path) -> None:
    """Days, hours over the change of the clocks, texts with every sign, ids, and when it was changed."""
    site = published(network(tmp_path))
    found = entries(site["facilitators/calendar.ics"])
    assert {each.removesuffix("@example.org") for each in found} == {
        "events/residential",
        "events/meeting",
        "events/abroad",
        "events/week",
        *(f"cohorts/{each}/{what}-{each}" for each in ("c1", "c2") for what in ("phases/p", "prompts/q")),
    }
    residential, meeting, abroad, week = (
        found[f"events/{name}@example.org"] for name in ("residential", "meeting", "abroad", "week")
    )
    assert (residential["dtstart"].dt, residential["dtend"].dt) == (
        dt.datetime(2018, 3, 24, 10, tzinfo=LONDON),
        dt.datetime(2018, 3, 25, 15, 30, tzinfo=LONDON),
    )
    assert residential["dtend"].dt.astimezone(dt.UTC) - residential["dtstart"].dt.astimezone(
        dt.UTC
    ) == dt.timedelta(hours=28, minutes=30)
    assert str(residential["location"]) == "A hostel; by the sea, if fine"
    assert meeting["dtend"].dt.astimezone(dt.UTC) - meeting["dtstart"].dt.astimezone(dt.UTC) == dt.timedelta(
        hours=4
    )
    assert (str(meeting["summary"]), str(meeting["description"])) == ("Meeting " + "ü–" * 60, "One\n\ntwo.")
    assert abroad["dtstart"].dt == dt.datetime(2018, 7, 1, 8, tzinfo=LONDON)
    assert (week["dtstart"].dt, week["dtend"].dt, week["dtstamp"].dt) == (
        dt.date(2018, 5, 7),
        dt.date(2018, 5, 12),
        dt.datetime(2018, 3, 31, 23, tzinfo=dt.UTC),
    )
    assert found["cohorts/c1/prompts/q-c1@example.org"]["dtstart"].dt == dt.date(2018, 2, 16)
    assert [name for name, each in found.items() if each.get("transp") != "TRANSPARENT"] == [
        f"events/{name}@example.org" for name in ("residential", "week", "abroad", "meeting")
    ]


def test_lines_are_as_the_standard_wants_them(tmp_path: Path) -> None:
    """At most 75 bytes a line, each ended by CRLF, none cut inside a letter."""
    data = published(network(tmp_path))["cohort/calendar.ics"]
    assert data.endswith(b"\r\nEND:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert not any(b"\n" in each or b"\r" in each for each in lines)
    assert max(map(len, lines)) <= 75
    assert all(each.decode() is not None for each in lines)


def offsets(calendar: Any) -> Iterator[tuple[dt.datetime, dt.timedelta]]:
    """Return the changes that a calendar's own rules describe.

    Each has the moment from which on it holds (in UTC), and how far the clocks are then from it.
    """
    for part in next(iter(calendar.walk("VTIMEZONE"))).subcomponents:
        yield part["dtstart"].dt.replace(tzinfo=dt.UTC) - part["tzoffsetfrom"].td, part["tzoffsetto"].td


@pytest.mark.parametrize(
    "zone", ["Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tokyo"]
)
def test_the_rules_of_the_time_zone_are_those_of_its_clocks(tmp_path: Path, zone: str) -> None:
    """Every half-hour of the year, the calendar's rules give the difference that the zone has."""
    found = sorted(
        offsets(
            Calendar.from_ical(
                published(network(tmp_path, zone), editions=("cohort",))["cohort/calendar.ics"]
            )
        )
    )
    moment = dt.datetime(2018, 1, 1, 14, tzinfo=dt.UTC)
    while moment.year == 2018:
        assert [offset for start, offset in found if start <= moment][-1] == moment.astimezone(
            ZoneInfo(zone)
        ).utcoffset(), moment
        moment += dt.timedelta(minutes=30)


def test_each_has_the_calendar_of_what_concerns_them(tmp_path: Path) -> None:
    """A cohort has its own events, a person those of their cohorts and those that they lead.

    One for nobody in particular is for all. An edition holds what it may.
    """
    site = published(network(tmp_path))

    def events(path: str) -> set[str]:
        return {
            each.split("@")[0].removeprefix("events/")
            for each in entries(site[path])
            if each.startswith("events/")
        }

    assert events("facilitators/cohorts/c1/calendar.ics") == {"residential", "meeting", "abroad", "week"}
    assert events("facilitators/cohorts/c2/calendar.ics") == {"meeting", "abroad", "week"}
    assert events("cohort/participants/ann/calendar.ics") == {"residential", "meeting", "abroad"}
    assert events("cohort/participants/bea/calendar.ics") == {"meeting", "abroad"}
    assert (
        events("public/calendar.ics")
        == events("public/participants/ann/calendar.ics")
        == {"meeting", "abroad"}
    )
    assert (
        entries(site["public/calendar.ics"])["events/abroad@example.org"]
        == entries(site["facilitators/calendar.ics"])["events/abroad@example.org"]
    )
    for path, data in site.items():
        assert not (
            path.startswith("public/") and (b"esidential" in data or b"Week" in data or "residential" in path)
        ), path
        assert not (path.startswith("cohort/") and b">Week<" in data), path


def test_an_id_stays_when_all_else_changes(tmp_path: Path) -> None:
    """It is made of the event's own identity: not of its title, its days, or the edition."""
    net = network(tmp_path)
    before = entries(published(net)["cohort/calendar.ics"])
    net.change(
        "events/residential.md",
        title="Moved",
        starts="2018-04-14 10:00",
        ends="2018-04-15 15:30",
        updated="2018-03-02",
    )
    after = entries(published(net)["facilitators/calendar.ics"])
    assert "events/residential@example.org" in before.keys() & after.keys()
    assert str(after["events/residential@example.org"]["summary"]) == "Moved"


def test_those_who_follow_a_calendar_are_told_what_changed(tmp_path: Path) -> None:
    """An event that moved has a higher number, and one that is cancelled says so; nothing asks the clock."""
    net = network(tmp_path)
    net.change("network.yaml", tagging_entity="example.org,2018")
    first = entries(published(net)["cohort/calendar.ics"])["events/residential@example.org"]
    assert (first["sequence"], "last-modified" in first) == (0, False)
    assert first["dtstamp"].dt == dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    net.change("events/residential.md", starts="2018-03-23 10:00", updated="2018-03-02")
    moved = entries(published(net)["cohort/calendar.ics"])["events/residential@example.org"]
    net.change("events/residential.md", cancelled=True, updated="2018-03-02 14:30")
    net.change("cohorts/c1.yaml", updated="2018-02-01")
    site = published(net)
    gone = entries(site["cohort/calendar.ics"])["events/residential@example.org"]
    assert 0 < moved["sequence"] < gone["sequence"] < 2**31
    assert gone["last-modified"].dt == gone["dtstamp"].dt == dt.datetime(2018, 3, 2, 14, 30, tzinfo=dt.UTC)
    assert (str(gone["status"]), str(gone["transp"])) == ("CANCELLED", "TRANSPARENT")
    assert str(gone["summary"]).startswith("Cancelled: ")
    assert b">Cancelled: " in site["cohort/events/residential/index.html"]
    assert b"Cancelled: " in site["cohort/events/index.html"]
    assert entries(site["cohort/calendar.ics"])["cohorts/c1/prompts/q-c1@example.org"]["sequence"] > 0
    whole: Any = Calendar.from_ical(site["cohort/cohorts/c1/calendar.ics"])
    assert (whole["refresh-interval"].dt, str(whole["x-published-ttl"])) == (dt.timedelta(hours=12), "PT12H")
    assert whole["last-modified"].dt == gone["last-modified"].dt
    assert str(whole["source"]) == "https://example.org/cohorts/c1/calendar.ics"
    assert str(whole["uid"]) == "tag:example.org,2018:cohort/cohorts/c1/calendar.ics"


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York"])
def test_another_parser_reads_the_same(tmp_path: Path, zone: str) -> None:
    """Each calendar is what RFC 5545 asks for, and every value is the one that the other parser reads."""
    net = network(tmp_path, zone)
    net.change("events/residential.md", cancelled=True, updated="2018-03-02 14:30")
    site = published(net, editions=("facilitators",))
    calendars = [data for path, data in site.items() if path.endswith("calendar.ics")]
    assert len(calendars) > 3
    for data in calendars:
        read = vobject.readOne(data.decode())
        assert read.validate(raiseException=True)
        found = {each.uid.value: each for each in read.vevent_list}
        ours = entries(data)
        assert found.keys() == ours.keys() and len(read.vevent_list) == len(ours)
        for name, each in found.items():
            assert each.dtstart.value == ours[name]["dtstart"].dt
            assert "dtend" not in ours[name] or each.dtend.value == ours[name]["dtend"].dt
            assert each.summary.value == str(ours[name]["summary"])
            assert int(each.sequence.value) == ours[name]["sequence"]
            assert each.dtstamp.value == ours[name]["dtstamp"].dt


def coming(page: bytes) -> tuple[list[str], list[str]]:
    """Return the events that a page lists as coming, and as past."""
    first, _, rest = page.decode().partition('<h2 id="past">')
    return tuple(
        re.findall(r'<p class="what"><a href="(?:[./]*events/)?([\w-]+)/">', part) for part in (first, rest)
    )  # type: ignore[return-value]


def test_coming_and_past_follow_from_the_day_of_the_build(tmp_path: Path) -> None:
    """An event is coming until its last day is over.

    A build of another day makes what a clean one makes. Where no event has passed and no cohort has ended,
    the pages that show the day are looked at, and none is made.
    """
    net = network(tmp_path)
    content = net.write()
    site = {}
    for date, ahead in (
        ("2018-03-25", ["residential", "abroad", "meeting"]),
        ("2018-03-26", ["abroad", "meeting"]),
        ("2018-10-29", []),
    ):
        build(content, tmp_path / "site", tmp_path / "cache", date=date)
        site = tree(tmp_path / "site")
        assert coming(site["cohort/events/index.html"])[0] == ahead
        assert sorted(ahead + coming(site["cohort/events/index.html"])[1]) == [
            "abroad",
            "meeting",
            "residential",
        ]
        assert differences(site, clean(content, tmp_path / "clean", date=date)) == []
    build(content, tmp_path / "site", tmp_path / "cache", date="2019-05-01")
    outcome = build(content, tmp_path / "site", tmp_path / "cache", date="2019-05-02")
    assert (outcome.statistics["public"].viewed, outcome.statistics["public"].rendered) == (5, 0)
    later = tree(tmp_path / "site")
    assert not [
        path for path in site if ("/events/" in path or path.endswith(".ics")) and site[path] != later[path]
    ]


def test_a_month_shows_each_day_with_what_is_on_it(tmp_path: Path) -> None:
    """A table with a heading for each day of the week; an event of several days stands on each of them."""
    page = published(network(tmp_path))["facilitators/events/2018-05/index.html"].decode()
    assert re.findall(r'<abbr title="(\w+)">', page) == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    days = re.findall(
        r'<time datetime="(2018-05-\d\d)">.*?<span class="name">(\w+) (\d+) May 2018</span>', page
    )
    assert [(day, name, int(number)) for day, name, number in days] == [
        (f"2018-05-{number:02}", dt.date(2018, 5, number).strftime("%A"), number) for number in range(1, 32)
    ]
    with_week = [day for day in re.findall(r"<td.*?</td>", page, re.DOTALL) if ">Week</a>" in day]
    assert [re.findall(r'datetime="2018-05-(\d\d)"', day) for day in with_week] == [
        ["07"],
        ["08"],
        ["09"],
        ["10"],
        ["11"],
    ]


def test_a_post_names_what_it_reflects_on_where_both_are_shown(tmp_path: Path) -> None:
    """By a setting or by a link, and each leads to the other.

    Where the event is not shown, nothing of it is.
    """
    net = network(tmp_path)
    net.text(
        "participants/ann/posts/2018-03-26-after.md",
        "Words.",
        title="After",
        date="2018-03-26",
        reflects_on=["residential", "events/abroad"],
        audience="public",
    )
    net.text(
        "participants/ann/posts/2018-03-27-link.md",
        "See [it](../../../events/residential.md).",
        title="Linking",
        date="2018-03-27",
    )
    site = published(net)
    event = site["cohort/events/residential/index.html"].decode()
    assert event.index("../../participants/ann/after/") < event.index("../../participants/ann/link/")
    assert (
        b'href="../../../events/residential/">Residential' in site["cohort/participants/ann/after/index.html"]
    )
    public = site["public/participants/ann/after/index.html"]
    assert b"../../../events/abroad/" in public
    assert b"esidential" not in public


def test_what_an_event_says_at_its_end_is_shown_at_the_next_build(tmp_path: Path) -> None:
    """Words decide nothing, so nothing but the pages that show them is looked at: here the event's own."""
    net = network(tmp_path)
    fields, _ = net.texts["events/abroad.md"]
    net.texts["events/abroad.md"] = (fields, f"{'Many words. ' * 60}\n\nThe first end.")
    before = published(net)
    net.texts["events/abroad.md"] = (fields, f"{'Many words. ' * 60}\n\nAnother end.")
    after = published(net)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed == {
        f"{edition}/events/abroad/index.html" for edition in ("public", "cohort", "facilitators")
    }
    assert differences(after, clean(net.content, tmp_path / "clean")) == []


def test_who_is_erased_leads_nothing_any_longer(tmp_path: Path) -> None:
    """The common way of records: what names a person, or a record of theirs, is taken out of settings."""
    net = network(tmp_path)
    net.change("events/week.md", led_by=["ann", "bea", "ann"])
    content = net.write()
    done = command("erase", "ann", "--yes", "--content", content)
    assert done.returncode == 0, done.stderr
    assert 'led_by: ["bea"]' in (content / "events" / "week.md").read_text()
    assert "ann" not in (content / "events" / "week.md").read_text()


def test_an_event_is_started_with_its_settings(tmp_path: Path) -> None:
    """The command `enquiry new event` writes files that pass the checks.

    Others are refused with the sentence of the check.
    """
    content = network(tmp_path).write()
    done = command(
        "new",
        "event",
        "--title",
        "Recall day",
        "--date",
        "2018-04-13",
        "--cohort",
        "c1",
        "--set",
        "kind=recall day",
        "--set",
        "led_by=[ann, cal]",
        "--content",
        content,
    )
    assert done.returncode == 0, done.stderr
    assert (
        (content / "events" / "recall-day.md")
        .read_text()
        .startswith(
            "---\ntitle: Recall day\nstarts: 2018-04-13\nkind: recall day\ncohorts: c1\n"
            "led_by: [ann, cal]\n---\n"
        )
    )
    wrong = command(
        "new",
        "event",
        "--title",
        "Other",
        "--date",
        "2018-04-13",
        "--set",
        "kind=recal day",
        "--content",
        content,
    )
    assert wrong.returncode == 2
    assert "did you mean `recall day`?" in wrong.stderr
    assert not (content / "events" / "other.md").exists()
