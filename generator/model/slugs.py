"""Text as a part of an address: lower case, digits and hyphens, in any language that has letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_APART: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
_NOT_WORD: Final = re.compile(r"[\W_]+")


def slugify(text: str) -> str:
    """Return a slug: accents are dropped, other scripts keep their letters; empty where nothing remains."""
    lowered = unicodedata.normalize("NFC", unaccented(text))
    return _NOT_WORD.sub("-", lowered.replace("'", "").replace("’", "")).strip("-")


def unaccented(text: str) -> str:
    """Return the text in small letters without accents, as far as its script has them."""
    if text.isascii():
        return text.lower()
    lowered = "".join(_APART.get(character, character) for character in text.lower())
    return "".join(each for each in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(each))


def folded(identity: str) -> str:
    """Return the form in which identities and addresses are compared, as a file system may compare names."""
    if identity.isascii():
        return identity.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", identity).casefold())
