"""Teasers: the sentences of a text that make somebody want to read it."""

from __future__ import annotations

from typing import Final

from generator.model.patterns import lazy_pattern

_REAL: Final = 8
"""Words of a sentence that says something, at least."""
_BRIEF: Final = 96
"""Letters of a text that is shown briefly: two lines beside others, three on a telephone."""
_SNIPPET: Final = 160
"""Letters of a page's description that search engines show."""
_CUT: Final = "…"
_SENTENCES: Final = lazy_pattern(r"(?<=[.!?…])\s+(?=[^a-z])")


def teaser(text: str) -> str:
    """Return the first sentence of a text that says something: “Full time. Scores.” does not."""
    sentences = _SENTENCES.split(text)
    return next((each for each in sentences if len(each.split()) >= _REAL), text)


def complete(text: str) -> str:
    """Return a beginning of a text without the sentence in which it was cut, if that leaves something."""
    if not text.endswith(_CUT):
        return text
    whole = " ".join(_SENTENCES.split(text)[:-1])
    return whole if len(whole.split()) >= _REAL else text


def brief(text: str) -> str:
    """Return the first sentences of a text that are short together, or as many of its words."""
    if len(text) <= _BRIEF:
        return text
    first, *others = _SENTENCES.split(text)
    for each in others:
        if len(first) + len(each) >= _BRIEF:
            break
        first = f"{first} {each}"
    if len(first) <= _BRIEF and len(first.split()) >= _REAL:
        return first
    return _cut(text, _BRIEF)


def snippet(text: str) -> str:
    """Return as much of a text as search engines show of it."""
    return text if len(text) <= _SNIPPET else _cut(text, _SNIPPET)


def _cut(text: str, most: int) -> str:
    return f"{text[:most].rpartition(' ')[0].rstrip(' ,;:–—-.') or text[:most]}{_CUT}"
