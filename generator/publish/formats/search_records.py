"""Records for the search index, one a line, in the form that Pagefind takes."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any, Final

import msgspec

from generator.model.patterns import lazy_pattern
from generator.publish.views.parts import RichText
from generator.publish.views.search import IndexView, SearchRecord

_BLOCK: Final = lazy_pattern(
    r"</?(?:p|li|ul|ol|h[1-6]|blockquote|pre|table|thead|tbody|tr|td|th|div|section|details|summary|dl|dt|dd|figure|figcaption|hr|br)\b[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>"
)
_TAG: Final = lazy_pattern(r"<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>")
_BACK: Final = "\u21a9\ufe0e"
"""The arrow of a footnote that leads back: no word."""


def plain(html: str) -> str:
    """Return the text of safe HTML, the words of two paragraphs apart."""
    text = _TAG.sub("", _BLOCK.sub(" ", html))
    return " ".join(unescape(text).replace(_BACK, " ").split())


def records(view: Any, place: Callable[[RichText, str], str]) -> str:
    """Return all that can be found, one record a line.

    All of it is in one language, that of the site, so that a search finds words of other languages, too.
    """
    index: IndexView = view
    language = index.language.partition("-")[0].lower()
    return "".join(
        f"{msgspec.json.encode(_record(each, language, place)).decode()}\n" for each in index.records
    )


def _record(record: SearchRecord, language: str, place: Callable[[RichText, str], str]) -> dict[str, object]:
    content = " ".join(filter(None, (plain(place(record.body, "")) if record.body else "", record.text)))
    meta = {
        "title": record.title,
        "kind": record.label,
        "by": record.by,
        "date": record.date.label if record.date else "",
        "phase": record.phase,
        "lang": record.language,
    }
    filters = {
        "kind": [record.kind],
        "cohort": list(record.cohorts),
        "person": list(record.people),
        "phase": [record.phase],
        "standard": list(record.standards),
    }
    return {
        "url": record.address,
        "content": content or record.title,
        "language": language,
        "meta": {key: value for key, value in meta.items() if value},
        "filters": {key: values for key, values in filters.items() if values and values[0]},
        "sort": {"date": record.date.iso if record.date else ""},
    }
