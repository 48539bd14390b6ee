"""Which files an edition is made of. A new kind of page is one module in `pages/`, and a line here."""

from __future__ import annotations

from msgspec import Struct

from generator.audience import PORTFOLIO
from generator.publish.composer import Composer
from generator.publish.page import Page
from generator.publish.pages import (
    calendars,
    cohorts,
    conversations,
    coordination,
    coverage,
    digest,
    events,
    feeds,
    front,
    headers,
    legal,
    months,
    outreach,
    people,
    plain,
    plans,
    portfolios,
    posts,
    projects,
    prompts,
    search,
    standards,
    style,
    timeline,
    waiting,
)  # fmt: skip

LARGE = (search, front, digest, standards, cohorts, prompts, months, events, projects, outreach, plain, legal, headers)
"""Families of few and large pages."""
COMPARING = (coverage, conversations, timeline, coordination)
"""Those that compare people, for facilitators alone."""
SMALL = (people, plans, waiting, feeds, calendars, posts)
"""Families of many and small ones."""


class Plan(Struct, frozen=True):
    """Every page of an edition, large ones and small ones apart; what they show is made later, and only if it is needed."""

    large: tuple[Page, ...]
    small: tuple[Page, ...]


def plan(composer: Composer, *, style_guide: bool = False) -> Plan:
    """Which pages there are. It follows from the edition's structure alone, and so does not change with words."""
    viewer = composer.edition.viewer
    further = COMPARING if viewer.compares else (portfolios,) if viewer.name == PORTFOLIO else ()
    large, small = ([page for family in families for page in family.pages(composer)] for families in ((*LARGE, *further, *([style] if style_guide else [])), SMALL))
    if composer.said or composer.told:
        raise AssertionError("words, or the day, decide that there is a page, so a change to them would be missed")
    return Plan((*feeds.listing([*large, *small]), *large), tuple(small))
