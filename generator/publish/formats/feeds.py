"""The formats that other programs read: Atom (RFC 4287), JSON Feed 1.1, OPML 2.0, sitemaps and robots.txt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from generator.publish.escaping import xml
from generator.publish.formats import search_records
from generator.publish.formats.icalendar import calendar
from generator.publish.views.coverage import TableView
from generator.publish.views.feeds import FeedEntry, FeedView, OutlinesView
from generator.publish.views.parts import RichText
from generator.publish.views.site import RobotsView, SitemapView

PlaceBody = Callable[[RichText, str], str]
"""Gives a text's HTML with its slots filled, its addresses beginning with the second argument."""

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'


def atom(view: Any, place: PlaceBody) -> str:
    """An Atom feed."""
    feed: FeedView = view
    entries = "".join(_atom_entry(each, feed.base, place) for each in feed.entries)
    return (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="{xml(feed.language)}">\n'
        f"<id>{xml(feed.id)}</id>\n<title>{xml(feed.title)}</title>\n<updated>{feed.updated}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{xml(feed.own)}"/>\n<link rel="alternate" type="text/html" href="{xml(feed.address)}"/>\n'
        f"<author><name>{xml(feed.title)}</name></author>\n<generator>Enquiry</generator>\n{entries}</feed>\n"
    )


def _atom_entry(entry: FeedEntry, base: str, place: PlaceBody) -> str:
    authors = "".join(
        f"<author><name>{xml(each.title)}</name>{f'<uri>{xml(each.address)}</uri>' if each.address else ''}</author>"
        for each in entry.writers
    )
    answers = "".join(
        f'<thr:in-reply-to ref="{xml(each.title)}" href="{xml(each.address)}"/>' for each in entry.answers
    )
    tags = "".join(f'<category term="{xml(each)}"/>' for each in entry.tags)
    language = f' xml:lang="{xml(entry.language)}"' if entry.language else ""
    content = (
        f'<content type="html" xml:base="{xml(entry.address)}">{xml(place(entry.body, base))}</content>'
        if entry.body
        else ""
    )
    return (
        f"<entry{language}><id>{xml(entry.id)}</id><title>{xml(entry.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{xml(entry.address)}"/>'
        f"<published>{entry.published}</published><updated>{entry.updated}</updated>{authors}{answers}{tags}"
        f"<summary>{xml(entry.summary)}</summary>{content}</entry>\n"
    )


def json_feed(view: Any, place: PlaceBody) -> str:
    """A JSON Feed."""
    feed: FeedView = view
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": feed.own,
        "language": feed.language,
        "items": [_json_item(each, feed.base, place) for each in feed.entries],
    }
    return msgspec.json.encode(document).decode() + "\n"


def _json_item(entry: FeedEntry, base: str, place: PlaceBody) -> Mapping[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [
            {"name": each.title, "url": each.address} if each.address else {"name": each.title}
            for each in entry.writers
        ],
    }
    if entry.tags:
        item["tags"] = list(entry.tags)
    if entry.language:
        item["language"] = entry.language
    if entry.body:
        item["content_html"] = place(entry.body, base)
    else:
        item["content_text"] = entry.summary
    return item


def opml(view: Any, _: PlaceBody) -> str:
    """The participants' feeds, for a feed reader to take in at once."""
    outlines: OutlinesView = view
    rows = "".join(
        f'<outline type="rss" text="{xml(name)}" title="{xml(name)}" xmlUrl="{xml(feed)}" htmlUrl="{xml(page)}"/>\n'
        for name, feed, page in outlines.feeds
    )
    return f'{_HEAD}<opml version="2.0">\n<head><title>{xml(outlines.title)}</title></head>\n<body>\n{rows}</body>\n</opml>\n'


def sitemap(view: Any, _: PlaceBody) -> str:
    """Addresses for search engines."""
    listed: SitemapView = view
    rows = "".join(
        f"<url><loc>{xml(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for address, day in listed.rows
    )
    return f'{_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'


def sitemap_index(view: Any, _: PlaceBody) -> str:
    """A list of sitemaps, for sites with more addresses than one may hold."""
    listed: SitemapView = view
    rows = "".join(f"<sitemap><loc>{xml(address)}</loc></sitemap>\n" for address, _ in listed.rows)
    return (
        f'{_HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    )


def robots(view: Any, _: PlaceBody) -> str:
    """What search engines may visit."""
    rules: RobotsView = view
    return (
        f"User-agent: *\nAllow: /\nSitemap: {rules.sitemap}\n"
        if rules.public
        else "User-agent: *\nDisallow: /\n"
    )


def csv(view: Any, _: PlaceBody) -> str:
    """A table as RFC 4180 has it. It begins with the sign by which spreadsheets know UTF-8; others pass it over."""
    table: TableView = view
    rows = (
        ",".join(f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if _SPECIAL.search(cell) else cell for cell in row)
        for row in table.rows
    )
    return "\ufeff" + "".join(f"{row}\r\n" for row in rows)


_QUOTE: Final = '"'
_SPECIAL: Final = re.compile(r'[",\r\n]|^\s|\s$')

FORMATS: Final[Mapping[str, Callable[[Any, PlaceBody], str]]] = {
    "atom": atom,
    "json-feed": json_feed,
    "opml": opml,
    "sitemap": sitemap,
    "sitemap-index": sitemap_index,
    "robots": robots,
    "calendar": calendar,
    "search-records": search_records.records,
    "csv": csv,
}
