"""Sitemaps and robots.txt: the files that tell search engines which pages there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.model import addresses
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import INDEX, TEMPLATES, Page
from generator.publish.pages.posts import WITHDRAWN
from generator.publish.views.site import RobotsView, SitemapView

UNLISTED: Final = tuple(f"{TEMPLATES}{each}" for each in (WITHDRAWN, "style.html"))
"""Templates of pages that are not listed: posts that were withdrawn, and the style guide."""
MOST_ADDRESSES: Final = 50_000
"""Addresses in one sitemap, by the protocol of sitemaps.org."""


def pages(_: Composer, others: Sequence[Page]) -> Iterator[Page]:
    """List the sitemap of these pages, but for those that ask not to be listed, and robots.txt."""
    listed = sorted(
        page.path.removesuffix(INDEX)
        for page in others
        if page.path.endswith(INDEX) and page.renderer not in UNLISTED
    )
    parts = [tuple(listed[at : at + MOST_ADDRESSES]) for at in range(0, len(listed), MOST_ADDRESSES)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    if len(parts) == 1:
        names = [addresses.SITEMAP]
    for name, part in zip(names, parts, strict=True):
        yield Page(name, "sitemap", _sitemap, (part,))
    if len(parts) > 1:
        yield Page(addresses.SITEMAP, "sitemap-index", _sitemap_index, tuple(names))
    yield Page(addresses.ROBOTS, "robots", _robots)


def _sitemap(composer: Composer, listed: tuple[str, ...]) -> SitemapView:
    return SitemapView(tuple((composer.frame.base + each, _changed(composer, each)) for each in listed))


def _changed(composer: Composer, address: str) -> str:
    """Return the day on which a post's page last changed; empty for other pages."""
    edition = composer.edition
    post = edition.posts.get(address.removeprefix(addresses.PEOPLE).rstrip("/"))
    if post is None:
        return ""
    last = edition.conversations[post.id].last if post.id in edition.conversations else ""
    return edition.day(max(post.updated, post.when, last))


def _sitemap_index(composer: Composer, *names: str) -> SitemapView:
    return SitemapView(tuple((composer.frame.base + each, "") for each in names))


def _robots(composer: Composer) -> RobotsView:
    return RobotsView(composer.edition.viewer.is_public, f"{composer.frame.base}{addresses.SITEMAP}")


FAMILY: Final = Family(about_all=pages)
