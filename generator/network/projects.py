"""What is checked of a project beside its references: its area, that who takes it on is of another school, that nobody is named who is meant by a role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Span
from generator.network.records import Cohort, Person, Record
from generator.network.regions import folded
from generator.read.document import Document
from generator.read.kind import Keys
from generator.read.project import AREAS, ProjectFields
from generator.suggest import nearest

if TYPE_CHECKING:
    from generator.network.registry import Known

Report = Callable[[Span, str, str, str], None]
MATCHING: Final = "matching"
"""The name of the coordinator's page."""
_CALLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame)\b\.?\s+\w|@")
"""How a name is given away by what stands around it."""


def areas(own: Iterable[str]) -> tuple[str, ...]:
    """The areas that schools can ask for: those that everybody knows, and the network's own."""
    return tuple(dict.fromkeys((*AREAS, *own)))


def check_area(value: str, known: Iterable[str], span: Span, report: Report) -> None:
    """Report an area that there is not."""
    if value not in known:
        called = {each.casefold(): each for each in known}
        close = [called[value.casefold()]] if value.casefold() in called else nearest(value, known)
        hint = f"did you mean `{close[0]}`?" if close else f"one of: {', '.join(known)}; a network adds its own as `areas` in network.yaml"
        report(span, "unknown-area", f"There is no area “{value}”.", hint)


def check(record: Record, document: Document, known: Known, report: Report) -> None:
    """Report what is wrong with a project in this network."""
    fields = record.fields
    if not isinstance(fields, ProjectFields):
        return
    if document.place.name == MATCHING:
        report(Span(document.path), "duplicate-address", f"/projects/{MATCHING}/ is the coordinator's page.", "give this file another name")
    check_area(fields.area, known.areas, document.span("area"), report)
    written = document.fields if isinstance(document.fields, ProjectFields) else fields
    for keys, name in (*((("offers", index), each) for index, each in enumerate(written.offers)), (("match",), written.match)):
        if name in known.people and at_host(fields.school, schools(known.people[name], known.cohorts)):
            message = f"{known.people[name].name} is of the school that needs this: a partner comes from another one."
            report(document.span(*keys), "own-school", message, "choose somebody of another school, or correct `school:` here or in their profile")
    for keys, said in _roles(fields):
        if (fault := _names_somebody(said, known.people)) is not None:
            report(document.span(*keys), "name-for-role", f"“{said}” names a person{fault}; here stands a role.", "write the role alone, such as `Depute head teacher`")


def schools(person: Person, cohorts: Mapping[str, Cohort]) -> tuple[str, ...]:
    """The schools that somebody is of: that of the profile, and those of the cohorts they were in, as they are described there."""
    then = (member.school for cohort in cohorts.values() for name, member in cohort.fields.members if name == person.id)
    return tuple(dict.fromkeys(filter(None, (person.school, *then))))


def at_host(school: str, others: Iterable[str]) -> bool:
    """Whether one of these descriptions is that of the school, capitals and punctuation apart."""
    return folded(school) in map(folded, others)


def _roles(fields: ProjectFields) -> Iterator[tuple[Keys, str]]:
    yield ("contact",), fields.contact
    for index, action in enumerate(fields.actions):
        yield ("actions", index, "who"), action.who
    for index, each in enumerate(fields.presented):
        yield ("presented", index, "to"), each.to


def _names_somebody(said: str, people: Mapping[str, Person]) -> str | None:
    """What shows that somebody is named, in words that go on a sentence (maybe none); None where nothing does."""
    if _CALLED.search(said):
        return ""
    text = f" {folded(said)} "
    return next((f" ({each.id})" for each in people.values() if " " in folded(each.name) and f" {folded(each.name)} " in text), None)
