"""Words that a person reads in a text's safe HTML, and the places in the source that they come from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from itertools import accumulate
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.source.markdown.slots import OPEN, OWN, SHUT, Link

_BLOCKS: Final = frozenset(
    "address article blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p"
    " pre section summary table tbody td tfoot th thead tr ul".split()
)
_CELLS: Final = frozenset({"td", "th", "dt"})
_LABELS: Final = frozenset({"alt", "title", "aria-label", "alttext"})
"""Attributes that are shown or read out."""
_CODE: Final = frozenset({"code", "pre", "kbd", "samp"})
_GLOSS: Final = frozenset({"rt", "rp"})
"""Elements of an annotation above the letters."""
_SLOT: Final = re.compile(f"{OPEN}/?\\d{{1,9}}{SHUT}|{OWN}")
TURNED: Final = re.compile("[\\u202b\\u202e\\u2067]")
"""Signs after which letters stand from right to left."""
_WORD: Final = re.compile(r"[^\W_]+")
_NEAR: Final = 300
"""The words within which the next one of a text is looked for in its source."""


class Piece(Struct, frozen=True):
    """A block of text, code within one, a label that is read out, or an address."""

    text: str
    kind: str = "text"
    after: str = "\n"
    """The space between a block and the next one: cells are beside one another."""


class _Pieces(HTMLParser):
    """Collects the pieces of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._block: list[str] = []
        self._glossed: list[str] = []
        self._code: list[str] = []
        self._inside: list[str] = []
        self._turned = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element; its attributes are pieces, and a label is read beside the element's words."""
        for name, value in attrs:
            if value and name not in ("class", "dir"):
                self.pieces.append(Piece(value, "label" if name in _LABELS else "address"))
            if value and name in _LABELS:
                self._glossed.append(f" {value} ")
        if tag == "br":
            self.handle_data(" ")
        elif tag in _BLOCKS:
            self.end()
        self._turned |= tag == "bdo"
        if tag in _CODE or tag in _GLOSS:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in self._inside:
            self._inside.remove(tag)
        if tag in _CODE:
            self._end_code()
        if tag in _BLOCKS:
            self.end(" " if tag in _CELLS else "\n")
        if tag == "tr" and self.pieces:
            self.pieces[-1] = replace(self.pieces[-1], after="\n")

    def handle_data(self, data: str) -> None:
        """Add text to the block."""
        if _GLOSS.isdisjoint(self._inside):
            self._block.append(data)
            self._glossed.append(data)
            if self._inside:
                self._code.append(data)
        else:
            self._glossed.append(f" {data} ")

    def end(self, after: str = "\n") -> None:
        """End the block."""
        self._end_code()
        text, glossed = "".join(self._block), "".join(self._glossed)
        if text.strip():
            self.pieces.append(Piece(text, after=after))
        if text != glossed:
            self.pieces.append(Piece(glossed, "label"))
        if self._turned or TURNED.search(text):
            self.pieces.append(Piece(text[::-1], "label"))
        self._block, self._glossed, self._turned = [], [], False

    def _end_code(self) -> None:
        if self._code:
            self.pieces.append(Piece("".join(self._code), "code"))
            self._code = []


class Text(Struct, frozen=True):
    """A text as a reader gets it: its safe HTML, its links into the network, and its excerpt."""

    html: str
    links: tuple[Link, ...] = ()
    excerpt: str = ""


def pieces(text: Text) -> list[Piece]:
    """Return the pieces of a text, as it is read after all that is taken out has been."""
    parser = _Pieces()
    parser.feed(_SLOT.sub("", text.html))
    parser.close()
    parser.end()
    for each in text.links:
        parser.pieces += [Piece(label, "label") for label in (each.alt, each.title) if label]
        written = each.target if "://" in each.target else ""
        parser.pieces += [Piece(part, "address") for part in (written, each.fragment) if part]
    return [*parser.pieces, Piece(text.excerpt, "label")]


def running(pieces: Iterable[Piece]) -> tuple[str, list[int]]:
    """Return the blocks one after the other, and the offset at which each piece begins or would."""
    blocks = [f"{each.text}{each.after}" if each.kind == "text" else "" for each in pieces]
    return "".join(blocks), list(accumulate(map(len, blocks), initial=0))


def aligned(shown: str, source: str) -> Callable[[int], int]:
    """Return a function from offsets of words in what is shown to those in its source.

    Both are read word by word; what is not in the source follows the last word that is.
    """
    words = list(_WORD.finditer(source))
    numbers: dict[str, list[int]] = {}
    for number, match in enumerate(words):
        numbers.setdefault(match[0], []).append(number)
    starts, origins, ends, due = [-1], [0], [0], 0
    for match in _WORD.finditer(shown):
        known = numbers.get(match[0], [])
        index = bisect_left(known, due)
        if index < len(known) and known[index] - due < _NEAR:
            starts.append(match.start())
            origins.append(words[known[index]].start())
            ends.append(words[known[index]].end())
            due = known[index] + 1

    def place(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        return origins[index] if starts[index] == offset else ends[index]

    return place
