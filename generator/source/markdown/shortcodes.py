"""Emoji by their names, as `:smile:` and `:+1:`: those of GitHub, and the English ones of Unicode."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

EMOJI: Final = "emoji"
"""The type of a token that is an emoji: its content is the name as it is written, its markup the emoji."""
_WRITTEN: Final = re.compile(
    r"(?<!\d):(?P<name>[a-z0-9_+-]{2,80}|(?<!\w:)[a-z](?!:\w)):(?!\d)", re.ASCII | re.IGNORECASE
)
"""A name between colons that are not those of a time."""


def shortcodes(md: MarkdownIt) -> None:
    """Add the names of emoji to a parser."""
    md.inline.ruler.push(EMOJI, _shortcode)
    md.add_render_rule(EMOJI, _emoji)


def _shortcode(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or _goes_on(state):
        return False
    match = written(state.src, state.pos, state.posMax)
    sign = signs().get(match["name"]) if match else None
    if match is None or sign is None:
        return False
    if not silent:
        token = state.push(EMOJI, "", 0)
        token.content, token.markup = match[0], sign
    state.pos = match.end()
    return True


def _goes_on(state: StateInline) -> bool:
    """Return whether this colon follows another, as in `std::a::b`, and not an emoji."""
    return state.src.endswith(":", 0, state.pos) and (
        bool(state.pending) or not state.tokens or state.tokens[-1].type != EMOJI
    )


def _emoji(
    _renderer: object, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return tokens[index].markup


def written(text: str, at: int, end: int | None = None) -> re.Match[str] | None:
    """Return the match of what is written as a name of an emoji is, from this colon on."""
    return _WRITTEN.match(text, at, len(text) if end is None else end)


@cache
def signs() -> Mapping[str, str]:
    """Return the emoji by their names; those of GitHub come first."""
    from emoji import EMOJI_DATA, STATUS

    whole = {sign: each for sign, each in EMOJI_DATA.items() if each["status"] <= STATUS["fully_qualified"]}
    found = {name.strip(":"): sign for sign, each in whole.items() for name in each.get("alias", ())}
    for sign, each in whole.items():
        found.setdefault(each["en"].strip(":"), sign)
    return found
