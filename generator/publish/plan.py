"""Which files an edition is made of. A new kind of page is one module in `pages/`, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.network.link import Edition
from generator.publish.composer import Composer
from generator.publish.page import Page
from generator.publish.pages import cohorts, digest, feeds, front, people, plain, posts, prompts, standards
from generator.publish.views import Site

FAMILIES = (front, people, posts, cohorts, digest, standards, prompts, plain, feeds)


class Plan(Struct, frozen=True):
    """An edition to be: its pages, and the files of the content folder that go along (their names in the site, with their sources)."""

    site: Site
    base: str
    pages: tuple[Page, ...]
    media: Mapping[str, str]


def plan(edition: Edition, assets: Mapping[str, bytes]) -> Plan:
    """Everything that this edition shows, and where. `assets` are the digests of the content folder's other files."""
    composer = Composer(edition, assets)
    pages = [page for family in FAMILIES for page in family.pages(composer)]
    pages.extend(feeds.listing(composer, pages))
    return Plan(composer.site, composer.base, tuple(pages), dict(composer.media))
