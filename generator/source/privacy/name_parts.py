"""Parts of a person's name: the first name, what stands between, and the surname."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from generator.source.privacy.words_as_names import AFTER_NAMES, PARTICLES, TITLES

LETTERS: Final = re.compile(r"[^\W_]+")
_ASIDE: Final = re.compile(r"\([^()]*\)?")


class Parts(Struct, frozen=True):
    """The parts of a name in the form for comparison."""

    given: str
    middles: tuple[str, ...]
    surname: str


def parts(normal: str) -> Parts:
    """Return the parts of a name; a particle (van der, de la, Mac) begins its surname."""
    words = normal.split()
    if len(words) == 1:
        return Parts("", (), words[0])
    last = len(words) - 1
    while last > 1 and words[last - 1] in PARTICLES:
        last -= 1
    return Parts(words[0], tuple(words[1:last]), " ".join(words[last:]))


def of_a_person(normal: str) -> str:
    """Return a name in its common order, without titles, degrees, and what stands in brackets."""
    surname, comma, rest = _ASIDE.sub(" ", normal).partition(",")
    words = surname.split()
    if comma and not all(_bare(each) in AFTER_NAMES for each in rest.replace(",", " ").split()):
        words = [*rest.replace(",", " ").split(), *words]
    while len(words) > 1 and _bare(words[0]) in TITLES:
        words = words[1:]
    while len(words) > 1 and _bare(words[-1]) in AFTER_NAMES:
        words = words[:-1]
    return " ".join(words) or normal


def _bare(word: str) -> str:
    return word.rstrip(".").replace(".", "")


def joined(written: str) -> str:
    """Return the letters and digits alone."""
    return "".join(LETTERS.findall(written))
