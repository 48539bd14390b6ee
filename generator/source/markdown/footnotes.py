"""Footnotes, as the forge shows them: `[^1]` refers to a note, whose number is the same each time."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin


def footnotes(md: MarkdownIt) -> None:
    """Add footnotes to a parser. It notes those that another one of their name replaces."""
    md.use(footnote_plugin, inline=False)
    md.core.ruler.before("footnote_tail", "footnotes_twice", _footnotes_twice)
    md.add_render_rule("footnote_caption", _number)
    md.add_render_rule("footnote_anchor", _way_back)


def _footnotes_twice(state: StateCore) -> None:
    """Note each footnote that a later one of the same name replaces, with its line."""
    last: dict[str, int] = {}
    for token in state.tokens if state.env.get("footnotes") else ():
        if token.type == "footnote_reference_open" and token.map:
            name = token.meta["label"]
            if name in last:
                state.env.setdefault("footnotes_twice", []).append((name, last[name]))
            last[name] = token.map[0]


def _number(
    _renderer: object, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return str(tokens[index].meta["id"] + 1)


def _way_back(
    _renderer: object, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """Return the link from a note to where it was referred to: numbered from the second time on."""
    number, again = tokens[index].meta["id"] + 1, tokens[index].meta["subId"]
    place, shown = (f"{number}:{again}", f"<sup>{again + 1}</sup>") if again > 0 else (str(number), "")
    return f' <a href="#fnref{place}" class="footnote-backref">\u21a9\ufe0e{shown}</a>'
