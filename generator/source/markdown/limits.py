"""Limits of Markdown: parsing takes a bounded number of steps, whatever the text.

The parser looks for the end of a link from each bracket anew, so a few thousand of them could keep it busy
for hours. Steps are counted, not seconds: the same text is always understood, or never.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, autolink, entity, html_inline

MOST_STEPS: Final = 160_000
"""In one text. A step is a token that is skipped; one that has to be recognised first counts for several."""
_RECOGNISED: Final = 8
ADDRESS: Final = 24
"""Steps for an address between < and >, which is taken apart and put together again."""
_COPIED: Final = 4096
"""Characters that are copied in a step: two rules copy all that follows before they look at it."""
MOST_CELLS: Final = 10_000
"""In all tables of one text: 500 rows of 20 columns. A short row is filled up with empty cells, so few bytes
can make many."""


class Tangled(Exception):
    """Raised where a text has used up its steps."""


class MeasuredInline(ParserInline):
    """The library's parser of inline content, which stops when it has taken too many steps."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the library calls it so
        """Skip one token."""
        spend(state, 1)
        super().skipToken(state)


def measure(md: MarkdownIt) -> None:
    """Make a parser count its steps. To be called before rules are added to it."""
    md.inline = MeasuredInline()
    md.disable("linkify")
    md.inline.ruler.before("text", "measure", _measure)
    md.inline.ruler.at("autolink", _autolink)
    md.inline.ruler.at("entity", _entity)
    md.inline.ruler.at("html_inline", _html_inline)
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _measure(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - as every inline rule is called
    spend(state, _RECOGNISED)
    return False


def _autolink(state: StateInline, silent: bool) -> bool:
    found = autolink(state, silent)
    if found:
        spend(state, ADDRESS)
    return found


def _entity(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "&":
        return False
    spend(state, (state.posMax - state.pos) // _COPIED)
    return entity(state, silent)


def _html_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    spend(state, (state.posMax - state.pos) // _COPIED)
    return html_inline(state, silent)


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Parse a table if there is room for its cells; otherwise note its line as `crowded`."""
    if first + 2 > end:
        return False
    below = state.bMarks[first + 1] + state.tShift[first + 1]
    if state.src[below : below + 1] not in "|-:":
        return False
    cells = (
        0
        if silent
        else (state.src.count("|", state.bMarks[first], state.eMarks[first]) + 1)
        * (_blank_after(state, first) - first)
    )
    if "crowded" in state.env or state.env.get("cells", 0) + cells > MOST_CELLS:
        found = table(state, first, end, True)
        if found:
            state.env.setdefault("crowded", first)
        return False
    found = table(state, first, end, silent)
    if found:
        state.env["cells"] = state.env.get("cells", 0) + cells
    return found


def _blank_after(state: StateBlock, line: int) -> int:
    """Return the next empty line, or the text's end."""
    if "blank" not in state.env:
        state.env["blank"] = [number for number, each in enumerate(state.src.split("\n")) if not each.strip()]
    blank = state.env["blank"]
    at = bisect_left(blank, line)
    return blank[at] if at < len(blank) else len(state.bMarks)


def spend(state: StateInline, steps: int) -> None:
    """Count steps, and raise `Tangled` where the text has used up its own."""
    taken = state.env["steps"] = state.env.get("steps", 0) + steps
    if taken > MOST_STEPS:
        raise Tangled
