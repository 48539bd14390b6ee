"""The schools of people, by the descriptions in profiles and cohorts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.network.records import Cohort, Person
from generator.network.regions import folded


def member_schools(cohorts: Iterable[Cohort]) -> dict[str, list[str]]:
    """Return the schools of each person in cohorts, as they are described there."""
    found: dict[str, list[str]] = {}
    for cohort in cohorts:
        for name, member in cohort.fields.members:
            if member.school:
                found.setdefault(name, []).append(member.school)
    return found


def schools(person: Person, in_cohorts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the schools that a person is of: that of the profile, and those in cohorts."""
    return tuple(dict.fromkeys(filter(None, (person.school, *in_cohorts.get(person.id, ())))))


def at_host(school: str, others: Iterable[str]) -> bool:
    """Return whether one of these descriptions is that of the school, but for capitals and punctuation."""
    return bool(school) and folded(school) in map(folded, others)
