"""Admission of catalogues of standards, and the check of a reference to a standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.model.slugs import folded
from generator.model.suggest import apart, several
from generator.network.admission.context import Context, Findings, Sources
from generator.network.admission.cycles import cycles
from generator.network.catalogues import Standard, Standards, assemble
from generator.network.lookup import Index
from generator.network.programme import cohort_on, running
from generator.network.records import Cohort
from generator.source.document import Document
from generator.source.files.catalogue import CatalogueFields


def admit_standards(
    sources: Sources, settings: Document, names: tuple[str, ...], findings: Findings
) -> tuple[Standards, bool]:
    """Return the standards of the catalogues of these names, and whether all of these could be read."""
    available = {each.file.name: each for each in sources.of("catalogue")}
    used = []
    defined: dict[str, str] = {}
    for position, name in enumerate(names):
        document = available.get(name)
        if document is None:
            hint = Index(dict.fromkeys(sorted(available), "")).did_you_mean(name)
            message = f"There is no catalogue of standards “{name}”."
            findings.report(settings.span("standards", position), "unknown-catalogue", message, hint)
        elif isinstance(document.fields, CatalogueFields):
            used.append((name, document.fields))
            _check_ids(document, document.fields, defined, findings)
            _check_parents(document, document.fields, findings)
    return assemble(used), len(used) == len(names)


def _check_ids(
    document: Document, fields: CatalogueFields, defined: dict[str, str], findings: Findings
) -> None:
    """Report ids that are used twice. `defined` are the catalogues of the ids so far."""
    for position, each in enumerate(fields.elements):
        key = folded(each.id)
        if key in defined:
            findings.report(
                document.span("elements", position, "id"),
                "duplicate-identity",
                f"The standard “{each.id}” is defined twice; first in {defined[key]}.",
                "give one of them another id",
            )
        defined.setdefault(key, document.path)


def _check_parents(document: Document, fields: CatalogueFields, findings: Findings) -> None:
    """Report parents that are not there, and standards that stand under each other in a cycle."""
    parents = {each.id: each.parent for each in fields.elements}
    known = Index(dict.fromkeys(parents, ""))
    positions: dict[str, int] = {}
    for position, each in enumerate(fields.elements):
        positions.setdefault(each.id, position)
        if each.parent and each.parent not in parents:
            findings.report(
                document.span("elements", position, "parent"),
                "unknown-standard",
                f"“{each.parent}” is not in this catalogue, so nothing can stand under it.",
                known.did_you_mean(each.parent),
            )
    for cycle in cycles(parents, parents.get):
        several = len(cycle) > 1
        message = (
            f"These stand under each other in a circle: {' → '.join([*cycle, cycle[0]])}."
            if several
            else f"“{cycle[0]}” stands under itself."
        )
        hint = "correct the `parent` of one of them" if several else "correct `parent`"
        span = document.span("elements", positions[cycle[0]], "parent")
        findings.report(span, "standard-cycle", message, hint)


def check_standard(
    context: Context,
    name: str,
    document: Document,
    *keys: str | int,
    day: str = "",
    near: str = "",
    author: str = "",
) -> None:
    """Report a reference to a standard that is not there, or that was not in force on `day`.

    A programme may end with the standards with which it began, whatever comes into force on the way.
    Suggestions are of those that were in force on `day`, or on the day `near`, and first of those in focus in
    the author's cohort.
    """
    standards = context.lookup.standards
    if name in standards:
        in_force = standards[name].in_force
        if day and not in_force(day) and not in_force(_began(context, author, day)):
            _report_out_of_force(context, name, document, *keys, day=day)
    elif context.lookup.all_standards:
        span, message = document.span(*keys), f"There is no standard “{name}”."
        context.report(
            span,
            "unknown-standard",
            message,
            _hint(standards, name, (day or near, _began(context, author, day)), _focus(context, author, day)),
        )


def _focus(context: Context, author: str, day: str) -> tuple[str, ...]:
    """Return the standards in focus in the author's cohort on a day; none where they are in no cohort."""
    cohort = _cohort(context, author, day)
    return cohort.fields.focus if cohort else ()


def _began(context: Context, author: str, day: str) -> str:
    """Return the first day of the author's cohort that runs on a day; that day itself where none does."""
    cohort = _cohort(context, author, day)
    return cohort.fields.starts if cohort and running(cohort.fields, day) else day


def _cohort(context: Context, author: str, day: str) -> Cohort | None:
    return cohort_on(context.lookup.memberships.get(author, ()), day)


def _hint(standards: Standards, name: str, days: tuple[str, str], focus: Sequence[str]) -> str:
    """Return a hint at the standards that `name` may mean: of those in force on one of these days."""

    def meant(part: str) -> list[Standard]:
        day, began = days
        found = standards.meant(part, day, focus, began)
        return [each for each in found if not any(days) or any(map(each.in_force, filter(None, days)))]

    def first(part: str) -> str:
        return part if part in standards else next((each.id for each in meant(part)), "")

    if not standards.by_id:
        return "network.yaml names no catalogue: add `standards: [gtcs-2012, gtcs-2021]` to it"
    if together := several(name, standards.by_id):
        return together
    names = _named(standards, meant(name))
    if together := "" if standards.entitled(name) else apart(name, first):
        return together
    if names:
        return f"did you mean {' or '.join([*filter(None, [', '.join(names[:-1])]), names[-1]])}?"
    return "`enquiry standards` and the site's page of standards list every id"


def _named(standards: Standards, found: Sequence[Standard]) -> list[str]:
    """Return the ids of standards with their titles, and of equal titles whom they are for."""
    titles = Counter(each.title.casefold() for each in found)

    def told(each: Standard) -> str:
        suite = standards[each.path[0]].title
        return f"{each.title}; {suite}" if titles[each.title.casefold()] > 1 else each.title

    return [f"`{each.id}` ({told(each)})" for each in found]


def _report_out_of_force(context: Context, name: str, document: Document, *keys: str | int, day: str) -> None:
    standard = context.lookup.standards[name]
    until = f" to {standard.in_force_to}" if standard.in_force_to else " on"
    context.report(
        document.span(*keys),
        "standard-out-of-date",
        f"“{name}” was in force from {standard.in_force_from or 'the beginning'}{until}, not on {day}.",
        "choose one in force on the day of the post; `enquiry standards` lists them",
    )
