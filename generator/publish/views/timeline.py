"""The view of a cohort's timeline."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Day, Head, Phase


class Bar(Struct, frozen=True, array_like=True):
    """A rectangle of a picture, in the units of its view box."""

    x: str
    y: str
    width: str
    height: str


class Mark(Struct, frozen=True, array_like=True):
    """A label on an axis, at its place."""

    at: str
    label: str


class Band(Struct, frozen=True, array_like=True):
    """A phase in a picture: the stretch that it takes."""

    phase: Phase
    x: str
    width: str
    middle: str


class Week(Struct, frozen=True, array_like=True):
    """A row of the timeline: the week (or as many as the view's `weeks` say) that begins on this day.

    `outside` is before or after for posts that lie there, else empty.
    """

    outside: str
    first: Day | None
    phases: tuple[Phase, ...]
    posts: int
    replies: int


class Rhythm(Struct, frozen=True, array_like=True):
    """The timeline in a sentence: of `weeks` the `active` ones, in which something was written.

    `busiest` is the first day of the row with most, None where nothing was written in the programme. `silent`
    are the phases that have begun and in whose days nobody wrote.
    """

    weeks: int
    active: int
    busiest: Day | None
    silent: tuple[Phase, ...]


class TimelineView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/timeline/`: posts and replies by week, in words, as a picture and as a table."""

    head: Head
    cohort: Anchor
    rhythm: Rhythm
    weeks: int
    rows: tuple[Week, ...]
    posts: int
    replies: int
    phases: tuple[Phase, ...]
    box: str
    bands: tuple[Band, ...]
    post_bars: tuple[Bar, ...]
    reply_bars: tuple[Bar, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
