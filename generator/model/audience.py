"""Audiences, editions and viewers, in one table.

Each edition holds what those of wider audiences hold, and more.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.model.messages import N_


class Audience(Struct, frozen=True):
    """A circle of readers.

    `label` marks a record that is for no wider audience, and `notice` stands on every page of the edition for
    this one. An audience without an edition sees nothing but their own records.
    """

    name: str
    label: str
    notice: str = ""
    edition: bool = True


_TABLE: Final = (
    Audience("private", N_("only you see this"), edition=False),
    Audience(
        "facilitators",
        N_("for facilitators only"),
        N_("For facilitators and tutors only. Please do not pass these pages on."),
    ),
    Audience(
        "cohort",
        N_("for cohort only"),
        N_("For members of the programme. Please do not pass these pages on."),
    ),
    Audience("public", ""),
)
"""From the narrowest to the widest: a level is a place in this table."""

PRIVATE, FACILITATORS, COHORT, PUBLIC = range(len(_TABLE))
AUDIENCES: Final = tuple(each.name for each in _TABLE)
EDITIONS: Final = tuple(each.name for each in reversed(_TABLE) if each.edition)
LABELS: Final = {each.name: each.label for each in _TABLE if each.label}
OWN_NOTICE: Final = N_("Your own view: private records are shown to you alone.")
PORTFOLIO: Final = "portfolio"
"""The name of the edition in a portfolio."""
PORTFOLIO_NOTICE: Final = N_("A portfolio. Who may read it is for its owner to say.")


def level(audience: str) -> int:
    """Return the level of an audience: 0 (private) to 3 (public)."""
    return AUDIENCES.index(audience)


def reaches(audience: int, least: int) -> bool:
    """Return whether a record for `audience` is in an edition whose narrowest audience is `least`.

    What is private is in no edition.
    """
    return audience >= least and audience != PRIVATE


class Viewer(Struct, frozen=True):
    """The reader that an edition is made for.

    `level` is the narrowest audience that the edition holds; `person` also sees all of their own records.
    `notice` is the sentence on every page that says for whom it is. With `sees_drafts` these records may be
    drafts, or have a day that is still to come.
    """

    name: str
    level: int
    person: str = ""
    notice: str = ""
    sees_drafts: bool = False

    @property
    def is_public(self) -> bool:
        """Return whether consent and pseudonyms apply."""
        return self.level == PUBLIC

    @property
    def compares(self) -> bool:
        """Return whether there are pages that compare people: for facilitators, and for nobody else."""
        return self.level <= FACILITATORS and not self.person


VIEWERS: Final = {name: Viewer(name, level(name), notice=_TABLE[level(name)].notice) for name in EDITIONS}
"""The viewer of each edition, by its name."""


def as_person(person: str) -> Viewer:
    """Return the viewer of a writer's own view: the cohort's edition, and all records of their own."""
    return Viewer(f"as-{person}", COHORT, person, OWN_NOTICE, sees_drafts=True)


def portfolio_of(person: str) -> Viewer:
    """Return the viewer of a portfolio's site, whose network holds one person's records and public ones."""
    return Viewer(PORTFOLIO, COHORT, person, PORTFOLIO_NOTICE)
