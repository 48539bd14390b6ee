"""Projects between schools: a need, a partner, visits, findings and actions. `projects/<slug>.md`."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.model.messages import N_
from generator.schema.aliases import aliases
from generator.schema.dates import day
from generator.schema.kind import Complain, Kind
from generator.schema.publication import Timed, timed
from generator.schema.reading import Reader
from generator.schema.shapes import Shape
from generator.schema.subject import Section, Subject
from generator.schema.values import choice, listing, loose, prose, text

HOME: Final = "projects/"
"""The address of the subject's section."""
MATCHING: Final = "matching"
"""The name of the coordinator's page among the projects."""
AREAS: Final = (
    "feedback",
    "homework",
    "disadvantaged pupils",
    "pastoral systems",
    "digital technology",
    "CPD",
    "higher attainers",
    "wellbeing",
    "curriculum area",
    "year group",
)
"""The areas of needs; a network adds its own as `areas` in network.yaml."""
DATA: Final = (
    "lesson observations",
    "interviews with staff",
    "interviews with pupils",
    "data",
    "policies and schemes of work",
)
STATUSES: Final = ("planned", "under way", "done", "dropped")
OPEN_ACTIONS: Final = STATUSES[:2]
"""Statuses of actions that are not done yet."""
STATES: Final = ("needed", "offered", "matched", "visiting", "reported", "acted on")
OPEN: Final = STATES[:2]
"""States in which a project has no partner yet."""


class VisitFields(Struct, frozen=True, array_like=True):
    """A visit to the host school, with the kinds of data gathered on it."""

    date: str
    data: tuple[str, ...] = ()
    note: str = ""


class ActionFields(Struct, frozen=True, array_like=True):
    """An action that the host school plans, with a role and a day."""

    what: str
    who: str
    by: str = ""
    status: str = "planned"


class PresentedFields(Struct, frozen=True, array_like=True):
    """A presentation of the findings to a role, on a day."""

    to: str
    date: str


class ProjectFields(Timed, frozen=True, array_like=True, tag="project"):
    """The settings of a project.

    `matched` is the day of the match. It stays when the partner is taken out of `match`, or is not in an
    edition.
    """

    title: str
    school: str
    area: str
    authority: str = ""
    focus: str = ""
    contact: str = ""
    starts: str = ""
    ends: str = ""
    offers: tuple[str, ...] = ()
    match: str = ""
    matched: str = ""
    visits: tuple[VisitFields, ...] = ()
    findings: tuple[str, ...] = ()
    actions: tuple[ActionFields, ...] = ()
    presented: tuple[PresentedFields, ...] = ()
    summary: str = ""
    audience: str = ""

    @property
    def state(self) -> str:
        """The state, which follows from the parts that are there."""
        kept = [each for each in self.actions if each.status != "dropped"]
        if self.presented:
            return "acted on" if kept and all(each.status == "done" for each in kept) else "reported"
        if self.visits:
            return "visiting"
        if self.match or self.matched:
            return "matched"
        return "offered" if self.offers else "needed"


def parted(fields: ProjectFields) -> ProjectFields:
    """Return a project without its partner.

    The day of the match is kept; where none is given, that of the first visit stands for it.
    """
    return replace(
        fields,
        match="",
        matched=fields.matched or min((each.date for each in fields.visits), default="")
        if fields.match
        else fields.matched,
    )


_VISIT: Final = Shape(
    VisitFields,
    {"date": day},
    {"data": listing(choice("a kind of data that a visit gathers", *DATA), 20), "note": prose},
    name="a visit",
)
_ACTION: Final = Shape(
    ActionFields,
    {"what": text, "who": text},
    {"by": day, "status": choice("a status of an action", *STATUSES)},
    name="an action",
)
_PRESENTED: Final = Shape(PresentedFields, {"to": text, "date": day}, {}, name="a presentation")


def _shape(audience: Reader[str]) -> Shape[ProjectFields]:
    return Shape(
        ProjectFields,
        {"title": text, "school": text, "area": loose},
        {
            "authority": text,
            "focus": text,
            "contact": text,
            "starts": day,
            "ends": day,
            "offers": listing(loose, 50),
            "match": loose,
            "matched": day,
            "visits": listing(_VISIT, 50),
            "findings": listing(prose, 50),
            "actions": listing(_ACTION, 50),
            "presented": listing(_PRESENTED, 20),
            "summary": prose,
            "audience": audience,
            **timed,
            "aliases": aliases,
        },
        name="a project",
    )


_STORY: Final = (
    (
        "visits",
        "match",
        "This project has visits, and no match: nobody is there who could have visited.",
        "add `match:` with the folder of who took it on, such as `match: emma`",
    ),
    (
        "findings",
        "visits",
        "This project has findings, and no visit that they could be from.",
        "add `visits:`, each with its `date:`",
    ),
    (
        "actions",
        "findings",
        "This project has an action plan, and no findings that it could follow from.",
        "add `findings:`",
    ),
    ("presented", "findings", "Something was presented, and there are no findings.", "add `findings:`"),
)
"""The order of a project's parts: each needs another one before it."""


def _check(fields: ProjectFields, complain: Complain) -> None:
    """Report a project that ends before it starts, or has parts without those that come before them."""
    if fields.starts and fields.ends and fields.ends < fields.starts:
        complain(
            ("ends",), "impossible-date", "This project ends before it starts.", "correct `starts` or `ends`"
        )
    for later, earlier, message, hint in _STORY:
        if getattr(fields, later) and not (
            getattr(fields, earlier) or (earlier == "match" and fields.matched)
        ):
            complain((later,), "out-of-order", message, hint)
    first = min((each.date for each in fields.visits), default="")
    for index, each in enumerate(fields.presented):
        if first and each.date < first:
            complain(
                ("presented", index, "date"),
                "out-of-order",
                f"This was presented on {each.date}, before the first visit on {first}.",
                "correct one of the dates",
            )
    for index, visit in enumerate(fields.visits):
        _in_time(fields, ("visits", index, "date"), visit.date, complain)


def _in_time(fields: ProjectFields, keys: tuple[str | int, ...], date: str, complain: Complain) -> None:
    if fields.matched and date < fields.matched:
        complain(
            keys,
            "out-of-order",
            f"This visit is on {date}, before the match on {fields.matched}.",
            "correct one of the dates",
        )
    elif (fields.starts and date < fields.starts) or (fields.ends and date > fields.ends):
        time = " ".join(
            filter(
                None,
                (
                    f"from {fields.starts}" if fields.starts else "",
                    f"to {fields.ends}" if fields.ends else "",
                ),
            )
        )
        complain(
            keys,
            "outside-timeframe",
            f"This visit is on {date}, and the project runs {time}.",
            "correct the date or the timeframe, or keep it if it is meant",
        )


PROJECT: Final = Kind(
    "project",
    "a project",
    N_("Project"),
    "projects",
    ProjectFields,
    _shape,
    references={"offers": "person", "match": "person"},
    check=_check,
    start=(
        ("title", "{title}"),
        ("school", "Describe the school; don't name it"),
        ("authority", ""),
        ("area", "feedback"),
        ("contact", "Head teacher"),
        ("starts", "{date}"),
    ),
    to_write=("school",),
    body="Say what the school needs, in its own words: what was tried, and what would help.",
    searched=(
        "summary",
        "school",
        "authority",
        "area",
        "focus",
        "contact",
        "visits.note",
        "findings",
        "actions.what",
        "actions.who",
        "presented.to",
    ),
    when="starts",
    terms=AREAS,
)
SUBJECT: Final = Subject(
    (PROJECT,),
    Section(HOME, N_("Projects"), N_("What schools need, and what partners from other schools found.")),
    order=30,
)
