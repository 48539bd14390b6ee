"""Inline Markdown within a measure: however marks are tangled, a text takes no more than so many steps to understand.

The parser looks for the end of a link from each bracket anew, so a few thousand of them could keep it busy for hours. Steps are counted, not seconds:
the same text is always understood, or never.
"""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

MOST_STEPS: Final = 160_000
"""In one text. A step is a token looked past; one that has to be recognised first counts for several."""
_RECOGNISED: Final = 8


class Tangled(Exception):
    """The text has used up its steps."""


class MeasuredInline(ParserInline):
    """The library's own parser, which stops when it has taken too many steps."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the library calls it so
        """Look past one token."""
        _spend(state, 1)
        super().skipToken(state)


def measure(md: MarkdownIt) -> None:
    """Have a parser count its steps. To be called before rules are added to it."""
    md.inline = MeasuredInline()
    md.disable("linkify")
    md.inline.ruler.before("text", "measure", _measure)


def _measure(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - as every inline rule is called
    _spend(state, _RECOGNISED)
    return False


def _spend(state: StateInline, steps: int) -> None:
    taken = state.env["steps"] = state.env.get("steps", 0) + steps
    if taken > MOST_STEPS:
        raise Tangled
