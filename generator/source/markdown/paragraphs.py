"""Paragraphs of which every line begins with a letter, as most do: no other block begins or ends one so.

The library asks a dozen rules about each line before it knows that. This is worth a tenth of reading a text,
and a property test (`test_the_fast_path_means_the_same_line_by_line`) compares the two.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_ITEM: Final = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+[^\s]")


def plain_paragraphs(md: MarkdownIt) -> None:
    """Let a parser look for such a paragraph before anything else."""
    md.block.ruler.before("table", "plain_paragraph", _plain_paragraph)


def _plain_paragraph(state: StateBlock, first: int, _end: int, silent: bool) -> bool:  # noqa: ARG001
    if state.sCount[first] - state.blkIndent > 3:
        return False  # it is code
    end = first
    while end < state.lineMax:
        at = state.bMarks[end] + state.tShift[end]
        if at >= state.eMarks[end]:
            break
        if not state.src[at].isalpha():
            if end > first and _begins_item(state, end, at):
                break
            return False
        end += 1
    state.line = end
    words = mdTrim(state.getLines(first, end, state.blkIndent, False))
    level = state.level
    state.tokens += (
        Token("paragraph_open", "p", 1, map=[first, end], level=level, block=True),
        Token("inline", "", 0, map=[first, end], level=level + 1, children=[], content=words, block=True),
        Token("paragraph_close", "p", -1, level=level, block=True),
    )
    return True


def _begins_item(state: StateBlock, line: int, at: int) -> bool:
    """Return whether a line begins the next entry of the list that a paragraph stands in."""
    return (
        max(0, state.listIndent) <= state.sCount[line] < min(state.blkIndent, state.listIndent + 4)
        and _ITEM.match(state.src, at, state.eMarks[line]) is not None
    )
