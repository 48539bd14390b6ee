"""A text of a blog as Markdown, with the names of what could not be carried over."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from generator.authoring.importing.html_tree import lost, parsed, reshaped, words
from generator.authoring.importing.markdown_text import to_markdown
from generator.authoring.importing.references import Addresses, refer
from generator.authoring.importing.shortcodes import Gallery, as_html

_DATA: Final = re.compile(r"data:[\w/.+-]{1,60};base64,[A-Za-z0-9+/=\s]*")
_NONCHARACTERS: Final = re.compile("[\ufdd0-\ufdef]")


class Converted(Struct, frozen=True):
    """A text as Markdown, and what could not be carried over, each named in a few words."""

    text: str
    notes: tuple[str, ...] = ()


def converted(content: str, addresses: Addresses, gallery: Gallery, footnotes: str = "") -> Converted:
    """Return a text of WordPress as Markdown."""
    notes: list[str] = []
    written = as_html(_clean(content, notes), gallery, footnotes)
    found = _from(written.html, addresses, written.classic)
    text = found.text
    for number, note in written.footnotes:
        body = converted(note, addresses, gallery)
        text += f"\n\n[^{number}]: " + body.text.replace("\n", "\n    ")
        notes += body.notes
    return Converted(text, tuple(dict.fromkeys([*written.notes, *notes, *found.notes])))


def from_html(html: str, addresses: Addresses) -> Converted:
    """Return HTML that no WordPress wrote as Markdown."""
    notes: list[str] = []
    found = _from(_clean(html, notes), addresses, classic=False)
    return Converted(found.text, tuple(dict.fromkeys([*notes, *found.notes])))


def _clean(html: str, notes: list[str]) -> str:
    """Return a text with the line ends of this program, without pictures that are not files."""
    clean = _NONCHARACTERS.sub("\ufffd", html.replace("\r\n", "\n").replace("\r", "\n"))
    if _DATA.search(clean):
        clean = _DATA.sub("", clean)
        notes.append("a picture that is not a file, but inside the text")
    return clean


def _from(html: str, addresses: Addresses, classic: bool) -> Converted:
    notes: list[str] = []
    tree = parsed(html, notes)
    there = words(tree)
    reshaped(tree, classic, notes)
    refer(tree, addresses, notes)
    text = to_markdown(tree)
    tree.decompose()
    return Converted(text, (*notes, *lost(there, text)))
