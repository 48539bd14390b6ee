"""Files for search engines: sitemaps, and robots.txt."""

from __future__ import annotations

from typing import Any, Final

from generator.publish.escaping import xml
from generator.publish.views.site import RobotsView, SitemapView

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'


def sitemap(view: Any, _: object) -> str:
    """Return a sitemap: addresses for search engines."""
    listed: SitemapView = view
    rows = "".join(
        f"<url><loc>{xml(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for address, day in listed.rows
    )
    return f'{_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'


def sitemap_index(view: Any, _: object) -> str:
    """Return a list of sitemaps, for sites with more addresses than one may hold."""
    listed: SitemapView = view
    rows = "".join(f"<sitemap><loc>{xml(address)}</loc></sitemap>\n" for address, _ in listed.rows)
    return (
        f'{_HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    )


def robots(view: Any, _: object) -> str:
    """Return robots.txt: rules for search engines."""
    rules: RobotsView = view
    return (
        f"User-agent: *\nAllow: /\nSitemap: {rules.sitemap}\n"
        if rules.public
        else "User-agent: *\nDisallow: /\n"
    )
