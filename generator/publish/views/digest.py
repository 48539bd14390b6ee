"""The view of a cohort's digest."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Card, Head, Phase, Tag


class DigestBand(Struct, frozen=True, array_like=True):
    """A standard's posts of one phase in the digest (None: of no phase): how many, and the newest."""

    phase: Phase | None
    entries: int
    cards: tuple[Card, ...]


class DigestGroup(Struct, frozen=True, array_like=True):
    """A standard in the digest.

    `depth` is 0 for a suite's standard, more for its sections; `entries` counts the posts below it. `cells`
    counts them by phase, in the order of the view's `phases`; posts `outside` these come last. `rest` is the
    address of all posts that name it or a part of it, if not all are shown here.
    """

    anchor: str
    tag: Tag
    depth: int
    focus: bool
    entries: int
    cells: tuple[int, ...]
    phases: tuple[DigestBand, ...]
    rest: str


class DigestSuite(Struct, frozen=True, array_like=True):
    """One catalogue of the digest."""

    title: str
    groups: tuple[DigestGroup, ...]


class DigestView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/digest/`: posts by standard in the catalogue's order, within it by phase.

    `posts` and `replies` count all entries of the cohort; replies without a title are on other pages.
    `gaps` are the standards in focus without an entry.
    """

    head: Head
    cohort: Anchor
    dates: str
    posts: int
    replies: int
    suites: tuple[DigestSuite, ...]
    untagged: tuple[DigestBand, ...]
    gaps: tuple[Tag, ...]
    phases: tuple[Phase, ...]
    outside: bool
