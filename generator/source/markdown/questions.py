"""Questions at the end of a text, outside quotations, code and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from generator.source.markdown.fast_inline import WHOLE, read

SIGNATURE: Final = 4
"""Words of a last line such as “All the best, Emma”, which is passed over."""
_MARKS: Final = "?？؟"
_MARK: Final = re.compile(rf"[{_MARKS}](?=[\s?!？！…)\]*_’”'\"]|$)")
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_ENDS: Final = re.compile(rf"[.!…{_MARKS}][)’”'\"]*\s+")
"""Ends of sentences."""
_SILENCE: Final = "\0"
"""A sign in the place of each that is not the writer's own question."""
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
    return "?" in text or len(text.split(None, SIGNATURE)) > SIGNATURE


def question(children: Sequence[Token]) -> str:
    """Return the last sentence that asks something here, outside code, links and quotation marks.

    It is empty where there is none.
    """
    if not any(mark in child.content for child in children for mark in _MARKS):
        return ""
    said = list(_said(children))
    text = "".join([_SILENCE * len(words) if linked else words for words, linked in said])
    if not any(mark in text for mark in _MARKS):
        return ""
    text = _QUOTED.sub(lambda found: _SILENCE * len(found[0]), text)
    marks = [found.end() for found in _MARK.finditer(text)]
    if not marks:
        return ""
    starts = [found.end() for found in _ENDS.finditer(text, 0, marks[-1] - 1)]
    return " ".join("".join([words for words, _ in said])[starts[-1] if starts else 0 : marks[-1]].split())


def _said(children: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Yield the words outside code, each with whether they are a link's."""
    linked = 0
    for child in children:
        linked += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == WHOLE:
            yield from ((words, kind == "link") for words, kind in read(child) if kind != "code")
        elif child.type == "text":
            yield child.content, linked > 0
        elif child.type in ("softbreak", "hardbreak"):
            yield " ", linked > 0
