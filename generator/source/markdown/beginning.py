"""The words with which a text begins that has no paragraph of its own: lists, quotations, typed HTML."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from generator.model.patterns import lazy_pattern
from generator.source.markdown.slots import OPEN, OWN, SHUT

_MOST: Final = 20_000
"""Characters of a text that are looked at."""
_HEADING: Final = lazy_pattern(r"<h([1-6])\b[^>]*>.*?</h\1>", re.DOTALL)
_UNSAID: Final = lazy_pattern(rf"{OPEN}/?\d+{SHUT}|{OWN}|<[^>]*>")


def beginning(html: str) -> str:
    """Return the first words of safe HTML with slots: those behind its headings, where there are any."""
    start = html[:_MOST].rpartition(">")[0] + ">"
    return _said(_HEADING.sub(" ", start)) or _said(start)


def _said(html: str) -> str:
    """Return the words alone: pictures are slots, which may be empty in some editions."""
    return " ".join(unescape(_UNSAID.sub(" ", html)).split())
