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
