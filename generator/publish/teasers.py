"""Teasers: the first sentence of a text that makes somebody want to read it."""

from __future__ import annotations

import re
from typing import Final

_REAL: Final = 8
"""Words of a sentence that says something, at least."""
_SENTENCES: Final = re.compile(r"(?<=[.!?…])\s+(?=[^a-z])")


def teaser(text: str) -> str:
    """Return the first sentence of a text that says something: “Full time. Scores.” does not."""
    sentences = _SENTENCES.split(text)
    return next((each for each in sentences if len(each.split()) >= _REAL), text)
