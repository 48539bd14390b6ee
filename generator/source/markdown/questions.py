"""Questions at the end of a text, outside quotations, code and links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from generator.source.markdown.fast_inline import WHOLE, words

SIGNATURE: Final = 4
"""Words of a last line such as “All the best, Emma”, which is passed over."""
_MARKS: Final = "?？؟"
_MARK: Final = re.compile(rf"[{_MARKS}](?=[\s?!？！…)\]*_’”'\"]|$)")
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_INSIDE: Final = {
    "blockquote_open": 1,
    "blockquote_close": -1,
    "footnote_block_open": 1,
    "footnote_block_close": -1,
}


def last_said(tokens: Sequence[Token]) -> list[Token]:
    """Return the content of the last paragraph of the writer's own, signatures left out."""
    inside = 0
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        inside -= _INSIDE.get(token.type, 0)
        if (
            token.type == "inline"
            and not inside
            and tokens[index - 1].type == "paragraph_open"
            and _speaks(token.content)
        ):
            return token.children or []
    return []


def _speaks(text: str) -> bool:
    """Return whether a paragraph is more than a signature."""
    return "?" in text or len(text.split()) > SIGNATURE


def asks(children: Sequence[Token]) -> bool:
    """Return whether something is asked here, outside code, links and quotation marks."""
    parts: list[str] = []
    linked = 0
    for child in children:
        linked += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if linked:
            continue
        if child.type == "text":
            parts.append(child.content)
        elif child.type == WHOLE:
            parts.append(words(child, without=("code", "href")))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    text = "".join(parts)
    return any(mark in text for mark in _MARKS) and _MARK.search(_QUOTED.sub(" ", text)) is not None
