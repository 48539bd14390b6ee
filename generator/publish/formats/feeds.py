"""Feeds: Atom (RFC 4287), JSON Feed 1.1, and lists of feeds as OPML 2.0."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from generator.publish.direction import direction
from generator.publish.escaping import cdata, xml
from generator.publish.views.feeds import FeedEntry, FeedView, OutlinesView
from generator.publish.views.parts import Anchor, RichText

PlaceBody = Callable[[RichText, str], str]
"""Return a text's HTML with its slots filled, its addresses beginning with the second argument."""

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'


def atom(view: Any, place: PlaceBody) -> str:
    """Return an Atom feed."""
    feed: FeedView = view
    entries = "".join(_atom_entry(each, feed, place) for each in feed.entries)
    return (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="{xml(feed.language)}">\n'
        f"<id>{xml(feed.id)}</id>\n<title>{xml(feed.title)}</title>\n<updated>{feed.updated}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{xml(feed.own)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{xml(feed.address)}"/>\n'
        f"{_author(feed.author)}\n<generator>Enquiry</generator>\n{entries}</feed>\n"
    )


def _atom_entry(entry: FeedEntry, feed: FeedView, place: PlaceBody) -> str:
    """Return an entry. A link that does not say otherwise leads to the entry itself."""
    authors = "".join(map(_author, entry.writers))
    answers = "".join(
        f'<thr:in-reply-to ref="{xml(each.title)}" href="{xml(each.address)}"/>' for each in entry.answers
    )
    tags = "".join(f'<category term="{xml(each)}"/>' for each in entry.tags)
    via = f'<link rel="via" type="text/html" href="{xml(entry.original)}"/>' if entry.original else ""
    language = f' xml:lang="{xml(entry.language)}"' if entry.language else ""
    html = _content(entry, feed, place) if entry.body else ""
    base = f' xml:base="{xml(entry.address)}"' if 'href="#' in html else ""
    content = f'<content type="html"{base}>{cdata(html)}</content>' if entry.body else ""
    return (
        f"<entry{language}><id>{xml(entry.id)}</id><title>{xml(entry.title)}</title>"
        f'<link href="{xml(entry.address)}"/>{via}'
        f"<published>{entry.published}</published><updated>{entry.updated}</updated>{authors}{answers}{tags}"
        f"{f'<summary>{xml(entry.summary)}</summary>' if entry.summary else ''}{content}</entry>\n"
    )


def _content(entry: FeedEntry, feed: FeedView, place: PlaceBody) -> str:
    """Return the HTML of an entry, which says itself if it runs from right to left: no reader knows."""
    html = place(entry.body, feed.base) if entry.body else ""
    language = entry.language or feed.language
    if direction(language) == "ltr":
        return html
    return f'<div lang="{xml(language)}" dir="rtl">{html}</div>'


def _author(who: Anchor) -> str:
    address = f"<uri>{xml(who.address)}</uri>" if who.address else ""
    return f"<author><name>{xml(who.title)}</name>{address}</author>"


def json_feed(view: Any, place: PlaceBody) -> str:
    """Return a JSON Feed."""
    feed: FeedView = view
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": feed.own,
        "language": feed.language,
        "authors": [_json_author(feed.author)],
        "items": [_json_item(each, feed, place) for each in feed.entries],
    }
    return msgspec.json.encode(document).decode() + "\n"


def _json_item(entry: FeedEntry, feed: FeedView, place: PlaceBody) -> Mapping[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [_json_author(each) for each in entry.writers],
    }
    if entry.summary:
        item["summary"] = entry.summary
    if entry.original:
        item["external_url"] = entry.original
    if entry.tags:
        item["tags"] = list(entry.tags)
    if entry.language:
        item["language"] = entry.language
    if entry.body:
        item["content_html"] = _content(entry, feed, place)
    else:
        item["content_text"] = entry.summary or entry.title
    return item


def _json_author(who: Anchor) -> Mapping[str, str]:
    return {"name": who.title, "url": who.address} if who.address else {"name": who.title}


def opml(view: Any, _: PlaceBody) -> str:
    """Return the list of the participants' feeds, which a feed reader imports at once."""
    outlines: OutlinesView = view
    rows = "".join(
        f'<outline type="rss" text="{xml(name)}" title="{xml(name)}" xmlUrl="{xml(feed)}" '
        f'htmlUrl="{xml(page)}"/>\n'
        for name, feed, page in outlines.feeds
    )
    head = f"<head><title>{xml(outlines.title)}</title></head>"
    return f'{_HEAD}<opml version="2.0">\n{head}\n<body>\n{rows}</body>\n</opml>\n'
