"""The view of a standard's page."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.lists import CohortGroup
from generator.publish.views.parts import Anchor, Count, Head, Tag


class StandardView(Struct, frozen=True, array_like=True):
    """`/standards/<id>/`: a standard, those above and below it, and all entries under it by cohort.

    `pages` are all pages of a long list, this one too.
    """

    head: Head
    tag: Tag
    kind: str
    statement: str
    catalogue: str
    publisher: str
    in_force: str
    above: tuple[Tag, ...]
    parts: tuple[Count, ...]
    groups: tuple[CohortGroup, ...]
    entries: int
    page: int
    pages: tuple[Anchor, ...]


class StandardSection(Struct, frozen=True, array_like=True):
    """A standard that is a part of no other, with its parts: those that have entries, and the rest."""

    row: Count
    rows: tuple[Count, ...]
    rest: tuple[Count, ...]


class Suite(Struct, frozen=True, array_like=True):
    """A catalogue of so many `standards`, of which some are `written` on; `most` has the one with most."""

    title: str
    note: str
    standards: int
    written: int
    most: int
    sections: tuple[StandardSection, ...]


class StandardsView(Struct, frozen=True, array_like=True):
    """`/standards/`: the catalogues in use."""

    head: Head
    catalogues: tuple[Suite, ...]
