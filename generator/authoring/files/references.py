"""Links in a text: changed in place, or taken out so that their words stay."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Final
from urllib.parse import unquote

from generator.model import paths
from generator.source.front_matter import LINE_END
from generator.source.markdown.slots import Link

_ADDRESS: Final = re.compile(r"(?:\\.|\([^()\s]*\)|[^\s()<>\\])*")
_REST: Final = re.compile(r">?(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)")
_BLANK_LINE: Final = frozenset({"\n\n", "\r\r", "\n\r"})
"""The beginnings of a blank line behind another one, whatever ends the lines."""
_CLOSING: Final = {"<": ">", '"': '"', "'": "'"}


def relinked(path: str, text: str, links: Iterable[Link], moved: Mapping[str, str]) -> tuple[str, list[Link]]:
    """Return a text whose links lead to where files have moved, and the links that could not be changed.

    Where a file has moved nowhere (""), the words of its links stay alone. A heading that was linked to is
    left out of the address. A link that is written in an unusual way can't be changed.
    """
    starts = [0, *(each.end() for each in LINE_END.finditer(text))]
    missed = []
    places = {
        (each.line, each.column): each
        for each in links
        if each.target in moved and (each.fragment or moved[each.target] != each.target)
    }
    for (row, column), each in sorted(places.items(), reverse=True):
        changed = (
            _changed(path, text, starts[row - 1] + column - 1, each.target, moved[each.target])
            if 0 < row <= len(starts)
            else None
        )
        if changed is None:
            missed.append(each)
        else:
            text = changed
    return text, missed


def _changed(path: str, text: str, at: int, target: str, new: str) -> str | None:
    end = _address_end(text, at)
    if _target(path, text[at:end]) != target:
        return None
    if new:
        return text[:at] + posixpath.relpath(new, posixpath.dirname(path)) + text[end:]
    return _words_only(text, at, end)


def _address_end(text: str, at: int) -> int:
    closing = _CLOSING.get(text[at - 1 : at])
    if closing:
        return text.find(closing, at)
    found = _ADDRESS.match(text, at)
    return found.end() if found else at


def _target(path: str, address: str) -> str:
    """Return the file that an address leads to, as the reader understands it."""
    plain = unquote(unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", address))).partition("#")[0]
    return paths.beside(path, plain)


def _words_only(text: str, at: int, end: int) -> str | None:
    """Return the text without the brackets and the address of a link or picture in Markdown's usual form."""
    middle = text.rfind("](", 0, at)
    rest = _REST.match(text, end)
    if middle < 0 or rest is None or text[middle + 2 : at].strip(" <\r\n"):
        return None
    depth, start = 1, middle
    while depth and start > 0 and text[start - 2 : start] not in _BLANK_LINE:
        start -= 1
        depth += {"]": 1, "[": -1}.get(text[start], 0) if text[start - 1 : start] != "\\" else 0
    if depth:
        return None
    words = text[start + 1 : middle]
    return text[: start - 1 if text[start - 1 : start] == "!" else start] + words + text[rest.end() :]
