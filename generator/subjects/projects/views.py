"""Views of projects, the board and the coordinator's page."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import AgreedRow, Anchor, Card, Day, Head, RichText


class ProjectRow(Struct, frozen=True, array_like=True):
    """A project in a list; `state` is its state for the theme, `label` the name of that."""

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
    """The projects in one state, with its name and meaning."""

    state: str
    label: str
    meaning: str
    rows: tuple[ProjectRow, ...]


class AreaRows(Struct, frozen=True, array_like=True):
    """The projects in one area."""

    area: str
    rows: tuple[ProjectRow, ...]


class ProjectsView(Struct, frozen=True, array_like=True):
    """`/projects/`: the board, a column for each state, and the projects by area.

    `matching` leads to the coordinator's page, if any.
    """

    head: Head
    states: tuple[StateRows, ...]
    areas: tuple[AreaRows, ...]
    matching: str


class Visit(Struct, frozen=True, array_like=True):
    """A visit to the school, with the kinds of data gathered on it."""

    date: Day
    data: tuple[str, ...]
    note: str


class ActionRow(Struct, frozen=True, array_like=True):
    """A line of an action plan, with its status for the theme and in words.

    `overdue` tells the coordinator alone that its day has passed before it was done.
    """

    what: str
    who: str
    by: Day | None
    status: str
    label: str
    overdue: bool = False


class ProjectView(Struct, frozen=True, array_like=True):
    """`/projects/<slug>/`.

    `steps` are all states, with whether each was reached and whether it is the present one; `presented` are
    roles with days.
    """

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
    """A project without a match, those who offered to take it on, and others with an interest in its area.

    `more` is the number of those of the last who are not named.
    """

    row: ProjectRow
    offers: tuple[Anchor, ...]
    interested: tuple[Anchor, ...]
    more: int


class SchoolRow(Struct, frozen=True, array_like=True):
    """A school none of whose projects has a match, its people, and the needs that it named."""

    school: str
    authority: str
    people: tuple[Anchor, ...]
    needs: tuple[Anchor, ...]


class ProjectMatchingView(Struct, frozen=True, array_like=True):
    """`/projects/matching/`: needs, schools without a match, and actions overdue on the day of the build."""

    head: Head
    needs: tuple[Need, ...]
    schools: tuple[SchoolRow, ...]
    overdue: tuple[AgreedRow, ...]
    today: Day | None
