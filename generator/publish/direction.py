"""The direction in which a language is written, by its tag (BCP 47)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from markupsafe import Markup

_LANGUAGES: Final = frozenset(
    "ar arc arz azb bal bgn bqi ckb dv fa glk he iw ji khw lki lrc luz mzn nqo pnb prs ps rhg sd sdh skr syr"
    " ug ur yi".split()
)
"""Languages that are written from right to left, unless their tag names another script."""
_SCRIPTS: Final = frozenset(
    "adlm arab aran hebr mand mend nkoo rohg samr sogd syrc syre syrj syrn thaa".split()
)
"""Scripts that run from right to left."""


def direction(language: str) -> str:
    """Return `rtl` for a language that is written from right to left, otherwise `ltr`."""
    name, *parts = language.lower().split("-")
    script = next((each for each in parts if len(each) == 4 and each.isalpha()), "")
    return "rtl" if script in _SCRIPTS or (not script and name in _LANGUAGES) else "ltr"


@lru_cache(maxsize=1024)
def attributes(language: str, around: str) -> Markup:
    """Return the attributes of an element whose text is in a language, among words of the one around it.

    Nothing has to be said where there is no other language, or none is known.
    """
    if not language or language == around:
        return Markup("")
    turned = direction(language)
    both = Markup(' lang="{}" dir="{}"') if turned != direction(around) else Markup(' lang="{}"')
    return both.format(language, turned)


def named(title: str, language: str, around: str) -> str:
    """Return a title, in an element of its own where it is in another language than the words around it."""
    own = attributes(language, around)
    return Markup("<span{}>{}</span>").format(own, title) if own else title
