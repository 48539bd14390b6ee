"""Views of projects, the board and the coordinator's page."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import AgreedRow, Anchor, Card, Day, Head, RichText


class ProjectRow(Struct, frozen=True, array_like=True):
    """A project in a list: its state as it is kept, and as it is called."""

    title: str
    address: str
    state: str
    label: str
    area: str
    focus: str
    school: str
    authority: str
    summary: str
    partner: Anchor | None


class StateRows(Struct, frozen=True, array_like=True):
    """The projects in one state, what that is called, and what it means."""

    state: str
    label: str
    meaning: str
    rows: tuple[ProjectRow, ...]


class AreaRows(Struct, frozen=True, array_like=True):
    """The projects in one area."""

    area: str
    rows: tuple[ProjectRow, ...]


class ProjectsView(Struct, frozen=True, array_like=True):
    """`/projects/`: the board, by state and by area. `matching` leads to the coordinator's page, where there is one."""

    head: Head
    states: tuple[StateRows, ...]
    areas: tuple[AreaRows, ...]
    matching: str


class Visit(Struct, frozen=True, array_like=True):
    """A day at the school, and the kinds of data that were gathered on it."""

    date: Day
    data: tuple[str, ...]
    note: str


class ActionRow(Struct, frozen=True, array_like=True):
    """A line of an action plan: its status as it is kept, and as it is called; `overdue` says, to the coordinator alone, that its day has passed and it is not done."""

    what: str
    who: str
    by: Day | None
    status: str
    label: str
    overdue: bool = False


class ProjectView(Struct, frozen=True, array_like=True):
    """`/projects/<slug>/`: `steps` are all states, with whether each was reached and whether it is the present one; `presented` says to whom, and when."""

    head: Head
    row: ProjectRow
    steps: tuple[tuple[str, bool, bool], ...]
    contact: str
    starts: Day | None
    ends: Day | None
    matched: Day | None
    offers: tuple[Anchor, ...]
    body: RichText | None
    visits: tuple[Visit, ...]
    findings: tuple[str, ...]
    actions: tuple[ActionRow, ...]
    presented: tuple[tuple[str, Day], ...]
    posts: tuple[Card, ...]
    noted: tuple[Anchor, ...]
    audience: str
    edit: str


class Need(Struct, frozen=True, array_like=True):
    """A project without a match, who offered to take it on, and who else states an interest in its area."""

    row: ProjectRow
    offers: tuple[Anchor, ...]
    interested: tuple[Anchor, ...]


class SchoolRow(Struct, frozen=True, array_like=True):
    """A school of which no project has a match, its people here, and the needs that it named."""

    school: str
    authority: str
    people: tuple[Anchor, ...]
    needs: tuple[Anchor, ...]


class ProjectMatchingView(Struct, frozen=True, array_like=True):
    """`/projects/matching/`: needs without a match, people whose school has no match yet, and what schools meant to do and have not done on the day of the build, `today`."""

    head: Head
    needs: tuple[Need, ...]
    schools: tuple[SchoolRow, ...]
    overdue: tuple[AgreedRow, ...]
    today: Day | None
