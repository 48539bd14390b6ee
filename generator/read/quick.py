"""Short ways through markdown-it for what most text is made of: plain lines, and sentences with hardly a mark in them.

Nothing here changes what a text means. Rules are added through the parser's own registers, where they settle the commonest case first and
leave every other to the rules behind them; a test holds that the result is that of the plain parser, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

MARKS: Final = re.compile(r"[\n\\`*_~\[\]<&]|!(?=\[)")
"""Where a rule of ours could begin. The library's own set also holds characters kept for extensions that are not in use here."""

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class QuickRenderer(RendererHTML):
    """Writes plain text and line breaks without asking the table of rules."""

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:  # noqa: N802 - the library's name
        """Inline content as HTML."""
        parts = []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                parts.append(escapeHtml(token.content))
            elif kind == "softbreak":
                parts.append("\n")
            elif kind in self.rules:
                parts.append(self.rules[kind](tokens, index, options, env))
            elif token.attrs:
                parts.append(self.renderToken(tokens, index, options, env))
            else:
                parts.append(f"</{token.tag}>" if token.nesting == -1 else f"<{token.tag}>")
        return "".join(parts)


def shorten(md: MarkdownIt) -> None:
    """Add the short ways to a parser that has all its rules already."""
    md.inline.terminator_re = MARKS
    md.block.ruler.before("table", "plain_line", _plain_line)
    md.core.ruler.at("inline", _inline)


def _plain_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - what the library calls a rule with
    """A line that begins with a letter and stands alone is a paragraph, whatever else there is to know about Markdown."""
    if silent or state.sCount[start] != state.blkIndent:
        return False
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 1] not in _LETTERS:
        return False
    following = start + 1
    if following < state.lineMax and state.bMarks[following] + state.tShift[following] < state.eMarks[following]:
        return False
    state.line = following
    lines = [start, following]
    state.push("paragraph_open", "p", 1).map = lines
    inline = state.push("inline", "", 0)
    inline.content = state.src[at : state.eMarks[start]].rstrip(" \t\n")
    inline.map = [start, following]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _inline(state: StateCore) -> None:
    parse: Any = state.md.inline.parse
    for token in state.tokens:
        if token.type == "inline":
            if token.children is None:
                token.children = []
            if token.content and MARKS.search(token.content) is None:
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                parse(token.content, state.md, state.env, token.children)
