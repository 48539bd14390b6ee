"""Coverage: the posts of each member of a cohort on each standard, which facilitators compare."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from generator.network.conversations import writers
from generator.network.edition import Edition
from generator.network.records import Cohort, Post

LEARNERS = frozenset({"participant"})
"""The roles of those from whom evidence is expected."""


class Coverage(Struct, frozen=True, dict=True):
    """A cohort's evidence.

    `people` are its participants by name, then all others who have written on a standard; the first
    `expected` are the participants. `standards` are those in focus, then all others that are named or stand
    above one that is, each in the catalogues' order; the first `focus` are those in focus. `evidence` holds
    the posts of a person under a standard or any part of it, each once, the oldest first.
    """

    people: tuple[str, ...]
    expected: int
    standards: tuple[str, ...]
    focus: int
    evidence: Mapping[tuple[str, str], tuple[Post, ...]]

    @cached_property
    def learners(self) -> frozenset[str]:
        """The participants, from whom evidence is expected."""
        return frozenset(self.people[: self.expected])

    @cached_property
    def counts(self) -> dict[str, dict[tuple[str, str], int]]:
        """The numbers of these posts by the ids of their phases; those of all posts under an empty id."""
        found = {"": {key: len(posts) for key, posts in self.evidence.items()}}
        for key, posts in self.evidence.items():
            for post in posts:
                if post.phase:
                    row = found.setdefault(post.phase, {})
                    row[key] = row.get(key, 0) + 1
        return found


def coverage(edition: Edition) -> dict[str, Coverage]:
    """Return the evidence of each cohort."""
    return {cohort.id: _of(edition, cohort) for cohort in edition.cohorts.values()}


def _of(edition: Edition, cohort: Cohort) -> Coverage:
    standards = edition.standards
    evidence: dict[tuple[str, str], list[Post]] = {}
    for post in edition.by_cohort.get(cohort.id, ()):
        rolled_up = standards.lineages(post.standards)
        for person in writers(post):
            for name in rolled_up:
                evidence.setdefault((person, name), []).append(post)
    focus = sorted(dict.fromkeys(cohort.fields.focus), key=lambda name: standards[name].order)
    others = sorted({name for _, name in evidence}.difference(focus), key=lambda name: standards[name].order)
    expected = {name for name, member in cohort.fields.members if member.role in LEARNERS}
    also = {person for person, _ in evidence} - expected

    def by_name(name: str) -> tuple[str, str]:
        return edition.people[name].name.casefold(), name

    people = (*sorted(expected, key=by_name), *sorted(also, key=by_name))
    return Coverage(
        people,
        len(expected),
        (*focus, *others),
        len(focus),
        {key: tuple(posts) for key, posts in evidence.items()},
    )
