"""Addresses that stand in a text as they are: `https://…`, `www.…`, `mailto:…`, and those of people.

The rules are the library's; here their work is bounded, since each would read to the end of a paragraph.
"""

from __future__ import annotations

import re
import string
from functools import partial
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from generator.source.markdown.limits import ADDRESS, spend

MOST_OF_ADDRESS: Final = 4096
"""Characters of one address."""
_READ_BACK: Final = 512
"""Characters in a step: a rule may read all that stands before."""
_BEGINNINGS: Final = {
    "www.": ("",),
    ":": ("http", "https", "mailto", "xmpp"),
    "@": tuple(f"{string.ascii_letters}{string.digits}.+-_"),
}
"""Signs at which each of the library's rules begins, in their order, and what may stand before."""


def autolinks(md: MarkdownIt) -> None:
    """Add autolinks to a parser."""
    md.inline.ruler.before("emphasis", "underscore", _underscore)
    md.use(gfm_autolink_plugin)
    names = md.inline.ruler.get_active_rules()[-len(_BEGINNINGS) :]
    rules = md.inline.ruler.getRules("")[-len(_BEGINNINGS) :]
    for name, rule, sign in zip(names, rules, _BEGINNINGS, strict=True):
        md.inline.ruler.at(name, partial(_bounded, rule, sign))
    # The library stops at each w, which takes time in any text.
    md.inline.terminator_re = re.compile(md.inline.terminator_re.pattern + r"(?:(?<!w)|(?=ww\.))")


def _underscore(state: StateInline, silent: bool) -> bool:
    """Take the sign within a word for a letter of it, as it may be within an address."""
    at, text = state.pos, state.src
    if text[at] != "_" or not (text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()):
        return False
    if not silent:
        state.append_pending("_")
    state.pos += 1
    return True


def _bounded(rule: RuleFuncInlineType, sign: str, state: StateInline, silent: bool) -> bool:
    """Apply a rule where it may find something, to so much of the text as an address may have."""
    at, end = state.pos, state.posMax
    if silent or not state.src.startswith(sign, at) or not may_end_at(state.src, at, sign):
        return False
    spend(state, ADDRESS + at // _READ_BACK)
    state.posMax = min(end, at + MOST_OF_ADDRESS)
    found = rule(state, silent)
    state.posMax = end
    return found


def may_end_at(text: str, at: int, sign: str) -> bool:
    """Return whether what stands before a sign can be the beginning of an address."""
    return text.endswith(_BEGINNINGS[sign], 0, at)
