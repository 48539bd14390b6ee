"""Which files an edition is made of. A new kind of page is one module in `pages/`, and a line here."""

from __future__ import annotations

from generator.publish.composer import Composer
from generator.publish.page import Page
from generator.publish.pages import cohorts, digest, feeds, front, people, plain, posts, prompts, standards

FAMILIES = (front, digest, standards, cohorts, prompts, plain, people, feeds, posts)
"""Those with large pages first, so that no core is left with one of them at the end."""


def plan(composer: Composer) -> tuple[Page, ...]:
    """Every page of an edition; what it shows is made later, and only if it is needed."""
    pages = [page for family in FAMILIES for page in family.pages(composer)]
    return (*feeds.listing(pages), *pages)
