"""Confusable names: a form in which names are the same that readers would take for one another.

The pairs are facts of Unicode's list of confusable characters (UTS 39), as far as names of people are written
with them, small or capital.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from generator.model.slugs import folded, slugify

ALIKE: Final = {
    "a": "\u0430\u03b1\u0251\u1d00", "b": "\u0432\u03b2\u0431\u0299", "c": "\u0441\u03f2\u1d04",
    "d": "\u0501\u1d05", "e": "\u0435\u0454\u03b5\u1d07", "f": "\u0192\u0284\ua730",
    "g": "\u0261\u0581\u0262",
    "h": "\u043d\u04bb\u0570\u03b7", "i": "\u0456\u0457\u03b9\u026a\u0269", "j": "\u0458\u03f3\u1d0a",
    "k": "\u043a\u03ba\u1d0b", "l": "\u04cf\u01c0\u029f", "m": "\u043c\u03bc\u1d0d",
    "n": "\u043f\u0578\u03bd\u0274", "o": "\u043e\u03bf\u0585\u1d0f", "p": "\u0440\u03c1\u1d18",
    "q": "\u051b\u0566", "r": "\u0433\u0280", "s": "\u0455\ua731", "t": "\u0442\u03c4\u1d1b",
    "u": "\u03c5\u057d\u1d1c", "v": "\u0475\u1d20", "w": "\u051d\u0461\u0561\u03c9\u1d21",
    "x": "\u0445\u03c7", "y": "\u0443\u04af\u03b3\u028f", "z": "\u1d22",
}  # fmt: skip
"""Latin letters, each with letters of other scripts that look like it."""
_SMALL: Final = {ord(other): letter for letter, others in ALIKE.items() for other in others}
_CAPITAL: Final = {
    ord(chr(other).upper()): letter for other, letter in _SMALL.items() if len(chr(other).upper()) == 1
}
_BADGES: Final = {first + offset: chr(97 + offset) for first in (0x1F150, 0x1F170) for offset in range(26)}
"""White letters on black circles and squares, of which Unicode names no plain form."""
_CASED: Final = {**_CAPITAL, **_SMALL, **_BADGES, ord("\u03a5"): "y", ord("\u03bd"): "v", ord("\u03b7"): "n"}
"""Three letters of Greek look like another letter of ours when they are small than when they are capitals."""
_TALL: Final = str.maketrans("i1|0", "lllo")


def latin(text: str) -> str:
    """Return the text in small Latin letters, which stand for those of other scripts that look like them."""
    return text if text.isascii() else unicodedata.normalize("NFKD", text).translate(_CASED)


def likeness(name: str) -> str:
    """Return a form that is the same for names that look the same.

    Accents, capitals, white space and the script of a letter make no difference.
    """
    plain = slugify(name) or folded(" ".join(name.split()))
    return plain.translate(_SMALL).translate(_TALL).replace("rn", "m").replace("vv", "w")
