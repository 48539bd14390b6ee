"""A text of somebody else's, as Markdown that says what an edition shows of it and nothing else.

Markdown can hold much that no page shows: definitions that nothing refers to, attributes, comments, what is
said of a picture that is left out. A text in which none of this can stand goes along as it was written; any
other as the HTML that the edition has of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Final

from generator.authoring.files import references
from generator.network.cut import Cut
from generator.network.texts import Text
from generator.source.document import Document
from generator.source.front_matter import HANDLER, unified
from generator.source.markdown.slots import Link, place
from generator.source.reader import read

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UNSHOWN: Final = re.compile(
    r"<|\{:|^[ \t>*+\-\d.)]*\[[^\]]*\]:|^[ \t>*+\-\d.)]*(?:`{3,}|~{3,})[^\n`]*\S[ \t]+\S", re.MULTILINE
)
"""Markdown that may say more than is seen: HTML, attributes, definitions, the end of a fence's first line."""
_BLANK: Final = re.compile(r"\n(?:[ \t]*\n)+")


def quoted(document: Document, source: str, text: Text, edition: Cut, moved: Mapping[str, str]) -> str:
    """Return the body of a file (its whole `source`) as this edition shows it.

    `moved` says where files are from now on; empty is nowhere. A file in which the body's beginning is not
    found has no body to quote.
    """
    changed, missed = references.relinked(document.path, unified(source), document.links, moved)
    parts = HANDLER.find(changed)
    body = _COMMENT.sub("", changed[parts.body :]) if parts else ""
    if not (
        missed
        or document.diagnostics
        or _UNSHOWN.search(body)
        or any(map(partial(_says_more, edition), text.links))
    ):
        return body
    _, html = read(document.path, source.encode())
    links = [_link(each, posixpath.dirname(document.path), edition, moved) for each in text.links]
    shown = _BLANK.sub(_joined, place(html, "", links, "").strip())
    return f"\n{shown}\n" if shown.startswith("<div>\n") else f"\n<div>\n{shown}\n</div>\n"


def _says_more(edition: Cut, link: Link) -> bool:
    """Return whether a link may say more in Markdown than it shows."""
    return bool(link.title) or (link.image and link.target not in edition.assets)


def _joined(blank: re.Match[str]) -> str:
    """Lines without a blank one, at which HTML would end, between them."""
    return "\n" + "&#10;" * (blank[0].count("\n") - 1)


def _link(link: Link, folder: str, edition: Cut, moved: Mapping[str, str]) -> str:
    """Return the HTML of a link or a picture. Pictures stay behind, and leave their descriptions."""
    if link.image:
        return escape(link.alt) if link.target in edition.assets else ""
    target = moved.get(link.target, link.target)
    return (
        f'<a href="{escape(posixpath.relpath(target, folder))}">'
        if target and link.target in edition.paths
        else ""
    )
