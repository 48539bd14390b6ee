"""The sanitiser: nh3 with the elements, attributes, classes and schemes that a text may have.

All HTML of all texts goes through it.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Final

import nh3

from generator.model.patterns import lazy_pattern
from generator.source.markdown import alerts, formulas, labels, videos
from generator.source.markdown.raw_html import ALLOWED

SCHEMES: Final = ("https", "http", "mailto", "tel", "xmpp")
"""Kinds of addresses that are published; the sanitiser drops any other, and the words that it stood behind
stay."""
_SCHEME: Final = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\s-]*):")
MOST_READINGS: Final = 5
"""Of HTML that becomes different each time; then it is shown as text."""
_CODE: Final = lazy_pattern(r"(<pre(?: [^>]*)?>)(?=\n)")
"""Before a line feed that a parser leaves out."""
_OF_ALL: Final = frozenset({"lang", "dir", "title", "id"})
_ATTRIBUTES: Final = {
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "time": {"datetime"},
    "details": {"open"},
    "span": {"role", "aria-label"},
}
_ALIGNMENTS: Final = {"align-left", "align-right", "align-center"}
_CLASSES: Final = {
    **dict.fromkeys("caption div figure h1 h2 h3 h4 h5 h6 img p td th".split(), _ALIGNMENTS),
    "span": {"task", "done", videos.CLASS},
    "div": _ALIGNMENTS | set(alerts.CLASSES),
    "p": _ALIGNMENTS | {labels.ALERT_TITLE},
    "section": {"footnotes"},
    "li": {"footnote-item", "task-list-item"},
    "ul": {"contains-task-list"},
    "ol": {"footnotes-list"},
    "sup": {"footnote-ref"},
    "a": {"footnote-backref", videos.CLASS},
    "hr": {"footnotes-sep"},
}


def dropped(address: str) -> str:
    """Return the scheme for which the sanitiser drops an address; empty where it stays."""
    match = _SCHEME.match(address)
    scheme = "".join(match[1].split()).lower() if match else ""
    return "" if scheme in SCHEMES else scheme


def safe(dirty: str, *, typed: bool) -> str:
    """Return the HTML as it may be published. `typed` says that tags of the writer's own are in it."""
    return settled(dirty) if typed else sanitised(dirty)


def sanitised(dirty: str) -> str:
    """Return the HTML with only what is allowed left."""
    return _cleaner().clean(dirty)


def settled(dirty: str) -> str:
    """Return the HTML sanitised, so that a browser takes it for the elements that it is written as.

    Tags that a writer typed can make elements which no tags describe, as a paragraph around a table: written
    down and read once more they are others, and seldom a third time.
    """
    clean = sanitised(dirty)
    for _ in range(MOST_READINGS):
        again = sanitised(_CODE.sub(r"\1\n", clean))
        if again == clean:
            return clean
        clean = again
    return escape(clean, quote=False)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*ALLOWED, *formulas.ELEMENTS},
        attributes={
            **{tag: {*_OF_ALL, *_ATTRIBUTES.get(tag, ())} for tag in ALLOWED},
            **{tag: set(formulas.ATTRIBUTES) for tag in formulas.ELEMENTS},
        },
        allowed_classes=_CLASSES,
        tag_attribute_values={"div": {"role": {"note"}}},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,  # a second time: raw_html.py reports a writer's comments and takes them out
    )
