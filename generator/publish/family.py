"""Families of pages: the description that each page module gives of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto
from typing import Final

from msgspec import Struct

from generator.publish.composer.composer import Composer
from generator.publish.page import Page
from generator.publish.views.parts import Anchor


class Readers(Enum):
    """The readers of a family's pages, within those of an edition."""

    EVERYBODY = auto()
    FACILITATORS = auto()
    """Those who may compare people."""
    PORTFOLIO = auto()
    """Those of a portfolio, which is about one person."""
    THEME_AUTHORS = auto()
    """Those who asked for the style guide."""


SECTIONS_OF_SUBJECTS: Final = 60
"""The place in the menu of the sections of subjects."""


class Menu(Struct, frozen=True):
    """The entries of a family in the menu; the entries of the family with the lowest `place` come first."""

    place: int
    entries: Callable[[Composer], Iterable[Anchor]]


def nothing(_: Composer) -> Iterable[Page]:
    """Return no pages."""
    return ()


class Family(Struct, frozen=True):
    """A family of pages.

    `pages` lists them for an edition. Pages that follow from those of all families, such as a sitemap, are
    listed by `about_all` instead.

    A family is `single` where it has many pages, each about something of its own. Other families have few
    pages, or pages that list entries of the others: an entry looks the same in all lists, so one worker that
    renders several lists is quicker than several that render one each.
    """

    pages: Callable[[Composer], Iterable[Page]] = nothing
    readers: Readers = Readers.EVERYBODY
    single: bool = False
    menu: Menu | None = None
    about_all: Callable[[Composer, Sequence[Page]], Iterable[Page]] | None = None
