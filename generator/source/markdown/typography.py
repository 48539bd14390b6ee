"""Typography: quotation marks, apostrophes, dashes and ellipses for what keyboards have.

Quotation marks are those of the text's language. Code, formulas and addresses stay as they are typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token

from generator.model.patterns import lazy_pattern
from generator.source.markdown.blocks import contents
from generator.source.markdown.fast_inline import WHOLE, typeset

Quotes = tuple[str, str, str, str]
"""The outer quotation marks of a language and the inner ones, each pair with its beginning and its end."""
ENGLISH: Final[Quotes] = ("“", "”", "‘", "’")
_GUILLEMETS: Final[Quotes] = ("«", "»", "“", "”")
_LOW: Final[Quotes] = ("„", "“", "‚", "‘")
_LOW_HIGH: Final[Quotes] = ("„", "”", "«", "»")
_SAME: Final[Quotes] = ("”", "”", "’", "’")
_FRENCH: Final[Quotes] = ("«\u00a0", "\u00a0»", "“", "”")
_RUSSIAN: Final[Quotes] = ("«", "»", "„", "“")
_CORNERS: Final[Quotes] = ("「", "」", "『", "』")
QUOTES: Final[dict[str, Quotes]] = {
    **dict.fromkeys(("ar", "az", "ca", "el", "es", "eu", "fa", "gl", "hy", "it", "pt"), _GUILLEMETS),
    **dict.fromkeys(("bg", "cs", "de", "et", "is", "ka", "lt", "lv", "mk", "sk", "sl", "sq"), _LOW),
    **dict.fromkeys(("hr", "hu", "pl", "ro", "sr"), _LOW_HIGH),
    **dict.fromkeys(("fi", "sv"), _SAME),
    **dict.fromkeys(("be", "ru", "uk"), _RUSSIAN),
    **dict.fromkeys(("ja", "zh-hant", "zh-tw", "zh-hk"), _CORNERS),
    "br": _FRENCH,
    "cy": ("‘", "’", "“", "”"),
    "da": ENGLISH,
    "de-ch": ("«", "»", "‹", "›"),
    "fr": _FRENCH,
    "fr-ch": ("«", "»", "‹", "›"),
    "he": ("”", "”", "’", "’"),
    "nb": ("«", "»", "‘", "’"),
    "nl": ("‘", "’", "“", "”"),
    "nn": ("«", "»", "‘", "’"),
    "no": ("«", "»", "‘", "’"),
    "pt-br": ENGLISH,
}
"""Quotation marks by language, as CLDR has them; those of any other language are the English ones, as in
Gaelic, Irish and Scots."""
_MOST: Final = 10_000_000
"""Characters of a paragraph, times the quotation marks in it: one with more stays as it is typed."""
_EM: Final = lazy_pattern(r"(?<![-<!])---(?![->])")
_EN: Final = lazy_pattern(r"(?<!\S)--(?!\S)|(?<=[^\s<>!-])--(?=[^\s<>-])")
_ELLIPSIS: Final = lazy_pattern(r"(?<![./\\])\.\.\.(?![./\\])")
_LEFT: Final = re.compile(r"'(?=\w)")
"""An apostrophe that looked like the beginning of a quotation."""
_CODE: Final = lazy_pattern(r"<(?P<end>/?)(?P<name>code|kbd|samp|pre|tt|var)\b", re.IGNORECASE)
_KEPT: Final = re.compile(r"://|www\.|\]\(|\{[:#]")
"""Addresses, and what was meant for a link or an attribute, of which the writer is told as it is typed."""
_HELD: Final = "held"


def quotes_of(language: str) -> Quotes:
    """Return the quotation marks of a language (a BCP 47 tag)."""
    tag = language.lower()
    while tag not in QUOTES and "-" in tag:
        tag = tag.rpartition("-")[0]
    return QUOTES.get(tag, ENGLISH)


def typography(md: MarkdownIt, quotes: Quotes) -> None:
    """Let a parser typeset texts in a language with these quotation marks, after all else."""
    md.options["quotes"] = quotes
    md.core.ruler.push("typography", _typeset)


def _typeset(state: StateCore) -> None:
    for token in contents(state) if _has_signs(state.src) else ():
        content = token.content
        if token.children and _has_signs(content):
            if content.rfind("<!--") > content.rfind("-->"):
                continue  # a comment without an end, which is not published
            if len(content) * (content.count("'") + content.count('"')) > _MOST:
                continue  # the library copies a text once for each quotation mark in it
            if token.children[0].type == WHOLE:
                typeset(token.children[0], state.md.options.quotes, dashed)
            else:
                _content(token.children, state)


def _has_signs(text: str) -> bool:
    return "'" in text or '"' in text or "--" in text or "..." in text


def _content(children: list[Token], state: StateCore) -> None:
    held = list(_verbatim(children))
    for each in held:
        each.type = _HELD
    process_inlines(children, state)
    for each in children:
        if each.type == "text":
            each.content = dashed(_LEFT.sub("’", each.content))
    for each in held:
        each.type = "text"


def _verbatim(children: Sequence[Token]) -> Iterator[Token]:
    """Yield the text of addresses, of marks without an effect, and that inside typed elements of code."""
    code = address = 0
    for child in children:
        if child.type == "html_inline":
            for match in _CODE.finditer(child.content):
                code += -1 if match["end"] else 1
        elif child.info == "auto":
            address += child.nesting
        elif child.type == "text" and (code > 0 or address or _KEPT.search(child.content)):
            yield child


def dashed(text: str) -> str:
    """Return a text with dashes and ellipses for hyphens and full stops."""
    if "--" in text:
        text = _EN.sub("–", _EM.sub("—", text))
    return _ELLIPSIS.sub("…", text) if "..." in text else text
