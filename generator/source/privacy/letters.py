"""Letters of a text as names are compared: Latin letters without accents, in which nothing is disguised."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from generator.model.confusables import latin
from generator.model.slugs import unaccented
from generator.source.privacy.passages import DISGUISE, undisguised

ADDRESS: Final = r"https?://[^\s<>\"')\]]{1,300}"
DISGUISED: Final = re.compile(
    rf"{ADDRESS}|{DISGUISE}|(?:%[0-9A-F]{{2}})+|\\(?=\s)|[^\x00-\x7f]", re.IGNORECASE
)
FIGURES: Final = re.compile(r"(?<=[A-Za-z])[013457!$](?=[A-Za-z])")
_AS_LETTERS: Final = str.maketrans("013457!$", "oieastis")
"""Figures and signs that stand for letters within a word: “P3trie”."""
_BETWEEN: Final = re.compile("[-_.+/?=&#]")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")
_SIGNS_ALIKE: Final = str.maketrans("’‘ʼ‐‑−－", "'''----")


def cased(text: str) -> str:
    """Return the text in Latin letters without accents; capitals stay."""
    return text if text.isascii() else _FOREIGN.sub(_letters, text)


def _letters(match: re.Match[str]) -> str:
    return "".join(
        found.upper() if each.isupper() else found
        for each in match[0]
        for found in [unaccented(latin(each)).translate(_SIGNS_ALIKE)]
    )


def undisguised_word(match: re.Match[str]) -> str:
    """Return the meaning of a disguise in the form for comparison; an address becomes words."""
    written = match[0]
    if written[0] in "hH" and len(written) > 1:
        return cased(_BETWEEN.sub(" ", unquote(written)))
    return cased(unquote(written) if written[0] == "%" else undisguised(written))


def from_figure(match: re.Match[str]) -> str:
    """Return the letter that a figure or a sign stands for."""
    return match[0].translate(_AS_LETTERS)
