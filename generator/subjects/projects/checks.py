"""Checks of projects in their network: the area, partners of another school, and roles in place of names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model.diagnostics import Report, Span
from generator.model.patterns import lazy_pattern
from generator.network.lookup import Lookup
from generator.network.records import Record
from generator.network.schools import at_host, schools
from generator.schema.kind import Keys
from generator.source.document import Document
from generator.subjects.projects.areas import check_area
from generator.subjects.projects.kind import MATCHING, ProjectFields

_CALLED: Final = lazy_pattern(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame)\b\.?\s+\w|@")
"""Words and signs that stand beside a name."""


def check(record: Record, document: Document, lookup: Lookup, report: Report) -> None:
    """Report the faults of a project in this network."""
    fields = record.fields
    if not isinstance(fields, ProjectFields):
        return
    if document.file.name == MATCHING:
        report(
            Span(document.path),
            "duplicate-address",
            f"/projects/{MATCHING}/ is the coordinator's page.",
            "give this file another name",
        )
    check_area(fields.area, lookup.areas, document.span("area"), report)
    written = document.fields if isinstance(document.fields, ProjectFields) else fields
    for keys, name in (
        *((("offers", index), each) for index, each in enumerate(written.offers)),
        (("match",), written.match),
    ):
        theirs = schools(lookup.people[name], lookup.member_schools) if name in lookup.people else ()
        if at_host(fields.school, theirs):
            called = lookup.people[name].name
            message = f"{called} is of the school that needs this: a partner comes from another one."
            report(
                document.span(*keys),
                "own-school",
                message,
                "choose somebody of another school, or correct `school:` here or in their profile",
            )
    for keys, said in _roles(fields):
        if (fault := _names_somebody(said, lookup)) is not None:
            report(
                document.span(*keys),
                "name-for-role",
                f"“{said}” names a person{fault}; here stands a role.",
                "write the role alone, such as `Depute head teacher`",
            )


def _roles(fields: ProjectFields) -> Iterator[tuple[Keys, str]]:
    yield ("contact",), fields.contact
    for index, action in enumerate(fields.actions):
        yield ("actions", index, "who"), action.who
    for index, each in enumerate(fields.presented):
        yield ("presented", index, "to"), each.to


def _names_somebody(said: str, lookup: Lookup) -> str | None:
    """Return the words that follow a message about a name (maybe none); None if nobody is named."""
    if _CALLED.search(said):
        return ""
    person = lookup.person_in(said)
    return f" ({person})" if person else None


CHECKS: Final = {"project": check}
"""The checks of admission, by kind."""
