"""Paragraphs, headings and cells: what they hold, and how the checks of that see them."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from msgspec import Struct

from generator.source.markdown.positions import Finder, Report


def contents(state: StateCore) -> list[Token]:
    """Return the tokens of what the blocks of a text hold, which are looked for once."""
    found: list[Token] | None = state.env.get("contents")
    if found is None:
        found = state.env["contents"] = [token for token in state.tokens if token.type == "inline"]
    return found


_NO_SIGNS: Final = bytes([*(string.ascii_letters + string.digits + " \n.,").encode(), *range(0x80, 0x100)])


def signs_of(state: StateCore) -> str:
    """Return the signs of ASCII in a text, without the words between them: few to look through."""
    found: str | None = state.env.get("signs")
    if found is None:
        found = state.env["signs"] = state.src.encode(errors="replace").translate(None, _NO_SIGNS).decode()
    return found


class Block(Struct, frozen=True):
    """A block with words: the token of its content, the one that opens it, and its lines in the text."""

    content: Token
    opening: Token
    lines: Sequence[str]
    first: int
    end: int

    def finder(self) -> Finder:
        """Return a new search through the lines of the block."""
        return Finder(self.lines, self.first, self.end)


class Check(Struct, frozen=True):
    """A check of every block of a text.

    `may_apply` takes a text and its signs, and returns False where it can find nothing.
    """

    may_apply: Callable[[str, str], bool]
    report: Callable[[Block, Report], None]
