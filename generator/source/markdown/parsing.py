"""The parser: the library's, with what is added to it and its limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from generator.source.markdown import comments, formulas, unfinished
from generator.source.markdown.autolinks import autolinks
from generator.source.markdown.fast_inline import Renderer, add_fast_path
from generator.source.markdown.footnotes import footnotes
from generator.source.markdown.headings import note_headings
from generator.source.markdown.limits import measure
from generator.source.markdown.paragraphs import plain_paragraphs
from generator.source.markdown.raw_html import word_tags
from generator.source.markdown.shortcodes import shortcodes
from generator.source.markdown.tasks import task_lists
from generator.source.markdown.typography import ENGLISH, Quotes, typography
from generator.source.markdown.videos import videos

MOST_NESTING: Final = 60
OPTIONS: Final = {"maxNesting": MOST_NESTING, "alerts": True, "strikethrough_single_tilde": True}
"""Options of the parser."""
_NORMAL: Final = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9./_-]*)?")
"""An address that stays as it is: the library takes it apart and puts it together again."""


class _Parser(MarkdownIt):
    """The library's parser, for which every address is one: the sanitiser drops some, and says so."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library calls it so
        """Return an address as it stands in HTML."""
        return url if _NORMAL.fullmatch(url) else super().normalizeLink(url)

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library calls it so
        """Return True."""
        return True


@cache
def parser(quotes: Quotes = ENGLISH) -> MarkdownIt:
    """Return the one parser for these quotation marks: making one costs more than reading a post."""
    md = _Parser("commonmark", OPTIONS, renderer_cls=Renderer)
    measure(md)
    md.disable("normalize")  # lines end in \n already, and no text has a NUL
    md.enable(["table", "strikethrough"])
    autolinks(md)
    word_tags(md)
    shortcodes(md)
    formulas.formulas(md)
    footnotes(md)
    task_lists(md)
    plain_paragraphs(md)
    add_fast_path(md)
    note_headings(md)
    comments.note_open_comments(md)
    unfinished.note_text(md)
    typography(md, quotes)
    videos(md)
    return md


def parsed(texts: Iterable[tuple[str, Quotes]]) -> list[StateCore]:
    """Return these texts parsed, each with the quotation marks of its language.

    Each rule is applied to all of them before the next: a processor that goes through all rules with every
    text takes a tenth longer, since its caches do not hold the code of all of them.
    """
    states = [StateCore(text, parser(quotes), {}) for text, quotes in texts]
    for md in dict.fromkeys(state.md for state in states):
        of_one = [state for state in states if state.md is md]
        for rule in md.core.ruler.getRules(""):
            for state in of_one:
                rule(state)
    return states
