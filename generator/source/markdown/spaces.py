"""Addresses and names of files with spaces in them: a link ends at the first space, or is none.

A sentence goes on behind an address, too. So only what ends as the name of a file does is taken for a part of
it, and what stands between < and >.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from generator.model.patterns import lazy_pattern
from generator.source.markdown.blocks import Block, Check
from generator.source.markdown.code_spans import without_code
from generator.source.markdown.pasted import CODE, MOST_OF_PARAGRAPH
from generator.source.markdown.positions import Finder, Report
from generator.source.markdown.slots import IMAGES

_ENDING: Final = (
    r"\.(?:pdf|docx?|pptx?|xlsx?|od[tsp]|pages|key|numbers|rtf|txt|csv|epub|zip|html?|jpe?g|png|gif|svg|heic"
    r"|mp[34]|m4[av]|mov|wav)"
)
_FILE: Final = re.compile(_ENDING)
_BEGUN: Final = r"(?:https?://|www\.)[^\s<>/]+/(?:[^\s<>/]*/)*[^\s<>/.?#]*[^\s<>/.,;:!?#…]"
"""An address of which the last part has no ending of its own."""
_BEFORE: Final = r"(?<![\w\"'=\[<\\/])(?<!\]\()"
_BEHIND: Final = r"(?!\.?[\w/]|[^\[\]\n]*\]\()"
_WORD: Final = r" [^\s<>()\[\].,;:!?]+"
_IN_TEXT: Final = lazy_pattern(
    rf"{_BEFORE}(?P<address>{_BEGUN}(?: [A-Z\d&–-][^\s<>()\[\].,;:!?]*){{0,5}}{_WORD}{_ENDING}){_BEHIND}"
)
_ON_A_LINE: Final = lazy_pattern(
    rf"^[ \t>*+-]*(?P<address>{_BEGUN}(?:(?! (?:and|or|with|plus) ){_WORD}){{1,6}}{_ENDING})[ \t]*$",
    re.MULTILINE,
)
_IN_BRACKETS: Final = lazy_pattern(r"(?<![(\\])<(?P<address>(?:https?://|www\.|mailto:)[^\s<>]+ [^<>\n]*)>")
_SPACED: Final = re.compile(r"!?\[[^\]\n]{0,500}\]\((?P<name>[^()<>\n\"]{1,255})\)")
_OF_THE_WEB: Final = lazy_pattern(r"[a-z]+:|www\.", re.IGNORECASE)
MOST_SHOWN: Final = 120
"""Letters of a link that a hint repeats."""
_FILE_WITH_SPACES: Final = lazy_pattern(r"\S.* .*\S\.\w{1,5}")


def _addresses_with_spaces(block: Block, report: Report) -> None:
    """Report each address in a paragraph, a heading or a cell that goes on behind a space."""
    written = block.content.content
    if len(written) > MOST_OF_PARAGRAPH or not _may_have_spaces(written):
        return
    bare = without_code(written)
    found = {
        match.start("address"): match["address"]
        for pattern in (_IN_TEXT, _ON_A_LINE, _IN_BRACKETS)
        for match in pattern.finditer(bare)
    }
    for _, address in sorted(found.items()):
        typed = re.sub(r"^(?=www\.)", "https://", re.sub(r"[ \t]", "%20", address))
        message = f"There is a space in this address, so the link ends before it: “{address}”."
        report(CODE, message, f"write %20 for each space: `{typed}`", block.finder().words(address))


def _may_have_spaces(text: str) -> bool:
    return "<" in text or _FILE.search(text) is not None


CHECKS: Final = (Check(lambda text, _: _may_have_spaces(text), _addresses_with_spaces),)


def names_with_spaces(children: Sequence[Token], finder: Finder, report: Report) -> None:
    """Report file names with spaces, which Markdown takes for text."""
    for child in children:
        for found in _SPACED.finditer(child.content) if child.type == "text" else ():
            name = found["name"]
            if not _FILE_WITH_SPACES.fullmatch(name) or _OF_THE_WEB.match(name):
                continue
            message = f"“{name}” has spaces, so this is no link but text."
            hint = _hint(found[0], name)
            report("space-in-link", message, hint, finder.words(found[0]))


def _hint(link: str, name: str) -> str:
    """Return all that has to be done for a link to lead to a file with spaces in its name."""
    words = link.partition("](")[0] if len(link) <= MOST_SHOWN else ""
    if re.search(r"[#?%]", name):
        better = re.sub(r"[\s#?%]+", "-", name)
        hint = f"rename the file to `{better}` and write `{words}]({better})`"
    else:
        hint = f"write `{words}](<{name}>)`"
    ending = posixpath.splitext(name)[1].lower()
    if ending in (".md", *IMAGES):
        return hint
    return f"{hint}; for it to be published, `attachments` in network.yaml has to name `{ending[1:]}`, too"
