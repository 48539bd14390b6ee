"""Which files an edition is made of. A new kind of page is one module in `pages/`, and a line here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from generator.model.audience import PORTFOLIO
from generator.publish.composer.composer import Composer
from generator.publish.page import Page
from generator.publish.pages import (
    calendars,
    cohorts,
    conversations,
    coverage,
    digest,
    feeds,
    front,
    headers,
    legal,
    months,
    people,
    plain,
    portfolios,
    posts,
    prompts,
    search,
    standards,
    style,
    timeline,
    waiting,
)
from generator.subjects.events import pages as events
from generator.subjects.outreach import coordination_pages, pages as outreach
from generator.subjects.plans import pages as plans
from generator.subjects.projects import pages as projects

LISTS = (
    search,
    front,
    digest,
    standards,
    cohorts,
    prompts,
    months,
    events,
    projects,
    outreach,
    plain,
    legal,
    headers,
    people,
    waiting,
)
"""Families whose pages list what others have, and those of few pages. A post looks the same in all lists: who renders several of them is quicker than several who do."""
COMPARING = (coverage, conversations, timeline, coordination_pages)
"""Those that compare people, for facilitators alone."""
SINGLE = (plans, feeds, calendars, posts)
"""Families of many pages, each about something of its own."""


class Plan(Struct, frozen=True):
    """Every page of an edition, lists and others apart; what they show is made later, and only if it is needed."""

    lists: tuple[Page, ...]
    single: tuple[Page, ...]


def plan(composer: Composer, *, style_guide: bool = False) -> Plan:
    """Which pages there are. It follows from the edition's structure alone, and so does not change with words."""
    viewer = composer.edition.viewer
    further = COMPARING if viewer.compares else (portfolios,) if viewer.name == PORTFOLIO else ()
    (lists, single), depends = composer.dependencies.recorded(
        _pages, composer, (*LISTS, *further, *([style] if style_guide else [])), SINGLE
    )
    if depends.words or depends.bodies:
        raise AssertionError(
            "words, or the day, decide that there is a page, so a change to them would be missed"
        )
    return Plan((*feeds.listing([*lists, *single]), *lists), tuple(single))


def _pages(composer: Composer, *groups: Sequence[Any]) -> tuple[list[Page], ...]:
    return tuple([page for family in families for page in family.pages(composer)] for families in groups)
