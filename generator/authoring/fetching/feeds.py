"""Feeds, read: RSS and Atom by feedparser, JSON Feed by its two pages of specification."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any, Final
from urllib.parse import urljoin

import msgspec
from msgspec import Struct

MOST_ENTRIES: Final = 300
MOST_OF_TEXT: Final = 500_000
_GONE: Final = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_TEXT: Final = frozenset({"text/plain", "text"})
_ELSEWHERE: Final = frozenset({"via", "canonical"})


class NoFeed(Exception):
    """An address leads to no feed, for a reason that a teacher understands."""


class Entry(Struct, frozen=True):
    """An entry of a feed. `html` is its text; `links` are other addresses that it says it is at."""

    id: str
    title: str
    address: str
    date: str
    html: str
    terms: tuple[tuple[str, str], ...] = ()
    language: str = ""
    links: tuple[str, ...] = ()


class Feed(Struct, frozen=True):
    """The entries of a feed, the newest first, and the ids of those that it says were deleted."""

    entries: tuple[Entry, ...]
    deleted: tuple[str, ...] = ()


def read_feed(data: bytes, address: str, kind: str) -> Feed:
    """Return the feed that came from an address. Raises `NoFeed`."""
    if "json" in kind.lower() or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        found = _of_json(data, address)
    else:
        found = _of_xml(data, address, kind)
    whole = {each.id: each for each in reversed(found.entries) if each.id and each.address}
    newest = sorted(whole.values(), key=lambda each: each.date, reverse=True)
    return Feed(tuple(newest[:MOST_ENTRIES]), found.deleted)


def _of_xml(data: bytes, address: str, kind: str) -> Feed:
    import feedparser

    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise NoFeed("it has entities of its own, which no feed needs")
    if re.match(rb"\s*<(?:!doctype html|html)\b", data.lstrip(b"\xef\xbb\xbf"), re.IGNORECASE):
        raise NoFeed(_page(data, address))
    headers = {"content-type": kind, "content-location": address}
    found = feedparser.parse(
        io.BytesIO(data), response_headers=headers, resolve_relative_uris=True, sanitize_html=False
    )
    if not found.version and not found.entries:
        raise NoFeed("what is there is no feed: neither RSS, nor Atom, nor JSON Feed")
    language = str(found.feed.get("language") or "")
    entries = tuple(_entry(each, address, language) for each in found.entries)
    return Feed(entries, _deleted(data))


def _page(data: bytes, address: str) -> str:
    """Return what is wrong with the address of a page, and the address of the feed if the page names it."""
    from bs4 import BeautifulSoup

    for link in BeautifulSoup(data[:200_000], "html.parser").find_all("link", rel="alternate", href=True):
        if re.fullmatch(r"application/(?:rss\+xml|atom\+xml|feed\+json)", str(link.get("type", ""))):
            return f"this is a page, not a feed; its feed is {urljoin(address, str(link['href']))}"
    return "this is a page, not a feed"


def _entry(found: Mapping[str, Any], address: str, language: str) -> Entry:
    """Return an entry as feedparser found it."""
    links = [each for each in found.get("links", ()) if each.get("href")]
    own = str(found.get("link") or next((each["href"] for each in links), ""))
    spoken = [each.get("language") for each in found.get("content", ())]
    return Entry(
        id=str(found.get("id") or own),
        title=str(found.get("title") or ""),
        address=_on_the_web(own, address),
        date=_date(found.get("published_parsed") or found.get("updated_parsed")),
        html=_text(found),
        terms=tuple(_terms(found.get("tags", ()))),
        language=str(next((each for each in spoken if each), "") or language),
        links=tuple(str(each["href"]) for each in links if each.get("rel") in _ELSEWHERE),
    )


def _text(found: Mapping[str, Any]) -> str:
    """Return the text of an entry: its whole content, or else its summary."""
    parts = [each for each in found.get("content", ()) if str(each.get("value", "")).strip()]
    best = next((each for each in parts if each.get("type") not in _TEXT), parts[0] if parts else None)
    best = best or found.get("summary_detail") or {}
    value = str(best.get("value") or "")[:MOST_OF_TEXT]
    return paragraphs(value) if best.get("type") in _TEXT else value


def paragraphs(text: str) -> str:
    """Return plain text as HTML."""
    parts = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{escape(each)}</p>" for each in parts if each.strip())


def _terms(tags: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    """Yield the names of tags and categories; most feeds do not say which is which."""
    for each in tags:
        for name in {str(each.get("label") or ""), str(each.get("term") or "")} - {""}:
            yield str(each.get("scheme") or ""), " ".join(name.split())


def _date(found: time.struct_time | None) -> str:
    if not found:
        return ""
    try:
        moment = datetime(*found[:6], tzinfo=UTC)
    except (ValueError, TypeError):
        return ""
    return moment.isoformat() if 1900 <= moment.year <= 2200 else ""


def _on_the_web(link: str, address: str) -> str:
    try:
        whole = urljoin(address, link.strip()) if link else ""
    except ValueError:
        return ""
    return whole if re.match(r"https?://[^\s<>\"\\^`{|}]+\Z", whole) else ""


def _deleted(data: bytes) -> tuple[str, ...]:
    """Return the ids of entries that an Atom feed says were deleted (RFC 6721)."""
    if b"deleted-entry" not in data:
        return ()
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return ()
    return tuple(ref for each in root.iter(_GONE) if (ref := each.get("ref")))


class _JsonItem(Struct):
    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    tags: list[str] | None = None
    language: str | None = None


class _JsonFeed(Struct):
    version: str
    items: list[_JsonItem]
    language: str | None = None


def _of_json(data: bytes, address: str) -> Feed:
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise NoFeed("what is there is no feed: neither RSS, nor Atom, nor JSON Feed") from None
    return Feed(tuple(_json_entry(each, address, found.language or "") for each in found.items))


def _json_entry(item: _JsonItem, address: str, language: str) -> Entry:
    text = item.content_html or paragraphs(item.content_text or item.summary or "")
    own = item.url or item.external_url or ""
    return Entry(
        id=str(own if item.id is None else item.id),
        title=item.title or "",
        address=_on_the_web(own, address),
        date=_moment(item.date_published or item.date_modified or ""),
        html=text[:MOST_OF_TEXT],
        terms=tuple(("", " ".join(each.split())) for each in item.tags or ()),
        language=item.language or language,
        links=(item.external_url,) if item.external_url and item.url else (),
    )


def _moment(text: str) -> str:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    whole = found if found.tzinfo else found.replace(tzinfo=UTC)
    return whole.astimezone(UTC).replace(microsecond=0).isoformat() if 1900 <= found.year <= 2200 else ""
