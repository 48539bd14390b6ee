"""What is written at once: inline content, and blocks at the top of a text, of which each mark can mean only one thing.

One token holds the HTML and what that was made of, instead of a dozen that are put together again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.common.utils import escapeHtml, mdTrim
from markdown_it.token import Token

WRITTEN: Final = "written"
"""The type of a token that is all that a paragraph, a heading or a cell holds; among blocks, it is the whole paragraph."""
LIST: Final = "written_list"
QUOTE: Final = "written_quote"
HEADING: Final = "written_heading"
"""Types of tokens that are a whole list, quotation or heading. Their children are written, one for each paragraph."""
BLOCKS: Final = frozenset({WRITTEN, LIST, QUOTE, HEADING})

MARKS: Final = re.compile(r"[\n\\`*_~\[\]<&!]")
"""Where a rule of ours could begin. The library's own set also holds characters kept for extensions that are not in use here. A plain set is searched for at the speed of memory."""

_WORDS: Final = r"[A-Za-z0-9](?:[^\n\\`*_~\[\]<&!]*[A-Za-z0-9])?"
_SIMPLE: Final = re.compile(
    rf"(?<![\w*`])\*\*(?P<strong>{_WORDS})\*\*(?![\w*])"
    rf"|(?<![\w*`])\*(?P<em>{_WORDS})\*(?![\w*])"
    r"|`(?P<code>[^`\s\\](?:[^`\n]*[^`\s\\])?)`(?!`)"
    rf"|(?<![!\]])\[(?P<text>{_WORDS})\]\((?P<href>https?://[a-z0-9.-]+(?:/[A-Za-z0-9./-]*)?)\)"
    r"|(?<=[^\s])(?P<line>\n)(?=[^\s])"
)
"""A mark that can mean only one thing, whatever stands around it."""

_BLOCK: Final = re.compile(
    r"(?P<sign>[-*+]) {1,4}[A-Za-z][^\n]*+(?:\n(?P=sign) {1,4}[A-Za-z][^\n]*+)*+(?=\n*+\Z|\n\n++[A-Za-z#>])"
    r"|(?P<number>[0-9]{1,9})(?P<dot>[.)]) {1,4}[A-Za-z][^\n]*+(?:\n[0-9]{1,9}(?P=dot) {1,4}[A-Za-z][^\n]*+)*+(?=\n*+\Z|\n\n++[A-Za-z#>])"
    r"|(?P<quote>>) [A-Za-z][^\n]*+(?:\n> [A-Za-z][^\n]*+)*+(?=\n\n|\n?+\Z)"
    r"|(?P<level>#{1,6}) ++(?P<words>[A-Za-z][^\n#]*+)(?=\n\n|\n?+\Z|\n[A-Za-z>])"
)
"""A list of lines that begin with letters, with nothing behind it that could belong to it; a quotation of such lines; a heading with no table below it."""
_ITEMS: Final = re.compile(r"^[^ ]+ +(.*)$", re.MULTILINE)


def written(source: str) -> Token | None:
    """Inline content; None where a mark could mean something else, and where there is none."""
    if "{:" in source:
        return None
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
    return _token(source, matches) if source else None


def _token(source: str, matches: Sequence[re.Match[str]]) -> Token:
    html: list[str] = []
    at = 0
    for match in matches:
        html += (escapeHtml(source[at : match.start()]), _element(match))
        at = match.end()
    html.append(escapeHtml(source[at:]))
    return Token(WRITTEN, "", 0, content="".join(html), meta={"source": source, "matches": matches})


def _element(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "line":
        return "\n"
    if kind == "href":
        return f'<a href="{match["href"]}">{escapeHtml(match["text"])}</a>'
    return f"<{kind}>{escapeHtml(match[str(kind)])}</{kind}>"


def words(token: Token, without: Sequence[str] = ()) -> str:
    """What is read where content is written, but for some kinds of elements."""
    source: str = token.meta["source"]
    parts: list[str] = []
    at = 0
    for match in token.meta["matches"]:
        kind = str(match.lastgroup)
        parts += (
            source[at : match.start()],
            "" if kind in without else match["text" if kind == "href" else kind].replace("\n", " "),
        )
        at = match.end()
    return "".join(parts) + source[at:]


def block(source: str, start: int) -> tuple[Token, int] | None:
    """The list, quotation or heading that begins here at the top of a text, and the number of its lines; None where it could be something else."""
    match = _BLOCK.match(source, start)
    if match is None:
        return None
    if match["level"]:
        parts, token = [match["words"]], Token(HEADING, f"h{len(match['level'])}", 0)
    elif match["quote"]:
        parts, token = [match[0][2:].replace("\n> ", "\n")], Token(QUOTE, "blockquote", 0)
    else:
        parts, token = _ITEMS.findall(match[0]), Token(LIST, "ul" if match["sign"] else "ol", 0)
        if match["number"] and int(match["number"]) != 1:
            token.attrs["start"] = int(match["number"])
    token.children = [each for part in parts if (each := written(mdTrim(part)))]
    return (token, match[0].count("\n") + 1) if len(token.children) == len(parts) else None


def html(token: Token) -> str:
    """A block that is written."""
    if token.type == WRITTEN:
        return f"<p>{token.content}</p>\n"
    inside = [each.content for each in token.children or ()]
    attributes = "".join([f' {key}="{value}"' for key, value in token.attrs.items()])
    if token.type == HEADING:
        return f"<{token.tag}{attributes}>{inside[0]}</{token.tag}>\n"
    around = "li" if token.type == LIST else "p"
    return (
        f"<{token.tag}{attributes}>\n"
        + "".join([f"<{around}>{each}</{around}>\n" for each in inside])
        + f"</{token.tag}>\n"
    )
