"""Views of development plans and of their evidence."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Day, Head, RichText, Tag
from generator.publish.views.timeline import Mark


class Stage(Struct, frozen=True, array_like=True):
    """A step on the way to an aim. `status` is empty where nothing is said."""

    title: str
    when: str
    status: str


class Evidence(Struct, frozen=True, array_like=True):
    """A piece of evidence. An event of several days, or another record, may have no `date`."""

    entry: Anchor
    date: Day | None


class Aim(Struct, frozen=True, array_like=True):
    """An aim.

    `state` is its state for the theme, `status` the name of that. It is `overdue` if its day has passed
    before it is reached.
    """

    anchor: str
    title: str
    state: str
    status: str
    tags: tuple[Tag, ...]
    support: str
    time: str
    entitlement: str
    by: Day | None
    overdue: bool
    stages: tuple[Stage, ...]
    evidence: tuple[Evidence, ...]
    reflection: str
    audience: str


class SignOff(Struct, frozen=True, array_like=True):
    """A signature of a review, by role and day; `changed` if the evidence is no longer what was signed.

    It is `recorded` where the owner of the plan says that somebody else signed. Where somebody else did so
    with an account of their own, it names them, if the edition holds them.
    """

    by: str
    date: Day
    changed: bool
    recorded: bool
    person: Anchor | None


class Review(Struct, frozen=True, array_like=True):
    """A conversation about a plan. `missing` are the roles that have not signed it off."""

    date: Day
    role: str
    agreed: tuple[str, ...]
    signed: tuple[SignOff, ...]
    missing: tuple[str, ...]
    entries: int
    audience: str


class PlotRow(Struct, frozen=True, array_like=True):
    """An aim in the picture of a plan, its places in per cent of the width.

    `x` and `width` are those of its bar, empty where nothing says when it began; `due` is that of its day.
    `also` are its standards but the first, `marks` its evidence that has a date, `evidence` the number of
    all.
    """

    aim: Anchor
    state: str
    status: str
    also: tuple[Tag, ...]
    when: str
    first: Day | None
    by: Day | None
    x: str
    width: str
    due: str
    marks: tuple[Mark, ...]
    evidence: int


class PlotGroup(Struct, frozen=True, array_like=True):
    """The aims of which a standard is the first that they name; `tag` is None for those that name none."""

    tag: Tag | None
    rows: tuple[PlotRow, ...]


class Plot(Struct, frozen=True, array_like=True):
    """The picture of a plan: whole years which `span` names, and the aims by standards."""

    years: tuple[Mark, ...]
    span: str
    reviews: tuple[Mark, ...]
    groups: tuple[PlotGroup, ...]


class PlanView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/plan/`: aims and reviews. `evidence` leads to the page of its evidence.

    `plot` is None where no aim has a date.
    """

    head: Head
    person: Anchor
    summary: str
    body: RichText | None
    plot: Plot | None
    aims: tuple[Aim, ...]
    reviews: tuple[Review, ...]
    updated: Day | None
    audience: str
    evidence: str
    edit: str


class Covered(Struct, frozen=True, array_like=True):
    """The evidence of one standard: its aims, the number in each year, and all pieces, the oldest first."""

    anchor: str
    tag: Tag
    aims: tuple[Anchor, ...]
    years: tuple[int, ...]
    evidence: tuple[Evidence, ...]


class CoveredSuite(Struct, frozen=True, array_like=True):
    """The standards of one catalogue."""

    title: str
    standards: tuple[Covered, ...]


class Lacking(Struct, frozen=True, array_like=True):
    """A standard or an aim without evidence.

    `posts` are the owner's own on this standard, which the plan does not name.
    """

    entry: Anchor
    by: Day | None
    overdue: bool
    posts: tuple[Evidence, ...]


class PlanEvidenceView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/plan/evidence/`: the evidence of each standard over the years, and the gaps.

    The last of `years` may be empty, for evidence without a date.
    """

    head: Head
    plan: Anchor
    years: tuple[str, ...]
    suites: tuple[CoveredSuite, ...]
    standards: tuple[Lacking, ...]
    aims: tuple[Lacking, ...]
