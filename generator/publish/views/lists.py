"""Views of indexes, and of entries in groups."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Card, Count, Head, Phase


class ListGroup(Struct, frozen=True, array_like=True):
    """Part of an index; `note` is a short line below its title."""

    title: str
    rows: tuple[Count, ...]
    note: str = ""


class ListView(Struct, frozen=True, array_like=True):
    """An index, introduced by its description. A group without a title is a plain list.

    `of_people` says that its rows are people.
    """

    head: Head
    groups: tuple[ListGroup, ...]
    of_people: bool = False


class PhaseGroup(Struct, frozen=True, array_like=True):
    """Entries of one phase; `phase` is None for those without.

    `cohort` is named where a page has groups of several cohorts.
    """

    phase: Phase | None
    cards: tuple[Card, ...]
    cohort: str = ""


class CohortGroup(Struct, frozen=True, array_like=True):
    """Entries of one cohort (None: of none) in a list that may take several pages.

    `anchor` is its id on the page; `entries` counts all of them, `cards` are those on this page. With
    `continued` the first of them are on the page before.
    """

    cohort: Anchor | None
    anchor: str
    entries: int
    continued: bool
    cards: tuple[Card, ...]


class WrittenView(Struct, frozen=True, array_like=True):
    """`/months/2018-01/`: the posts of a month, and the months before and after it that have any."""

    head: Head
    title: str
    entries: int
    cards: tuple[Card, ...]
    page: int
    pages: tuple[Anchor, ...]
    previous: Anchor | None
    next: Anchor | None
