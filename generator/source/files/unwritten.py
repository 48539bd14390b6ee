"""Texts that nobody has written yet: empty ones, and those in which the words of a new file still stand.

The words with which Enquiry and the site begin a file are kept here, so that what begins one and what looks
for them can't come apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final

from generator.model.diagnostics import Diagnostic
from generator.model.messages import N_
from generator.model.patterns import lazy_pattern
from generator.schema.kind import Complain, Kind, values
from generator.subjects.registry import KINDS

POST: Final = N_("Write your post here.")
REPLY: Final = N_("Write your reply here.")
DAY: Final = "YYYY-MM-DD"
"""The sign for a day that is to be written in its place."""
PAGE: Final = "Write the page here."
PROFILE: Final = "A few lines about yourself and your school."
_OF_THE_FIRST: Final = (
    "A few lines about yourself.",
    "Say here in two or three sentences which programme it is, who takes part, and what a visitor will find.",
)
"""Those in the profile and in the page about the network that `enquiry init` writes."""
TRANSLATED: Final = ("Sgrìobh do phost an seo.", "Sgrìobh do fhreagairt an seo.")
"""The words that the browser is given in the languages that ship with Enquiry."""
_OF_KINDS: Final = tuple(each.body for each in KINDS.values() if each.body)

_KNOWN: Final = frozenset(
    " ".join(each.casefold().split())
    for each in (POST, REPLY, PAGE, PROFILE, *_OF_THE_FIRST, *TRANSLATED, *_OF_KINDS)
)
_NEEDED: Final = frozenset({"post", "reply", "guest", "page"})
"""Kinds of files that are nothing without a text."""
_HARMLESS: Final = frozenset(" ".join(each.casefold().split()) for each in (PROFILE, *_OF_THE_FIRST))
"""Words that keep nothing back: so much depends on a profile, and a new network builds as it is."""
_LOST: Final = frozenset({"too-tangled"})
"""Codes of texts that are not shown and not published."""
_BEGINNINGS: Final = (
    *(f"{each.casefold()} " for each in (POST, REPLY, PAGE, *TRANSLATED)),
    "lorem ipsum dolor",
)
"""Beginnings of paragraphs that nobody has written."""
_FIRST_WORDS: Final = frozenset(each.partition(" ")[0] for each in (*_KNOWN, *_BEGINNINGS))
_BEGUN: Final = re.compile(rf"\n[^\S\n]*(?:{'|'.join(sorted(map(re.escape, _FIRST_WORDS)))})(?!\S)")
"""A line of a text in small letters that begins with one of them."""
MOST: Final = 120
"""Characters of such a text that a message quotes."""
_STUBS: Final = frozenset("todo tbc tba tbd xx xxx test draft stub ... … n/a tk placeholder".split())
"""Words that stand for a whole text until it is written."""
_TAG: Final = lazy_pattern(r"<[^>]*>")
_LETTER: Final = re.compile(r">[^<&]*?[A-Za-z0-9]")
"""A letter outside tags and references, which nearly every text begins with."""
_PARAGRAPH: Final = re.compile(r"^[^\S\n]*(?P<first>\S+)[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", re.MULTILINE)

Fault = tuple[str, str, str]
_EMPTY: Final[Fault] = (
    "unwritten",
    "There are no words below the settings, so there is nothing to publish.",
    "write them below the second line ---",
)


def faults(
    kind: str, body: str, html: str, found: Iterable[Diagnostic], *, elsewhere: bool = False
) -> Iterator[tuple[Fault, tuple[int, int]]]:
    """Yield what is wrong with a text that is not written yet, with its place in the body.

    `html` is what becomes of the text. Where something `found` in it says why nothing is left of it, no more
    is said. What somebody wrote `elsewhere` stands there as it was, be it “Test” or “TBC”.
    """
    lost = any(each.code in _LOST for each in found)
    if kind in _NEEDED and not lost and not _is_seen(html):
        yield _EMPTY, (0, 0)
    if elsewhere:
        return
    stub = _stub(body, kind)
    if not stub and not _BEGUN.search("\n" + body.casefold()):
        return
    for match in _PARAGRAPH.finditer(body):
        if not stub and match["first"].casefold() not in _FIRST_WORDS:
            continue
        words = " ".join(match[0].split())
        folded = words.casefold()
        if stub or folded in _KNOWN or folded.startswith(_BEGINNINGS):
            code = "placeholder" if folded in _HARMLESS else "unwritten"
            message = (
                f"What stands here is to be replaced: “{words if len(words) <= MOST else words[:MOST] + '…'}”"
            )
            yield (
                (code, message, "write your own words in its place"),
                (body.count("\n", 0, match.start()), 0),
            )


def _is_seen(html: str) -> bool:
    """Return whether a reader sees anything of a text."""
    return _LETTER.search(html) is not None or any(
        not each.isspace() and unicodedata.category(each) != "Cf" for each in unescape(_TAG.sub("", html))
    )


def _stub(body: str, kind: str) -> bool:
    return kind in _NEEDED and body.strip(" \t\n*_#[]().!:").casefold() in _STUBS


def check_settings(kind: Kind, fields: object, complain: Complain) -> None:
    """Report settings of a record that still say what `enquiry new` wrote there to be replaced."""
    first = dict(kind.start)
    for setting in kind.to_write:
        for keys, value in values(fields, *setting.split(".")):
            if value == first[setting]:
                message = f"What stands here is to be replaced: “{value}”."
                complain(keys, "unwritten", message, "write your own words in its place")
