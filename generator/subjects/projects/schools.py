"""Projects between schools: what a school can ask for, and which school somebody is of, whom it can't be asked of then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.diagnostics import Report, Span
from generator.model.suggest import nearest
from generator.network.records import Cohort, Person
from generator.network.regions import folded
from generator.subjects.projects.kind import AREAS


def areas(own: Iterable[str]) -> tuple[str, ...]:
    """The areas that schools can ask for: those that everybody knows, and the network's own."""
    return tuple(dict.fromkeys((*AREAS, *own)))


def check_area(value: str, known: Iterable[str], span: Span, report: Report) -> None:
    """Report an area that there is not."""
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
    """The schools that somebody is of: that of the profile, and those of the cohorts they were in, as they are described there."""
    then = (
        member.school
        for cohort in cohorts.values()
        for name, member in cohort.fields.members
        if name == person.id
    )
    return tuple(dict.fromkeys(filter(None, (person.school, *then))))


def at_host(school: str, others: Iterable[str]) -> bool:
    """Whether one of these descriptions is that of the school, capitals and punctuation apart."""
    return bool(school) and folded(school) in map(folded, others)
