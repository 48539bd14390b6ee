"""Who may read a record, and which editions hold it. The order is the whole rule: each edition holds all of the ones before it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

PRIVATE: Final = 0
FACILITATORS: Final = 1
COHORT: Final = 2
PUBLIC: Final = 3

AUDIENCES: Final = ("private", "facilitators", "cohort", "public")
EDITIONS: Final = ("public", "cohort", "facilitators")


def level(audience: str) -> int:
    """0 (private) to 3 (public)."""
    return AUDIENCES.index(audience)


def reaches(audience: int, least: int) -> bool:
    """Whether something for this audience is for those, too, whose narrowest is `least`. What is private is for nobody, whoever asks."""
    return audience >= least and audience != PRIVATE


class Viewer(Struct, frozen=True):
    """For whom an edition is made: `level` is the narrowest audience that it holds; `person` also sees all of their own."""

    name: str
    level: int
    person: str = ""

    @property
    def is_public(self) -> bool:
        """Whether consent and pseudonyms apply."""
        return self.level == PUBLIC

    @property
    def compares(self) -> bool:
        """Whether there are pages that compare people: for facilitators, and for nobody else."""
        return self.level <= FACILITATORS and not self.person


VIEWERS: Final = {
    "public": Viewer("public", PUBLIC),
    "cohort": Viewer("cohort", COHORT),
    "facilitators": Viewer("facilitators", FACILITATORS),
}


def as_person(person: str) -> Viewer:
    """A writer's own view: the cohort's edition, and their own records whatever their audience."""
    return Viewer(f"as-{person}", COHORT, person)


PORTFOLIO: Final = "portfolio"
"""The name of the edition that somebody takes along."""


def portfolio_of(person: str) -> Viewer:
    """What somebody takes along: all of their own, of a network that holds nothing else but what anybody may read."""
    return Viewer(PORTFOLIO, COHORT, person)
