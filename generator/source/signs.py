"""Signs that nobody sees, or that look like others, by the names that a writer can look up."""

from __future__ import annotations

import unicodedata
from typing import Final

from generator.model.patterns import lazy_pattern
from generator.source.privacy.passages import UNSEEN

BLANKS: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like the space bar's, as the inside of a class of characters."""
ODD: Final = lazy_pattern(f"{UNSEEN}|[{BLANKS}]")
_NAMES: Final = {
    "\u00a0": "no-break space",
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "mark for programs",
}


def named(sign: str) -> str:
    """Return the name of a sign, as in “no-break space”."""
    return _NAMES.get(sign) or unicodedata.name(sign, "invisible character").lower()
