"""`/cohorts/<cohort>/coverage/`: the matrix of people and standards, the evidence behind it, and the gaps.

It compares people, so it is in the facilitators' edition alone. A page of the matrix has a limited number of
people; the spreadsheet beside it has all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from generator.model import addresses
from generator.network.coverage import Coverage, coverage
from generator.network.programme import phase_on
from generator.network.records import Cohort, Post
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Readers
from generator.publish.page import Page, html_page
from generator.publish.views.coverage import (
    CoverageColumn,
    CoverageRow,
    CoverageView,
    EvidencePerson,
    EvidencePhase,
    EvidenceView,
    Fewest,
    Gap,
    PersonGap,
    TableView,
)
from generator.publish.views.parts import Anchor, Day, Head, Phase, Tag

MATRIX_LENGTH: Final = 100
"""People on one page of a matrix."""
MOST_NAMED: Final = 30
"""People who are named under a gap; the matrix shows the others."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings of cells that a spreadsheet would calculate."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the matrices of each cohort with their spreadsheets, and the evidence under each standard.

    There is a matrix of all phases and one of each. Long ones take several pages.
    """
    found = composer.derived(coverage)
    for cohort in composer.cohorts.newest:
        numbers = range(1, _blocks(found[cohort.id]) + 1)
        for phase in ("", *(each.id for each in cohort.fields.phases)):
            for number in numbers:
                yield html_page(
                    addresses.numbered(addresses.coverage(cohort.id, phase), number),
                    "coverage.html",
                    _matrix,
                    cohort.id,
                    phase,
                    number,
                )
            yield Page(
                addresses.coverage(cohort.id, phase) + _file(cohort, phase), "csv", _table, (cohort.id, phase)
            )
        for standard in found[cohort.id].standards:
            for number in numbers:
                if _any(found[cohort.id], standard, number):
                    yield html_page(
                        addresses.numbered(addresses.evidence(cohort.id, standard), number),
                        "evidence.html",
                        _evidence,
                        cohort.id,
                        standard,
                        number,
                    )


def _blocks(found: Coverage) -> int:
    return max(1, -(-len(found.people) // MATRIX_LENGTH))


def _block(found: Coverage, number: int) -> tuple[str, ...]:
    return found.people[(number - 1) * MATRIX_LENGTH : number * MATRIX_LENGTH]


def _any(found: Coverage, standard: str, number: int) -> bool:
    return any((person, standard) in found.evidence for person in _block(found, number))


def _file(cohort: Cohort, phase: str) -> str:
    return f"coverage-{cohort.id}{f'-{phase}' if phase else ''}.csv"


def _count(found: Coverage, person: str, standard: str, phase: str) -> int:
    return found.counts.get(phase, {}).get((person, standard), 0)


def _matrix(composer: Composer, identity: str, phase: str, number: int) -> CoverageView:
    cohort = composer.edition.cohorts[identity]
    found = composer.derived(coverage)[identity]
    address = addresses.coverage(cohort.id, phase)
    phases = tuple(
        replace(composer.cohorts.phases[cohort.id, each.id], address=addresses.coverage(cohort.id, each.id))
        for each in cohort.fields.phases
    )
    chosen = next((each for each in phases if each.address == address), None)
    rows = tuple(_row(composer, cohort, found, person, phase) for person in _block(found, number))
    return CoverageView(
        head=_head(composer, cohort, _title(composer, cohort, chosen), addresses.numbered(address, number)),
        cohort=composer.cohorts.anchor(cohort),
        phase=chosen,
        phases=phases,
        suffix=f"--{phase}" if phase else "",
        focus=found.focus,
        columns=tuple(_columns(composer, cohort, found, phase, number)),
        rows=rows,
        people=found.expected,
        fewest=_fewest(composer, cohort, found, phase),
        gaps=tuple(
            gap for name in found.standards[: found.focus] if (gap := _gap(composer, found, name, phase))
        ),
        lacking=tuple(
            _lacking(composer, found, row)
            for row in sorted(rows, key=lambda row: -row.gaps)
            if row.expected and row.gaps
        ),
        table=Anchor(_file(cohort, phase), address + _file(cohort, phase)),
        page=number,
        pages=_pages(address, _blocks(found)),
    )


def _fewest(composer: Composer, cohort: Cohort, found: Coverage, phase: str) -> Fewest | None:
    expected = found.people[: found.expected]
    wrote = {
        name: sum(bool(_count(found, person, name, phase)) for person in expected)
        for name in found.standards[: found.focus]
    }
    name = min((each for each in wrote if wrote[each]), key=wrote.__getitem__, default="")
    if not name:
        return None
    last = None if phase else phase_on(cohort.fields, composer.dependencies.today())
    silent = last and not any(_count(found, person, name, last.id) for person in found.people)
    return Fewest(
        composer.tags.one(name),
        wrote[name],
        composer.cohorts.phase(cohort.id, last.id) if last and silent else None,
    )


def _title(composer: Composer, cohort: Cohort, phase: Phase | None) -> str:
    _, title = composer.gettext, cohort.fields.title
    if phase is None:
        return _("Coverage: %(cohort)s", cohort=title)
    return _(
        "Coverage in phase %(number)s, %(phase)s: %(cohort)s",
        number=phase.place,
        phase=phase.title,
        cohort=title,
    )


def _head(composer: Composer, cohort: Cohort, title: str, address: str) -> Head:
    own = composer.cohorts.anchor(cohort)
    above = (
        (Anchor(composer.gettext("Coverage"), addresses.coverage(cohort.id)),)
        if address != addresses.coverage(cohort.id)
        else ()
    )
    description = composer.gettext("Who has written on which standard.")
    return composer.frame.head(
        title,
        address,
        description=description,
        trail=(Anchor(composer.gettext("Cohorts"), addresses.COHORTS), own, *above),
        section=addresses.COHORTS,
    )


def _pages(address: str, count: int) -> tuple[Anchor, ...]:
    return (
        tuple(Anchor(str(each), addresses.numbered(address, each)) for each in range(1, count + 1))
        if count > 1
        else ()
    )


def _columns(
    composer: Composer, cohort: Cohort, found: Coverage, phase: str, number: int
) -> Iterator[CoverageColumn]:
    people = Counter(name for _, name in found.counts.get(phase, ()))
    for name in found.standards:
        evidence = addresses.numbered(addresses.evidence(cohort.id, name), number)
        yield CoverageColumn(
            composer.tags.one(name), evidence if _any(found, name, number) else "", people[name]
        )


def _row(composer: Composer, cohort: Cohort, found: Coverage, person: str, phase: str) -> CoverageRow:
    counts = found.counts.get(phase, {})
    cells = tuple([counts.get((person, name), 0) for name in found.standards])
    here = [
        post
        for post in composer.edition.by_person.get(person, ())
        if post.cohort == cohort.id and phase in ("", post.phase) and post.listed
    ]
    return CoverageRow(
        person=composer.people.anchor(person),
        anchor=person,
        role=composer.people.role(cohort.id, person),
        school=composer.people.school_in(cohort.id, person),
        cells=cells,
        entries=len(here),
        gaps=cells[: found.focus].count(0),
        expected=person in found.learners,
    )


def _lacking(composer: Composer, found: Coverage, row: CoverageRow) -> PersonGap:
    tags = composer.tags.several(found.standards[: found.focus])
    return PersonGap(
        row.person,
        row.school,
        tuple(tag for tag, count in zip(tags, row.cells[: found.focus], strict=True) if not count),
    )


def _gap(composer: Composer, found: Coverage, name: str, phase: str) -> Gap | None:
    missing = [person for person in found.people[: found.expected] if not _count(found, person, name, phase)]
    named = tuple(composer.people.anchor(each) for each in missing[:MOST_NAMED])
    return Gap(composer.tags.one(name), named, len(missing) - len(named)) if missing else None


def _evidence(composer: Composer, identity: str, standard: str, number: int) -> EvidenceView:
    cohort = composer.edition.cohorts[identity]
    found = composer.derived(coverage)[identity]
    tag = composer.tags.one(standard)
    address = addresses.evidence(cohort.id, standard)
    people = _block(found, number)
    name = f"{tag.number} {tag.title}".strip()
    title = composer.gettext(
        "Evidence on %(standard)s: %(cohort)s", standard=name, cohort=cohort.fields.title
    )
    return EvidenceView(
        head=_head(composer, cohort, title, addresses.numbered(address, number)),
        cohort=composer.cohorts.anchor(cohort),
        tag=tag,
        focus=standard in cohort.fields.focus,
        people=tuple(
            _person(composer, cohort, each, found.evidence[each, standard])
            for each in people
            if (each, standard) in found.evidence
        ),
        missing=tuple(
            composer.people.anchor(each)
            for each in people
            if each in found.learners and (each, standard) not in found.evidence
        ),
        page=number,
        pages=tuple(
            page for page in _pages(address, _blocks(found)) if _any(found, standard, int(page.title))
        ),
    )


def _person(composer: Composer, cohort: Cohort, person: str, posts: Sequence[Post]) -> EvidencePerson:
    known = [each.id for each in cohort.fields.phases]
    groups: dict[str, list[Post]] = {}
    for post in posts:
        groups.setdefault(post.phase if post.phase in known else "", []).append(post)
    phases = tuple(
        EvidencePhase(
            f"{person}--{each}" if each else "",
            composer.cohorts.phase(cohort.id, each),
            tuple(_line(composer, post) for post in groups[each]),
        )
        for each in (*known, "")
        if each in groups
    )
    return EvidencePerson(person, composer.people.anchor(person), len(posts), phases)


def _line(composer: Composer, post: Post) -> tuple[Anchor, Day, tuple[Tag, ...]]:
    return (
        composer.entries.anchor(post),
        composer.language.day(post.day),
        composer.tags.several(post.standards),
    )


def _table(composer: Composer, identity: str, phase: str) -> TableView:
    cohort = composer.edition.cohorts[identity]
    found = composer.derived(coverage)[identity]
    _ = composer.gettext
    tags = [composer.tags.one(name) for name in found.standards]
    names = [f"{tag.number} {tag.title}".strip() for tag in tags]
    in_focus = [
        _("%(standard)s (in focus)", standard=name) if index < found.focus else name
        for index, name in enumerate(names)
    ]
    rows = [_row(composer, cohort, found, person, phase) for person in found.people]
    expected = _("participant")
    cells = (
        (
            row.person.title,
            row.role or (expected if row.expected else ""),
            row.school,
            str(row.entries),
            str(row.gaps) if row.expected else "",
            *(str(each) for each in row.cells),
        )
        for row in rows
    )
    gaps = _("Standards in focus without a post")
    heads = (_("Name"), _("Role"), _("School"), _("Entries"), gaps, *in_focus)
    return TableView(tuple(tuple(map(harmless, row)) for row in (heads, *cells)))


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text, whatever it begins with."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


FAMILY: Final = Family(pages, readers=Readers.FACILITATORS)
