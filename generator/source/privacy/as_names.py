"""The question whether letters that are a name are written as one, rather than as a word."""

from __future__ import annotations

import re
from typing import Final

from generator.source.privacy.findings import Name
from generator.source.privacy.lexicon import is_word
from generator.source.privacy.words_as_names import MONTHS, WORDS

MOST: Final = 20
"""The letters before a joined name that belong to one word with it."""
_LETTERS_AFTER: Final = re.compile(r"[^\W\d_]{0,20}")
_LETTERS_BEFORE: Final = re.compile(r"[^\W\d_]+\Z")
_BEGUN: Final = re.compile(r"(?:^|[.!?:…\n#|>(\[\"“])[\W_]*\Z")
_CAPITALISED: Final = re.compile(r"([A-Z][\w'-]*)[ \u00a0-][\W_]{0,2}\Z")
_OPENERS: Final = frozenset(
    "after also and as at because before but by did does even for from has have how if in is later like next"
    " now of on once only or perhaps since so that then though to today until was what when where while why"
    " with without yesterday yet".split()
)
"""Words that begin a sentence without belonging to a name."""

_DATED: Final = re.compile(
    r"(?:\b(?:after|before|between|by|during|each|early|every|for|from|in|last|late|mid|next|of|on|since|this"
    r"|till|to|until)|day,?|\d(?:st|nd|rd|th)?)\W{1,2}\Z",
    re.IGNORECASE,
)
"""Words before the name of a month."""


def is_name(text: str, start: int, end: int, name: Name) -> bool:
    """Return whether a part of a name is written as one, rather than as a word or in somebody else's name."""
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    if name.form == "given" and re.match(r"\s(?!I\b)[A-Z][\w'-]", after):
        return False
    if name.normal not in WORDS:
        return True
    if text[start:end].isupper() or _BEGUN.search(before) or re.match(r"[ \u00a0-][\W_]?[A-Z]", after):
        return False
    if name.normal in MONTHS and (_DATED.search(before) or re.match(r"\W{0,2}\d", after)):
        return False
    match = _CAPITALISED.search(before)
    return match is None or match[1].lower() in _OPENERS


def is_joined_name(text: str, start: int, end: int) -> bool:
    """Return whether what is written in one word is a name, rather than an ordinary word.

    “Jo King” is not in “joking”; she is in “JoKing”, “@joking” and “joking@example.org”.
    """
    found = text[start:end]
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if not found.isalpha() or "@" in (before, after) or after.isdigit():
        return True
    if not found[1:].islower() and not found.isupper():
        return True
    first, last = _LETTERS_BEFORE.search(text, max(0, start - MOST), start), _LETTERS_AFTER.match(text, end)
    return not (is_word(found) or is_word(f"{first[0] if first else ''}{found}{last[0] if last else ''}"))
