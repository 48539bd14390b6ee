"""The schools of people, by the descriptions in profiles and cohorts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.network.records import Cohort, Person
from generator.network.regions import folded


def schools(person: Person, cohorts: Mapping[str, Cohort]) -> tuple[str, ...]:
    """Return the schools that a person is of: that of the profile, and those in the cohorts they were in."""
    then = (
        member.school
        for cohort in cohorts.values()
        for name, member in cohort.fields.members
        if name == person.id
    )
    return tuple(dict.fromkeys(filter(None, (person.school, *then))))


def at_host(school: str, others: Iterable[str]) -> bool:
    """Return whether one of these descriptions is that of the school, but for capitals and punctuation."""
    return bool(school) and folded(school) in map(folded, others)
