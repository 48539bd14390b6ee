"""The formats that other programs read, by their names, which pages give for their renderer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from generator.publish.formats.editor import editor
from generator.publish.formats.feeds import PlaceBody, atom, json_feed, opml
from generator.publish.formats.icalendar import calendar
from generator.publish.formats.search_records import records
from generator.publish.formats.sitemaps import robots, sitemap, sitemap_index
from generator.publish.formats.spreadsheet import table

FORMATS: Final[Mapping[str, Callable[[Any, PlaceBody], str]]] = {
    "atom": atom,
    "json-feed": json_feed,
    "opml": opml,
    "sitemap": sitemap,
    "sitemap-index": sitemap_index,
    "robots": robots,
    "calendar": calendar,
    "search-records": records,
    "csv": table,
    "editor": editor,
}
