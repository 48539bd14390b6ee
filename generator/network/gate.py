"""The gate before the public edition: personal data stay in until a reviewer has accepted them.

What an edition holds is asked of the cut itself, so there is nothing that this module could forget. A finding
in the public edition is an error, one in the cohort's edition is a warning; facilitators' and private records
may hold what they need, but for those of a kind that names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from generator.model.audience import VIEWERS, Viewer
from generator.model.diagnostics import Diagnostic, Span
from generator.network.cut import Cut, cut, once_published
from generator.network.records import Cohort, Network
from generator.source.document import Document
from generator.source.files.acceptances import ACCEPTED, AcceptanceFields, AcceptancesFields
from generator.source.files.never_publish import NEVER_PUBLISH
from generator.source.files.profile import ProfileFields
from generator.source.privacy.findings import Finding
from generator.source.privacy.people import NameSources
from generator.subjects.registry import ANONYMOUS

_EVERYWHERE = frozenset({"network", "catalogue"})
_UNDER_A_NAME = frozenset({"name", "links", "aliases"})
"""Settings of a profile that a pseudonym takes the place of."""
MOST_LINES: Final = 5
"""The lines that a warning names beside its own."""


def gate(network: Network, documents: Sequence[Document]) -> list[Diagnostic]:
    """Return diagnostics of personal data that editions would show, and of acceptances without a finding."""
    # A mark is made from its file's path, too; but marks are short, and of two that are alike by chance one
    # alone was accepted.
    accepted = {(each.file, each.finding) for each, _ in _acceptances(documents)}
    waiting = [
        (each, found)
        for each in documents
        for found in each.findings
        if (each.path, found.mark) not in accepted
    ]
    judged = [*_judged(network, waiting), *_unused(documents)] if waiting or accepted else []
    return [*judged, *_unused_words(documents)]


def held_back(network: Network, stopped: AbstractSet[str]) -> Network | None:
    """Return the network without the records of these files; None where all of it depends on one of them."""
    if not stopped:
        return network
    bare = {key: _bare(each) if each.path in stopped else each for key, each in network.cohorts.items()}
    posts = {key: each for key, each in network.posts.items() if each.text.path not in stopped}
    people = {key: each for key, each in network.people.items() if each.text.path not in stopped}
    pages = {key: each for key, each in network.pages.items() if each.text.path not in stopped}
    records = {key: each for key, each in network.records.items() if each.text.path not in stopped}
    whole = not any(
        path in (NEVER_PUBLISH, "network.yaml") or path.startswith("standards/") for path in stopped
    )
    return (
        replace(network, cohorts=bare, posts=posts, people=people, pages=pages, records=records)
        if whole
        else None
    )


def _bare(cohort: Cohort) -> Cohort:
    """Return a cohort without its words; many records depend on the rest of it."""
    fields = cohort.fields
    phases = tuple(replace(each, title=each.id, text="") for each in fields.phases)
    prompts = tuple(replace(each, title=each.id, text="") for each in fields.prompts)
    members = tuple((name, replace(each, school="")) for name, each in fields.members)
    return replace(
        cohort,
        fields=replace(
            fields,
            title=cohort.id,
            programme="",
            summary="",
            phases=phases,
            prompts=prompts,
            members=members,
            showcase=(),
        ),
    )


def _judged(network: Network, waiting: Iterable[tuple[Document, Finding]]) -> Iterator[Diagnostic]:
    public, cohort = (_Shown(once_published(network), VIEWERS[name]) for name in ("public", "cohort"))
    parts: dict[tuple[str, str], list[tuple[Document, Finding]]] = {}
    for document, found in waiting:
        if document.path.startswith(ANONYMOUS):
            yield _anonymous(document, found)
        elif found.kind == "part":
            if public.shows(document, found):
                parts.setdefault((document.path, found.mark), []).append((document, found))
        elif public.shows(document, found):
            yield _diagnostic(document, found, "personal-data", "would be in the public edition")
        elif found.kind != "real-name" and cohort.shows(document, found):
            yield _diagnostic(document, found, "personal-data-in-cohort", "is in the cohort's edition")
    for (document, found), *others in parts.values():
        yield _part(document, found, [other.line for _, other in others])


class _Shown:
    """The findings that an edition would show."""

    def __init__(self, network: Network, viewer: Viewer) -> None:
        self.network = network
        self.viewer = viewer
        self.cut: Cut = cut(network, viewer)

    def shows(self, document: Document, found: Finding) -> bool:
        """Return whether what was found is in this edition."""
        where = document.file
        if where.kind in _EVERYWHERE:
            return where.kind == "network" or where.name in self.network.config.standards
        if document.path not in self.cut.paths:
            return False
        if where.kind == "profile" and self.viewer.is_public and self.network.people[where.owner].public_id:
            return found.setting.split(".")[0] not in _UNDER_A_NAME
        return True


def _diagnostic(document: Document, found: Finding, code: str, where: str) -> Diagnostic:
    what = str(found)
    hint = f"take it out; or a reviewer accepts it: {_accepting(document, found)} (finding {found.mark})"
    return Diagnostic(
        Span(document.path, found.line, found.column), code, f"{what[0].upper()}{what[1:]} {where}.", hint
    )


def _part(document: Document, found: Finding, others: Sequence[int]) -> Diagnostic:
    """Return the warning of a word that stands at one place of a file or more: one decision, one warning."""
    what = str(found)
    again = f" It stands on {_lines(others)}, too." if others else ""
    hint = (
        f"write what they are, or their other name; or a reviewer accepts it: {_accepting(document, found)} "
        f"(finding {found.mark}), or for the whole network as one of `words` in {ACCEPTED}"
    )
    return Diagnostic(
        Span(document.path, found.line, found.column),
        "part-of-a-name",
        f"{what[0].upper()}{what[1:]} would be in the public edition.{again}",
        hint,
    )


def _lines(numbers: Sequence[int]) -> str:
    """Return the numbers of some lines in words; of many, the first few."""
    lines = sorted(set(numbers))
    named = ", ".join(map(str, lines[:MOST_LINES]))
    more = f" and {len(lines) - MOST_LINES} more" if len(lines) > MOST_LINES else ""
    return f"line{'s' if len(lines) > 1 else ''} {named}{more}"


def _accepting(document: Document, found: Finding) -> str:
    """Return the command that accepts a finding."""
    return f"`enquiry accept {document.path}:{found.line}:{found.column} --by NAME --why REASON`"


def _anonymous(document: Document, found: Finding) -> Diagnostic:
    hint = (
        "leave it out, or write what they are, as “the principal teacher of maths” or “a pupil in S2”; "
        f"or, if it is nobody, a reviewer accepts it: {_accepting(document, found)}"
    )
    what = str(found)
    return Diagnostic(
        Span(document.path, found.line, found.column),
        "person-named",
        f"{what[0].upper()}{what[1:]} stands in a record that names nobody.",
        hint,
    )


def _acceptances(documents: Iterable[Document]) -> Iterator[tuple[AcceptanceFields, Span]]:
    for document in documents:
        if isinstance(document.fields, AcceptancesFields):
            for index, each in enumerate(document.fields.accepted):
                yield each, document.span("accepted", index)


def _unused(documents: Sequence[Document]) -> Iterator[Diagnostic]:
    there = {(each.path, found.mark) for each in documents for found in each.findings}
    for each, span in _acceptances(documents):
        if (each.file, each.finding) not in there:
            yield _needless(span, f"There is no finding {each.finding} in {each.file}, or no longer.")


def _unused_words(documents: Sequence[Document]) -> Iterator[Diagnostic]:
    """Yield diagnostics of accepted words that make no difference."""
    words = [
        (each.word, document.span("words", index))
        for document in documents
        if isinstance(document.fields, AcceptancesFields)
        for index, each in enumerate(document.fields.words)
    ]
    if not words:
        return
    people = [
        (document.file.owner, document.fields)
        for document in documents
        if isinstance(document.fields, ProfileFields)
    ]
    anonymous = any(each.path.startswith(ANONYMOUS) for each in documents)
    unused = NameSources(people, accepted=tuple(word for word, _ in words)).unused(anonymous=anonymous)
    for word, span in words:
        if word in unused:
            yield _needless(span, f"“{word}” is part of no name that is looked for, or no longer.")


def _needless(span: Span, why: str) -> Diagnostic:
    return Diagnostic(span, "unused-acceptance", why, f"delete this entry of {ACCEPTED}")
