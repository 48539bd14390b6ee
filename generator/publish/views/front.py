"""Views of the home page and of the showcase."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.cohort import PhaseRow, Prompt
from generator.publish.views.conversations import TodayView
from generator.publish.views.parts import Anchor, Card, Count, Day, Head, Picture


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


class LeadView(Struct, frozen=True, array_like=True):
    """The post on which the front page opens: how its text begins, its picture, and why it was picked."""

    card: Card
    excerpt: str
    picture: Picture | None
    why: str


class OpenPrompt(Struct, frozen=True, array_like=True):
    """A question that a cohort is answering. `write` begins an answer; it is empty without a forge."""

    prompt: Prompt
    due: Day | None
    write: str


class Face(Struct, frozen=True, array_like=True):
    """Somebody who writes: their name, their initials, and their portrait, which may be empty."""

    person: Anchor
    initials: str
    portrait: str


class HomeView(Struct, frozen=True, array_like=True):
    """`/`: the introduction, what is worth reading, what is new, who writes, and the ways in.

    No post stands on it twice: the `lead`, the `lively` conversation, the facilitators' other `picks` (public
    edition) and the `latest` are different ones. `phases` are those of `cohort`; `today` is for facilitators.
    `more` counts the picks beside these, `writers` everybody. `everybody`, `showcase` and `months` are the
    addresses of all people, of all picks and of all posts. `pages` have no room in the foot of every page.
    """

    head: Head
    introduction: str
    lead: LeadView | None
    lively: Card | None
    question: OpenPrompt | None
    picks: tuple[PickView, ...]
    latest: tuple[Card, ...]
    cohorts: tuple[Count, ...]
    standards: tuple[Count, ...]
    phases: tuple[PhaseRow, ...]
    cohort: Anchor | None
    people: tuple[Face, ...]
    writers: int
    programme: Programme | None
    more: int
    months: str
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
