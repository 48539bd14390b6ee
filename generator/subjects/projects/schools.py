"""Schools and areas of projects: the areas that can be asked for, and the schools that a person is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.diagnostics import Report, Span
from generator.model.suggest import nearest
from generator.network.records import Cohort, Person
from generator.network.regions import folded
from generator.subjects.projects.kind import AREAS


def areas(own: Iterable[str]) -> tuple[str, ...]:
    """Return the areas of needs: those of every network, and this network's own."""
    return tuple(dict.fromkeys((*AREAS, *own)))


def check_area(value: str, known: Iterable[str], span: Span, report: Report) -> None:
    """Report an unknown area."""
    if value not in known:
        called = {each.casefold(): each for each in known}
        close = [called[value.casefold()]] if value.casefold() in called else nearest(value, known)
        hint = (
            f"did you mean `{close[0]}`?"
            if close
            else f"one of: {', '.join(known)}; a network adds its own as `areas` in network.yaml"
        )
        report(span, "unknown-area", f"There is no area “{value}”.", hint)


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
