"""Views of the home page and of the showcase."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.conversations import TodayView
from generator.publish.views.parts import Anchor, Card, Count, Head


class Programme(Struct, frozen=True, array_like=True):
    """A cohort's programme: its name, the cohort, its dates, and its summary."""

    name: str
    cohort: Anchor
    dates: str
    summary: str


class PickView(Struct, frozen=True, array_like=True):
    """A post in the showcase, and why it is there."""

    card: Card
    why: str


class HomeView(Struct, frozen=True, array_like=True):
    """`/`: the introduction, the facilitators' picks (public edition), the newest posts, and the ways in.

    `phases` are those of `cohort`; `today` is for facilitators. `more` counts the picks beside these.
    `everybody` and `showcase` are the addresses of all people and of all picks. `pages` have no room in the
    foot of every page.
    """

    head: Head
    introduction: str
    picks: tuple[PickView, ...]
    latest: tuple[Card, ...]
    cohorts: tuple[Count, ...]
    standards: tuple[Count, ...]
    phases: tuple[Count, ...]
    cohort: Anchor | None
    people: tuple[Count, ...]
    programme: Programme | None
    more: int
    everybody: str
    showcase: str
    today: tuple[TodayView, ...] = ()
    pages: tuple[Anchor, ...] = ()


class ShowcaseGroup(Struct, frozen=True, array_like=True):
    """One cohort's picks, its programme, and the writers and standards of the picks, with their numbers."""

    programme: Programme
    picks: tuple[PickView, ...]
    people: tuple[Count, ...]
    standards: tuple[Count, ...]


class ShowcaseView(Struct, frozen=True, array_like=True):
    """`/showcase/`: picks by cohort."""

    head: Head
    groups: tuple[ShowcaseGroup, ...]
