"""Samples for the style guide: made-up people, and their posts, plans and projects."""

from __future__ import annotations

import datetime as dt
from typing import Final

from msgspec.structs import replace

from generator.model import addresses
from generator.publish.dates import day, weekdays
from generator.publish.pages.timeline import LEFT, Stretch, bars
from generator.publish.sociogram import sociogram
from generator.publish.views.cohort import Prompt
from generator.publish.views.conversations import Sociogram, TodayView
from generator.publish.views.coverage import CoverageColumn, CoverageRow, CoverageView, Gap, PersonGap
from generator.publish.views.parts import Anchor, Head, Phase, Tag
from generator.publish.views.search import OptionGroup, SearchOption, SearchView
from generator.publish.views.timeline import Band, Mark, Rhythm, TimelineView
from generator.publish.views.waiting import Task, WaitingView
from generator.subjects.events.views import CalendarRow, MonthDay, MonthView
from generator.subjects.outreach.views import FormRow, OutreachFormView, RequestView
from generator.subjects.plans.views import Aim, Evidence, PlanView, Review, SignOff, Stage
from generator.subjects.projects.views import ActionRow, ProjectRow, ProjectView, Visit

ADDRESS: Final = addresses.STYLE_GUIDE

MORAG, BEN, WEI, LONG = PEOPLE = tuple(
    Anchor(name, f"{ADDRESS}#people")
    for name in (
        "Morag Ferrier",
        "Ben Okafor",
        "Li Wei",
        "Wilhelmina Featherstonehaugh-Drummond of Strathconon",
    )
)
COHORT: Final = Anchor("Leading Enquiry, spring", f"{ADDRESS}#glance")
PHASES: Final = tuple(
    Phase(title, f"{ADDRESS}#palette", place)
    for place, title in enumerate(
        (
            "Finding a question",
            "Planning with others",
            "Trying it out",
            "Looking at what came of it",
            "Telling others",
            "Carrying on",
        ),
        1,
    )
)
STANDARDS: Final = (
    Tag("enquiry", "Enquiry and research", "4.1", f"{ADDRESS}#standard-enquiry"),
    Tag(
        "dialogue",
        "Professional dialogue that supports and challenges colleagues in their own setting",
        "4.1.2",
        f"{ADDRESS}#standard-dialogue",
        verified=False,
    ),
    Tag("sustainability", "Learning for sustainability", "", ""),
)
SCHOOL: Final = "Skerray Primary School"
PENCIL: Final = Anchor("A plan in pencil", f"{ADDRESS}#entry-waiting")
SILENCE: Final = Anchor("The silence at the window", f"{ADDRESS}#entry-post")

WEEKS: Final = 12
POSTS: Final = (2, 4, 7, 5, 3, 8, 6, 2, 0, 4, 9, 5)
REPLIES: Final = (0, 3, 9, 6, 2, 5, 10, 4, 1, 3, 7, 8)
HIGHEST: Final = 10


def today() -> tuple[TodayView, ...]:
    """Return a programme that is under way."""
    tools = (Anchor("Coverage", f"{ADDRESS}#matrix"), Anchor("Conversations", f"{ADDRESS}#pictures"))
    pictures = f"{ADDRESS}#pictures"
    return (TodayView(COHORT, PHASES[2], 2, 12, pictures, 3, pictures, tools),)


def search(head: Head) -> SearchView:
    """Return the search field, and the ways to narrow a search."""
    standards = tuple(
        SearchOption(each.id, f"{each.number} {each.title}".strip(), each.number.count(".") // 2)
        for each in STANDARDS
    )
    phases, people = (
        tuple(SearchOption(each.title, each.title) for each in some) for some in (PHASES, PEOPLE)
    )
    kinds = (SearchOption("post", "Posts"), SearchOption("event", "Events"))
    return SearchView(
        head,
        addresses.SEARCH,
        "",
        kinds,
        (OptionGroup("A catalogue of standards", standards),),
        phases,
        people,
        (SearchOption(COHORT.title, COHORT.title),),
        (),
    )


def coverage(head: Head) -> CoverageView:
    """Return a small matrix: two standards in focus and another one, and people with gaps and without."""
    counts = {MORAG: (5, 2, 0), BEN: (1, 0, 3), WEI: (0, 0, 0), LONG: (0, 6, 0)}
    rows = tuple(
        CoverageRow(
            who,
            "matrix",
            "" if who != LONG else "critical friend",
            SCHOOL,
            cells,
            sum(cells),
            cells[:2].count(0) if who != LONG else 0,
            who != LONG,
        )
        for who, cells in counts.items()
    )
    used = [sum(map(bool, cells)) for cells in zip(*counts.values(), strict=True)]
    return CoverageView(
        head=head,
        cohort=COHORT,
        phase=None,
        phases=PHASES,
        suffix="",
        focus=2,
        columns=tuple(CoverageColumn(tag, ADDRESS, each) for tag, each in zip(STANDARDS, used, strict=True)),
        rows=rows,
        people=3,
        fewest=None,
        gaps=(Gap(STANDARDS[0], (WEI,), 0), Gap(STANDARDS[1], (BEN, WEI), 0)),
        lacking=(PersonGap(WEI, SCHOOL, STANDARDS[:2]), PersonGap(BEN, "", STANDARDS[1:2])),
        table=Anchor("style.csv", f"{ADDRESS}#matrix"),
        page=1,
        pages=(),
    )


def conversation() -> Sociogram:
    """Return a sociogram with lines of every strength, and somebody who is no participant."""
    names = {each.title: each.title for each in PEOPLE}
    ties = {
        (MORAG.title, BEN.title): 1,
        (BEN.title, MORAG.title): 5,
        (WEI.title, MORAG.title): 2,
        (LONG.title, WEI.title): 3,
    }
    return sociogram(names, {each.title for each in PEOPLE if each != LONG}, ties)


def timeline(head: Head) -> TimelineView:
    """Return three months in three phases."""
    stretch = Stretch(dt.date(2018, 1, 8), WEEKS, 1)
    wide = (960 - LEFT) / 3
    bands = tuple(
        Band(phase, f"{LEFT + wide * place:g}", f"{wide:g}", f"{LEFT + wide * (place + 0.5):g}")
        for place, phase in enumerate(PHASES[:3])
    )
    across = tuple(
        Mark(f"{LEFT + wide * place:g}", day(stretch.start(place * 4)).label) for place in range(3)
    )
    return TimelineView(
        head=head,
        cohort=COHORT,
        rhythm=Rhythm(WEEKS, 0, None, ()),
        weeks=1,
        rows=(),
        posts=sum(POSTS),
        replies=sum(REPLIES),
        phases=PHASES[:3],
        box="0 0 960 320",
        bands=bands,
        post_bars=bars(stretch, POSTS, HIGHEST, 0.12),
        reply_bars=bars(stretch, REPLIES, HIGHEST, 0.5),
        across=across,
        up=(Mark("292", "0"), Mark("162", "5"), Mark("32", "10")),
    )


def waiting(head: Head) -> WaitingView:
    """Return questions that wait for somebody's answer."""
    prompts = (
        Prompt("What did you stop doing?", f"{ADDRESS}#prompts", "", PHASES[2], 3),
        Prompt("Who noticed?", f"{ADDRESS}#prompts", "", None, 0),
    )
    return WaitingView(
        head, MORAG, (Task(prompts[0], COHORT, day("2018-02-16")), Task(prompts[1], COHORT, None)), (), (), 0
    )


def calendar_rows() -> tuple[CalendarRow, ...]:
    """Return one row of each sort."""

    def one(sort: str, title: str, starts: str, when: str, place: str = "") -> CalendarRow:
        return CalendarRow(
            sort, title, f"{ADDRESS}#calendar", starts, when, starts[11:16], place, (COHORT,), sort
        )

    return (
        one(
            "recall day",
            "Half-way, with soup",
            "2018-01-04T10:00:00",
            "4 January 2018, 10:00–15:30",
            "The library of a school in Tain",
        ),
        one("deadline", "One slide for the last day", "2018-01-10", "10 January 2018"),
        one("", "A walk for whoever likes", "2018-01-10T17:00:00", "10 January 2018, 17:00"),
    )


def month(head: Head) -> MonthView:
    """Return two weeks that begin on a Monday."""
    days = [day(f"2018-01-{number:02}") for number in range(1, 15)]
    cells = [
        MonthDay(
            number,
            each.iso,
            each.label,
            tuple(row for row in calendar_rows() if row.starts.startswith(each.iso)),
        )
        for number, each in enumerate(days, 1)
    ]
    return MonthView(head, "", weekdays(), (tuple(cells[:7]), tuple(cells[7:])), (), None, None, "")


LATE_AIM: Final = Aim(
    "aim-wait",
    "Wait for the second answer",
    "in-progress",
    "in progress",
    STANDARDS[:2],
    "Ben watches a lesson in each month.",
    "An hour a week",
    "Study leave, two days",
    day("2018-01-31"),
    overdue=True,
    stages=(Stage("Count the silences", "in January", "done"), Stage("Ask the class", "in February", "")),
    evidence=(Evidence(SILENCE, day("2018-01-23")), Evidence(PENCIL, None)),
    reflection="It is not the seconds.",
    audience="for facilitators",
)
BARE_AIM: Final = Aim("", "", "", "", (), "", "", "", None, False, (), (), "", "")
REVIEW: Final = Review(
    day("2018-02-09"),
    "head teacher",
    ("To look at the floor less.",),
    (
        SignOff("head teacher", day("2018-02-09"), changed=True, recorded=False, person=BEN),
        SignOff("tutor", day("2018-02-10"), changed=False, recorded=True, person=None),
    ),
    ("participant",),
    2,
    "",
)


def development_plan(head: Head) -> PlanView:
    """Return a plan with an aim that is late, one that was reached and one that was set aside.

    Its review is signed off in part.
    """
    reached = replace(
        BARE_AIM, anchor="aim-reached", title="Say it to the staff", state="achieved", status="achieved"
    )
    left = replace(
        BARE_AIM, anchor="aim-left", title="Write it all down", state="set-aside", status="set aside"
    )
    return PlanView(head, MORAG, "", None, None, (LATE_AIM, reached, left), (REVIEW,), None, "", "", "")


PROJECT: Final = ProjectRow(
    "The first five minutes",
    f"{ADDRESS}#project",
    "carried-out",
    "carried out",
    "learning and teaching",
    "beginnings",
    SCHOOL,
    "Highland",
    "Why do some lessons begin twice?",
    BEN,
)
PROJECT_STATES: Final = ("proposed", "matched", "carried out", "reported", "closed")
VISITS: Final = (
    Visit(
        day("2018-01-15"),
        ("observation", "pupils’ voices"),
        "Eleven beginnings, of which four were the same.",
    ),
    Visit(day("2018-02-05"), (), ""),
)
ACTIONS: Final = (
    ("A minute of quiet at the door", "the P6 teachers", day("2018-03-01"), "open"),
    ("A bell", "nobody", None, "dropped"),
    ("Coats off first", "everybody", None, "done"),
)


def project(head: Head) -> ProjectView:
    """Return a project that is half-way."""
    return ProjectView(
        head=head,
        row=PROJECT,
        steps=tuple((each, place <= 2, place == 2) for place, each in enumerate(PROJECT_STATES)),
        contact="the depute head",
        starts=None,
        ends=None,
        matched=None,
        offers=(),
        body=None,
        visits=VISITS,
        findings=("Lessons begin when the teacher stops moving.", "Nobody hears the first sentence."),
        actions=tuple(ActionRow(what, who, by, status, status) for what, who, by, status in ACTIONS),
        presented=(),
        posts=(),
        noted=(),
        audience="",
        edit="",
    )


def request(head: Head) -> RequestView:
    """Return a school's request."""
    return RequestView(
        head=head,
        state="with a colleague",
        school=SCHOOL,
        authority="Highland",
        support=("questioning", "talk in small groups"),
        asked=day("2018-01-08"),
        asked_by="the head teacher",
        when="Any Thursday",
        colleague=BEN,
        closed=None,
        body=None,
        records=(),
        posts=(),
        edit="",
    )


def form(head: Head) -> OutreachFormView:
    """Return a form to print, with little and much room."""
    return OutreachFormView(
        head, (FormRow("School", "", 1), FormRow("What would help?", "A sentence is enough.", 4)), ""
    )
