"""Formulas as GitHub takes them: `$x$`, `$$x$$`, a dollar and a backtick on both sides, a block of `math`.

They become MathML, which browsers show and read out by themselves. The library knows most of LaTeX's
mathematics and passes over what it doesn't know; that is looked for in what it makes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath.index import math_block_dollar

from generator.model.patterns import lazy_pattern
from generator.source.markdown.limits import ADDRESS, spend
from generator.source.markdown.positions import Position, Report

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MATH: Final = "math"
"""The type of a token that is a formula: its content is LaTeX, its markup what stands around it."""
MOST_OF_FORMULA: Final = 4000
"""Characters of a formula."""
MOST_OF_FORMULAS: Final = 40_000
"""Characters of all formulas of a text."""
MOST_INSIDE: Final = 30
"""Groups within groups, and commands that follow upon each other."""
ELEMENTS: Final = frozenset(
    "math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup "
    "mtable mtd mtext mtr munder munderover".split()
)
ATTRIBUTES: Final = frozenset(
    "accent alttext columnalign columnspacing depth display displaystyle fence form height linebreak "
    "linethickness lspace mathsize mathvariant maxsize minsize movablelimits notation rowspacing rspace "
    "scriptlevel separator stretchy voffset width".split()
)
_INLINE: Final = lazy_pattern(
    r"\$\$(?P<block>(?:[^$\\]|\\.)+)\$\$"
    r"|\$`(?P<quoted>[^`]+)`\$"
    r"|(?<![\w$])\$(?![\s$`])(?P<line>(?:[^$\\]|\\.)+)(?<!\s)\$(?![\w$])",
    re.DOTALL,
)
_PRICE: Final = lazy_pattern(r"\d[\d.,]*\s[^\\^_={}]*[^\W\d_]{2}[^\\^_={}]*")
_FAMILIAR: Final = {
    "aligned": "align*",
    "alignedat": "align*",
    "eqnarray": "align*",
    "eqnarray*": "align*",
    "gathered": "matrix",
    "gather": "matrix",
    "gather*": "matrix",
    "equation": "matrix",
    "equation*": "matrix",
}
"""Environments that the library does not know, and those that look like them."""
_ENVIRONMENT: Final = lazy_pattern(r"\\(?P<end>begin|end)\s*\{(?P<name>[^{}]*)\}")
_DEFINITION: Final = lazy_pattern(r"\\(?:(?:re|provide)?newcommand|g?def|let|DeclareMathOperator)\b")
_NESTING: Final = lazy_pattern(rf"(?:\\[A-Za-z]+\s*){{{MOST_INSIDE},}}")
_PARTS: Final = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
"""The number of parts of an element."""


class Unreadable(Exception):
    """Raised where a formula can't be read, with the reason."""


def formulas(md: MarkdownIt) -> None:
    """Add formulas to a parser."""
    md.inline.ruler.push(MATH, _inline)
    md.block.ruler.before("fence", MATH, math_block_dollar(allow_labels=False))
    md.add_render_rule(MATH, _render)


def _inline(state: StateInline, silent: bool) -> bool:
    match = written(state.src, state.pos, state.posMax) if state.src[state.pos] == "$" else None
    if match is None:
        return False
    spend(state, ADDRESS + len(match[0]) // 4)
    if not silent:
        token = state.push(MATH, "", 0)
        name = str(match.lastgroup)
        token.content, token.markup = match[name], match[0][: match.start(name) - match.start()]
    state.pos = match.end()
    return True


def written(text: str, at: int, end: int | None = None) -> re.Match[str] | None:
    """Return the match of the formula that begins at this dollar; None where it is one of a price."""
    match = _INLINE.match(text, at, len(text) if end is None else end)
    return None if match is None or (match["line"] and _PRICE.fullmatch(match["line"])) else match


def of_block(token: Token) -> bool:
    """Return whether a block is a formula, and make its token one of those."""
    if token.type == "fence" and token.info.strip().lower() == MATH:
        token.markup, token.info = "```", ""
    elif token.type != "math_block":
        return False
    token.type = MATH
    return True


def typeset(token: Token, before: int, place: Position, report: Report) -> int:
    """Make MathML of a formula, or report that it can't be read.

    `before` is the length of the formulas before it; with this one added, it is returned.
    """
    total = before + len(token.content)
    display = token.block or token.markup == "$$"
    try:
        if total > MOST_OF_FORMULAS:
            raise Unreadable("the text has too many formulas")
        token.meta["html"] = _mathml(token.content.strip(), display=display)
    except Unreadable as error:
        shown = " ".join(token.content.split())
        quoted = shown if len(shown) <= 60 else f"{shown[:60]}…"
        message = f"“{quoted}” can't be read as a formula, so it is shown as it is typed: {error}."
        report("math-unreadable", message, "write it as LaTeX does, or put \\ before each $", place)
    return total


def _render(
    _renderer: object, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[index]
    typed = token.content.strip() if token.block else f"{token.markup}{token.content}{token.markup[::-1]}"
    html = token.meta.get("html") or f"<code>{escape(typed, quote=False)}</code>"
    return f"<p>{html}</p>\n" if token.block else html


def _mathml(latex: str, *, display: bool) -> str:
    """Return LaTeX as MathML."""
    from xml.etree.ElementTree import tostring

    from latex2mathml.converter import Converter

    _check(latex)
    converter = Converter(display="block" if display else "inline")
    try:
        math = converter.convert_to_element(_ENVIRONMENT.sub(_environment, latex))
    except Unreadable:
        raise
    except Exception as error:
        # The library raises whatever it stumbles over.
        raise Unreadable("something is missing") from error
    del math.attrib["xmlns"]
    math.set("alttext", latex)
    for each in math.iter():
        _settle(each)
    return tostring(math, encoding="unicode")


def _environment(match: re.Match[str]) -> str:
    """Return the beginning or the end of an environment that the library knows."""
    from latex2mathml.commands import MATRICES

    name = _FAMILIAR.get(match["name"], match["name"])
    if f"\\{name}" not in MATRICES:
        raise Unreadable(f"there is no environment “{name}”")
    return f"\\{match['end']}{{{name}}}"


def _check(latex: str) -> None:
    if len(latex) > MOST_OF_FORMULA:
        raise Unreadable("it is too long")
    depth = most = 0
    for sign in latex:
        depth += (sign == "{") - (sign == "}")
        most = max(most, depth)
    pairs = max(latex.count("\\left"), latex.count("\\begin"))
    if most > MOST_INSIDE or pairs > MOST_INSIDE or _NESTING.search(latex):
        raise Unreadable("too much stands inside each other")
    if _DEFINITION.search(latex):
        raise Unreadable("no commands can be defined here")


def _settle(element: Element) -> None:
    """Make an element's text that of HTML; raise `Unreadable` where the library did not know what to do."""
    text = element.text or ""
    if text.startswith("\\") and len(text) > 1:
        raise Unreadable(f"there is no {text}")
    if element.tag == "mi" and text in ("&", "}"):
        raise Unreadable(f"there is a {text} too many")
    element.text = unescape(text)
    if len(element) != _PARTS.get(element.tag, len(element)):
        raise Unreadable("something is missing")
