"""Short ways through markdown-it for what most text is made of: plain lines, and sentences with few marks in them.

Nothing here changes what a text means. Rules are added through the parser's own registers, where they settle the commonest cases first and
leave every other to the rules behind them; a test holds that the result is that of the plain parser, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, mdTrim
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize, text_join
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.source.markdown.fast_blocks import BLOCKS, MARKS, WRITTEN, block, html, written
from generator.source.markdown.limits import Tangled

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ITEM: Final = re.compile(r"(?:[-*+]|1[.)]) +[^\s|:-]")


class QuickRenderer(RendererHTML):
    """Writes plain text and elements without attributes at once, without asking the table of rules."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """A whole text as HTML."""
        parts = []
        rules = self.rules
        last = len(tokens) - 1
        for index, token in enumerate(tokens):
            kind = token.type
            if kind in BLOCKS:
                parts.append(html(token))
            elif kind == "inline":
                parts.append(self.renderInline(token.children or (), options, env))
            elif kind in rules:
                parts.append(rules[kind](tokens, index, options, env))
            elif (
                token.attrs
                or token.hidden
                or not token.block
                or not token.nesting
                or (index and tokens[index - 1].hidden)
            ):
                parts.append(self.renderToken(tokens, index, options, env))
            elif token.nesting == -1:
                parts.append(f"</{token.tag}>\n")
            else:
                following = tokens[index + 1] if index < last else token
                inside = following is not token and (
                    following.type == "inline"
                    or following.hidden
                    or (following.nesting == -1 and following.tag == token.tag)
                )
                parts.append(f"<{token.tag}>" if inside else f"<{token.tag}>\n")
        return "".join(parts)

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:  # noqa: N802 - the library calls it so
        """Inline content as HTML."""
        parts = []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                parts.append(escapeHtml(token.content))
            elif kind == WRITTEN:
                parts.append(token.content)
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
    md.core.ruler.at("normalize", _normalize)
    md.inline.terminator_re = MARKS
    md.block.ruler.before("table", "plain_lines", _plain_lines)
    md.block.ruler.before("table", "plain_block", _plain_block)
    md.core.ruler.at("inline", _inline)
    md.core.ruler.at("text_join", _text_join)


def _normalize(state: StateCore) -> None:
    """Most texts need none of it: the reader has made their line breaks alike, and refuses a NUL."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _text_join(state: StateCore) -> None:
    """Join neighbouring texts where there may be any: in what the library took apart."""
    whole = state.tokens
    state.tokens = state.env.pop("parsed", [])
    text_join(state)
    state.tokens = whole


def _plain_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - as every block rule is called
    """Lines that begin with letters are a paragraph up to the next blank one, whatever else there is to know about Markdown."""
    if silent or state.sCount[start] != state.blkIndent:
        return False
    source, begins, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
    line = start
    while line < state.lineMax:
        at = begins[line] + shifts[line]
        if at >= ends[line]:
            break
        if source[at] not in _LETTERS:
            if line == start or not _is_item(state, line, at):
                return False
            break
        line += 1
    state.line = line
    if not state.level and (whole := written(mdTrim(source[begins[start] : ends[line - 1]]))):
        state.tokens.append(whole)
        return True
    state.push("paragraph_open", "p", 1).map = [start, line]
    inline = state.push("inline", "", 0)
    inline.content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    inline.map = [start, line]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _is_item(state: StateBlock, line: int, at: int) -> bool:
    """Whether a line is an item of a list beyond doubt, and so ends the paragraph before it."""
    indent = state.sCount[line]
    near = 0 <= indent < state.blkIndent + 4 and (state.listIndent < 0 or indent < state.listIndent + 4)
    return near and _ITEM.match(state.src, at) is not None


def _plain_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - as every block rule is called
    """A list, a quotation or a heading at the top of a text, with nothing in it that takes thought."""
    if silent or state.level or state.sCount[start]:
        return False
    found = block(state.src, state.bMarks[start])
    if found is None:
        return False
    token, lines = found
    state.tokens.append(token)
    state.line = start + lines
    return True


def _inline(state: StateCore) -> None:
    parse: Any = state.md.inline.parse
    for token in state.tokens:
        if token.type == "inline":
            whole = written(token.content)
            token.children = [whole] if whole else []
            if whole or not token.content:
                continue
            state.env.setdefault("parsed", []).append(token)
            try:
                parse(token.content, state.md, state.env, token.children)
            except Tangled:
                token.children = [Token("text", "", 0, content=token.content)]
                state.env.setdefault("tangled", token.map[0] if token.map else 0)
