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

from generator.read.measured import Tangled

MARKS: Final = re.compile(r"[\n\\`*_~\[\]<&!]")
"""Where a rule of ours could begin. The library's own set also holds characters kept for extensions that are not in use here. A plain set is searched for at the speed of memory."""

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORDS: Final = r"[A-Za-z0-9](?:[^\n\\`*_~\[\]<&!]*[A-Za-z0-9])?"
_SIMPLE: Final = re.compile(
    rf"(?<![\w*`])\*\*(?P<strong>{_WORDS})\*\*(?![\w*])"
    rf"|(?<![\w*`])\*(?P<em>{_WORDS})\*(?![\w*])"
    r"|`(?P<code>[^`\s\\](?:[^`\n]*[^`\s\\])?)`(?!`)"
    rf"|(?<![!\]])\[(?P<text>{_WORDS})\]\((?P<href>https?://[a-z0-9.-]+(?:/[A-Za-z0-9./-]*)?)\)"
    r"|(?<=[^\s])(?P<line>\n)(?=[^\s])"
)
"""A mark that can mean only one thing, whatever stands around it."""

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
            if kind == "inline":
                parts.append(self.renderInline(token.children or (), options, env))
            elif kind in rules:
                parts.append(rules[kind](tokens, index, options, env))
            elif token.attrs or token.hidden or not token.block or not token.nesting or (index and tokens[index - 1].hidden):
                parts.append(self.renderToken(tokens, index, options, env))
            elif token.nesting == -1:
                parts.append(f"</{token.tag}>\n")
            else:
                following = tokens[index + 1] if index < last else token
                inside = following is not token and (following.type == "inline" or following.hidden or (following.nesting == -1 and following.tag == token.tag))
                parts.append(f"<{token.tag}>" if inside else f"<{token.tag}>\n")
        return "".join(parts)

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:  # noqa: N802 - the library calls it so
        """Inline content as HTML."""
        parts = []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                parts.append(escapeHtml(token.content))
            elif kind == "written":
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


def _inline(state: StateCore) -> None:
    parse: Any = state.md.inline.parse
    for token in state.tokens:
        if token.type == "inline":
            simple = _simple(token.content) if token.content else []
            if simple is None:
                token.children = []
                state.env.setdefault("parsed", []).append(token)
                try:
                    parse(token.content, state.md, state.env, token.children)
                except Tangled:
                    token.children = [Token("text", "", 0, content=token.content)]
                    state.env.setdefault("tangled", token.map[0] if token.map else 0)
            else:
                token.children = simple


def _simple(source: str) -> list[Token] | None:
    """Inline content whose marks can all mean only one thing; None for any other.

    Where nobody will ask for its parts (links, kramdown's lists), it is written at once: one token holds its HTML, its words, and those that are not code.
    """
    matches = []
    at = 0
    while (mark := MARKS.search(source, at)) is not None:
        at = mark.end()
        if mark[0] == "!" and source[at : at + 1] != "[":
            continue
        match = _SIMPLE.match(source, mark.start())
        if match is None:
            return None
        matches.append(match)
        at = match.end()
    if not matches:
        return [Token("text", "", 0, content=source)]
    if "{:" in source or any(match.lastgroup == "href" for match in matches):
        return _in_tokens(source, matches)
    return [_written(source, matches)]


def _written(source: str, matches: Sequence[re.Match[str]]) -> Token:
    html: list[str] = []
    words: list[str] = []
    said: list[str] = []
    at = 0
    for match in matches:
        before = source[at : match.start()]
        kind = str(match.lastgroup)
        inner = " " if kind == "line" else match[kind]
        html.append(f"{escapeHtml(before)}\n" if kind == "line" else f"{escapeHtml(before)}<{kind}>{escapeHtml(inner)}</{kind}>")
        words += (before, inner)
        said += (before, " " if kind == "code" else inner)
        at = match.end()
    html.append(escapeHtml(source[at:]))
    words.append(source[at:])
    said.append(source[at:])
    return Token("written", "", 0, content="".join(html), meta={"words": "".join(words), "said": "".join(said)})


def _in_tokens(source: str, matches: Sequence[re.Match[str]]) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for match in matches:
        if match.start() > at:
            tokens.append(Token("text", "", 0, content=source[at : match.start()]))
        tokens.extend(_tokens(match))
        at = match.end()
    if at < len(source):
        tokens.append(Token("text", "", 0, content=source[at:]))
    return tokens


def _tokens(match: re.Match[str]) -> tuple[Token, ...]:
    kind = match.lastgroup
    if kind == "line":
        return (Token("softbreak", "br", 0),)
    if kind == "code":
        return (Token("code_inline", "code", 0, content=match["code"], markup="`"),)
    if kind == "href":
        opened = Token("link_open", "a", 1, attrs={"href": match["href"]})
        return opened, Token("text", "", 0, content=match["text"]), Token("link_close", "a", -1)
    markup = "**" if kind == "strong" else "*"
    return (
        Token(f"{kind}_open", str(kind), 1, markup=markup),
        Token("text", "", 0, content=match[str(kind)]),
        Token(f"{kind}_close", str(kind), -1, markup=markup),
    )
