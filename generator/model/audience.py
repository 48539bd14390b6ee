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
    """Return the number of an audience: 0 (private) to 3 (public)."""
    return AUDIENCES.index(audience)


def reaches(audience: int, least: int) -> bool:
    """Return whether a record for `audience` is in an edition whose narrowest audience is `least`.

    What is private is in no edition.
    """
    return audience >= least and audience != PRIVATE


class Viewer(Struct, frozen=True):
    """The reader that an edition is made for.

    `level` is the narrowest audience that the edition holds; `person` also sees all of their own records.
    """

    name: str
    level: int
    person: str = ""

    @property
    def is_public(self) -> bool:
        """Return whether consent and pseudonyms apply."""
        return self.level == PUBLIC

    @property
    def compares(self) -> bool:
        """Return whether there are pages that compare people: for facilitators, and for nobody else."""
        return self.level <= FACILITATORS and not self.person


VIEWERS: Final = {
    "public": Viewer("public", PUBLIC),
    "cohort": Viewer("cohort", COHORT),
    "facilitators": Viewer("facilitators", FACILITATORS),
}


def as_person(person: str) -> Viewer:
    """Return the viewer of a writer's own view: the cohort's edition, and all records of their own."""
    return Viewer(f"as-{person}", COHORT, person)


PORTFOLIO: Final = "portfolio"
"""The name of the edition in a portfolio."""


def portfolio_of(person: str) -> Viewer:
    """Return the viewer of a portfolio's site, whose network holds one person's records and public ones."""
    return Viewer(PORTFOLIO, COHORT, person)
