"""Views of development plans and of their evidence."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Day, Head, RichText, Tag


class Stage(Struct, frozen=True, array_like=True):
    """A step on the way to an aim. `status` is empty where nothing is said."""

    title: str
    when: str
    status: str


class Evidence(Struct, frozen=True, array_like=True):
    """What shows that an aim was worked on. An event of several days, or another record, may have no `date`."""

    entry: Anchor
    date: Day | None


class Aim(Struct, frozen=True, array_like=True):
    """What somebody aims at. `state` is for the theme, `status` is what it is called; `overdue` says that its day has passed and it is not reached."""

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
    """Who signed a review off, by role, and when; `changed` says that what it rests on is no longer what it was then."""

    by: str
    date: Day
    changed: bool


class Review(Struct, frozen=True, array_like=True):
    """A conversation about a plan. `missing` are the roles that have not signed it off."""

    date: Day
    role: str
    agreed: tuple[str, ...]
    signed: tuple[SignOff, ...]
    missing: tuple[str, ...]
    entries: int
    audience: str


class PlanView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/plan/`: what somebody aims at, and the reviews of it. `evidence` leads to what it holds by standard."""

    head: Head
    person: Anchor
    summary: str
    body: RichText | None
    aims: tuple[Aim, ...]
    reviews: tuple[Review, ...]
    updated: Day | None
    audience: str
    evidence: str
    edit: str


class Covered(Struct, frozen=True, array_like=True):
    """What a plan shows of one standard: the aims that work towards it, how much there is in each year, and all of it, the oldest first."""

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
    """A standard, or an aim, that nothing shows yet. `posts` are the owner's own on this standard, which the plan does not name."""

    entry: Anchor
    by: Day | None
    overdue: bool
    posts: tuple[Evidence, ...]


class PlanEvidenceView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/plan/evidence/`: what a plan shows of each standard, over the years, and what it does not show yet. The last of `years` may be empty: for what has no date."""

    head: Head
    plan: Anchor
    years: tuple[str, ...]
    suites: tuple[CoveredSuite, ...]
    standards: tuple[Lacking, ...]
    aims: tuple[Lacking, ...]
