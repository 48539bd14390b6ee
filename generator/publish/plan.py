"""Which files an edition is made of. A new kind of page is one module in `pages/`, and a line here."""

from __future__ import annotations

from generator.publish.composer import Composer
from generator.publish.page import Page
from generator.publish.pages import cohorts, digest, feeds, front, people, plain, posts, prompts, standards

LARGE = (front, digest, standards, cohorts, prompts, plain)
"""Families of few and large pages."""
SMALL = (people, feeds, posts)
"""Families of many and small ones."""


def plan(composer: Composer) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    """Every page of an edition, large ones and small ones apart; what they show is made later, and only if it is needed."""
    large, small = ([page for family in families for page in family.pages(composer)] for families in (LARGE, SMALL))
    return (*feeds.listing([*large, *small]), *large), tuple(small)
