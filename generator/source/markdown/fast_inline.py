"""A fast path for inline content: sentences with few marks, each of which can mean only one thing.

It is worth 10 % of a cold build of 10,000 entries, which is why it is here; the other fast paths that there
were earned less than 5 % each. One token holds the words of the whole content and the marks around them,
instead of a dozen that are put together again. Any other content goes to markdown-it's parser, and a property
test (`test_the_fast_path_means_the_same`) compares the results letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore, text_join
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.model.patterns import lazy_pattern
from generator.source.markdown import formulas, shortcodes, videos
from generator.source.markdown.autolinks import may_end_at
from generator.source.markdown.blocks import contents
from generator.source.markdown.limits import Tangled

WHOLE: Final = "whole"
"""The type of a token that is all that a paragraph, a heading or a cell holds."""

_MARKS: Final = re.compile(
    r"[\n\\`*_~\[\]<&!:@$'\"](?:(?<=[\\`*~\[\]@$\"])|(?<=!)(?=\[)|(?<=:)(?=\S)"
    r"|(?<=['_])(?:(?<![^\W_]['_])|(?![^\W_]))|(?<=\n)(?:(?<!\S\n)|(?!\S))"
    r"|(?<=&)(?=[A-Za-z#])|(?<=<)(?=[A-Za-z/!?]))"
)
"""Characters at which a rule of inline content can begin. None does at an apostrophe or an underscore within
a word, at the end of a line without blanks around it, at a colon before a blank, and at a !, & or < before
what begins nothing with it."""
_SAID: Final = r"[^\n\\`*_~\[\]<&!:@$'\"]*"
_WORDS: Final = rf"[A-Za-z0-9](?:{_SAID}(?:(?<=[^\W_])'(?=[^\W_]){_SAID})*[A-Za-z0-9])?"
_SENTENCE: Final = rf"{_WORDS}(?:[.,;:!?)](?=[*_]+(?!\S)))?"
"""Words, with a sign behind them where a blank follows upon the end of the mark."""
_ADDRESS: Final = r"(?:https?://[a-z0-9.-]+(?:/[A-Za-z0-9./_-]*)?|[A-Za-z0-9._-][A-Za-z0-9./_-]*)"
_QUOTE: Final = lazy_pattern('"')
_SIMPLE: Final = re.compile(
    rf"(?<![\w*`])\*\*(?P<strong>{_SENTENCE})\*\*(?![\w*])"
    rf"|(?<![\w*`])\*(?P<em>{_SENTENCE})\*(?![\w*])"
    rf"|(?<![\w*`])_(?P<underscored>{_SENTENCE})_(?![\w*])"
    r"|`(?P<code>[^`\s\\](?:[^`\n]*[^`\s\\])?)`(?!`)"
    rf"|(?P<link>(?<![!\]])\[(?P<text>{_WORDS})\]\((?P<href>{_ADDRESS}(?:#[A-Za-z0-9._-]+)?|#[A-Za-z0-9._-]+)"
    r"(?: (?P<title>\"[^\"\\&<>\n]+\"|'[^'\"\\&<>\n]+'))?\))"
)
"""A mark that means one thing, whatever is around it."""


class Renderer(RendererHTML):
    """The library's renderer, which knows whole tokens as well."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """Return the HTML of a text. What most of it is made of takes no look at what stands around it."""
        parts = []
        for index, token in enumerate(tokens):
            children, rule = token.children, self.rules.get(token.type)
            is_bare = not (token.attrs or token.hidden)
            if token.type == "inline":
                if children and children[0].type == WHOLE and len(children) == 1:
                    parts.append(_html(children[0]))
                elif children:
                    parts.append(self.renderInline(children, options, env))
            elif rule:
                parts.append(rule(tokens, index, options, env))
            elif is_bare and token.nesting < 0:
                parts.append(f"</{token.tag}>\n")
            elif is_bare and token.type == "paragraph_open" and not (index and tokens[index - 1].hidden):
                parts.append("<p>")
            else:
                parts.append(self.renderToken(tokens, index, options, env))
        return "".join(parts)

    def whole(self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return the HTML of a whole token: the library calls a method of the name of a token's type."""
        return _html(tokens[index])

    def open_comment(self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return the beginning of a comment as text."""
        return escapeHtml(tokens[index].content)


def add_fast_path(md: MarkdownIt) -> None:
    """Put the fast path before the library's parser of inline content."""
    md.core.ruler.at("inline", _inline)
    md.core.ruler.at("text_join", _text_join)


def _inline(state: StateCore) -> None:
    parse: Any = state.md.inline.parse
    for token in contents(state):
        found = whole(token.content)
        token.children = [found] if found else []
        if found:
            continue
        try:
            parse(token.content, state.md, state.env, token.children)
        except Tangled:
            token.children = [Token("text", "", 0, content=token.content)]
            state.env.setdefault("tangled", token.map[0] if token.map else 0)


def _text_join(state: StateCore) -> None:
    """Join the pieces of text that the library's parser left apart."""
    if any(token.children and token.children[0].type != WHOLE for token in contents(state)):
        text_join(state)


def whole(source: str) -> Token | None:
    """Return inline content as one token; None where a mark could mean something else."""
    if not source or "{:" in source or "{#" in source:
        return None
    matches = []
    at = quotes = 0
    while (mark := _MARKS.search(source, at)) is not None:
        at = mark.end()
        if mark[0] == '"' and _is_quotation(source, mark.start(), begins=not quotes % 2):
            quotes += 1
            continue
        if mark[0] in ":@$" and _is_itself(source, mark.start()):
            continue
        match = _SIMPLE.match(source, mark.start())
        if match is None or videos.of(match["href"] or ""):
            return None
        matches.append(match)
        at = match.end()
    pieces = _pieces(source, matches) if matches else [source]
    if quotes % 2 or ("www." in source and any("www." in each for each in pieces)):
        return None
    return Token(WHOLE, "", 0, content=source, meta={"pieces": pieces, "matches": matches})


def _is_itself(source: str, at: int) -> bool:
    """Return whether a sign is no mark where it stands: no formula, address or emoji begins there."""
    sign = source[at]
    if sign == "$":
        return formulas.written(source, at) is None
    if may_end_at(source, at, sign):
        return False
    return sign != ":" or (not source.startswith("/", at + 1) and shortcodes.written(source, at) is None)


def _is_quotation(source: str, at: int, *, begins: bool) -> bool:
    """Return whether a quotation mark begins a quotation, or ends one, beyond doubt."""
    before, after = source[at - 1 : at], source[at + 1 : at + 2]
    if begins:
        return (not before or before in " \n(") and after.isalnum()
    return (before.isalnum() or before in ".,!?") and (not after or after in " \n.,;:?!)")


def _pieces(source: str, matches: Sequence[re.Match[str]]) -> list[str]:
    """Return the text before each mark, the words in it, and the text after the last."""
    pieces: list[str] = []
    at = 0
    for match in matches:
        kind = str(match.lastgroup)
        pieces += (source[at : match.start()], match["text" if kind == "link" else kind])
        at = match.end()
    pieces.append(source[at:])
    return pieces


def _html(token: Token) -> str:
    """Return the HTML of a whole token."""
    pieces, matches = token.meta["pieces"], token.meta["matches"]
    written = token.content
    if "&" in written or "<" in written or ">" in written or '"' in written:
        pieces = [escapeHtml(each) for each in pieces]
    html: list[str] = []
    for index, match in enumerate(matches):
        html += (pieces[2 * index], _element(match, pieces[2 * index + 1]))
    html.append(pieces[-1])
    return "".join(html)


def _element(match: re.Match[str], inside: str) -> str:
    kind = match.lastgroup
    if kind == "link":
        title = f' title="{match["title"][1:-1]}"' if match["title"] else ""
        return f'<a href="{match["href"]}"{title}>{inside}</a>'
    tag = "em" if kind == "underscored" else kind
    return f"<{tag}>{inside}</{tag}>"


def typeset(token: Token, quotes: Sequence[str], plain: Callable[[str], str]) -> None:
    """Put a language's quotation marks into a whole token, and what `plain` returns for its words."""
    pieces, matches = token.meta["pieces"], token.meta["matches"]
    signs = cycle(quotes[:2])
    for index, piece in enumerate(pieces):
        if index % 2 == 0 or matches[index // 2].lastgroup != "code":
            words = plain(piece.replace("'", "’"))
            pieces[index] = _QUOTE.sub(lambda _: next(signs), words) if '"' in words else words


def words(token: Token) -> str:
    """Return what a reader reads of a whole token."""
    return "".join(token.meta["pieces"]).replace("\n", " ")


def read(token: Token) -> Iterator[tuple[str, str]]:
    """Yield what a reader reads of a whole token, in order, each with the kind of its element, if any."""
    matches = token.meta["matches"]
    for index, piece in enumerate(token.meta["pieces"]):
        kind = str(matches[index // 2].lastgroup) if index % 2 else ""
        yield piece.replace("\n", " "), kind
