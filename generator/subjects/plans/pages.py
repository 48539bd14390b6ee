"""`/participants/<person>/plan/`, and `…/plan/evidence/`: the evidence by standards and years, and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.model import addresses
from generator.model.audience import PRIVATE, level
from generator.model.messages import N_
from generator.network.records import Post, Record
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.views.parts import Anchor
from generator.subjects.plans.kind import (
    OWNER,
    AimFields,
    CountersignatureFields,
    PlanFields,
    ReviewFields,
    StageFields,
)
from generator.subjects.plans.picture import plot
from generator.subjects.plans.signatures import Signature, changed, signatures_of
from generator.subjects.plans.views import (
    Aim,
    Covered,
    CoveredSuite,
    Evidence,
    Lacking,
    PlanEvidenceView,
    PlanView,
    Review,
    SignOff,
    Stage,
)
from generator.subjects.registry import KINDS

STATES: Final = {
    "planned": N_("planned"),
    "under way": N_("under way"),
    "achieved": N_("achieved"),
    "set aside": N_("set aside"),
}
OPEN_STATES: Final = frozenset({"planned", "under way"})


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the page of each plan, and that of its evidence if it has aims."""
    for record in composer.edition.of_kind("plan"):
        yield html_page(addresses.record(record.id), "plan.html", view, record.id)
        if record.fields_as(PlanFields).aims:
            yield html_page(f"{record.id}/evidence/", "plan-evidence.html", evidence, record.id)


def _title(composer: Composer, fields: PlanFields) -> str:
    return fields.title or composer.gettext("Development plan")


def view(composer: Composer, identity: str) -> PlanView:
    """Return a plan."""
    record = composer.edition.records[identity]
    fields, person = record.fields_as(PlanFields), composer.people.anchor(record.owner)
    trail = (Anchor(composer.gettext("People"), addresses.PEOPLE), person)
    aims = tuple(_aim(composer, number, each) for number, each in enumerate(fields.aims, 1))
    return PlanView(
        head=composer.frame.head(
            _title(composer, fields),
            addresses.record(identity),
            description=composer.gettext("What %(name)s aims at, and what shows it", name=person.title),
            trail=trail,
            section=addresses.PEOPLE,
        ),
        person=person,
        summary=fields.summary,
        body=composer.texts.body(record.text),
        plot=plot(composer, fields, aims),
        aims=aims,
        reviews=tuple(
            _review(composer, each)
            for each in sorted(fields.reviews, key=lambda each: each.date, reverse=True)
        ),
        updated=composer.language.known_day(fields.updated),
        audience=composer.entries.audience(record.audience),
        evidence=f"{identity}/evidence/" if fields.aims else "",
        edit=composer.actions.edit(record.source),
    )


def _aim(composer: Composer, number: int, aim: AimFields) -> Aim:
    return Aim(
        anchor=_anchor(number),
        title=aim.title,
        state=aim.status.replace(" ", "-"),
        status=composer.gettext(STATES[aim.status]),
        tags=composer.tags.several(aim.standards),
        support=aim.support,
        time=aim.time,
        entitlement=aim.entitlement,
        by=composer.language.known_day(aim.by),
        overdue=_overdue(composer, aim),
        stages=tuple(_stage(composer, each) for each in aim.stages),
        evidence=tuple(_evidence(composer, _in_order(composer, aim.evidence))),
        reflection=aim.reflection,
        audience=_for_whom(composer, aim.audience),
    )


def _anchor(number: int) -> str:
    return f"{addresses.OF_PAGES}aim-{number}"


def _overdue(composer: Composer, aim: AimFields) -> bool:
    return bool(aim.by) and aim.status in OPEN_STATES and composer.dependencies.has_passed(aim.by)


def _for_whom(composer: Composer, audience: str) -> str:
    """Return the audience of a part that has its own."""
    return composer.entries.audience(level(audience)) if audience else ""


def _stage(composer: Composer, stage: StageFields) -> Stage:
    language = composer.language
    when = (
        language.span(stage.starts, stage.ends)
        if stage.starts and stage.ends
        else language.day(stage.starts or stage.ends).label
        if stage.starts or stage.ends
        else ""
    )
    return Stage(stage.title, when, composer.gettext(STATES[stage.status]) if stage.status else "")


def _review(composer: Composer, review: ReviewFields) -> Review:
    edition = composer.edition
    evidence = [
        found.text
        for each in review.evidence
        if (found := edition.posts.get(each) or edition.records.get(each))
    ]
    given = tuple(signatures_of(review))
    holding = composer.dependencies.reading(edition, evidence) if given else edition
    signed = tuple(
        _sign_off(composer, role, each, is_changed=changed(holding, review, each, edition.viewer))
        for _, _, role, each in given
    )
    there = {role for _, _, role, _ in given}
    missing = (
        tuple(_role(composer, each) for each in (OWNER, review.with_) if each not in there) if there else ()
    )
    audience = (
        _for_whom(composer, review.audience)
        if level(review.audience) != PRIVATE
        else composer.entries.audience(PRIVATE)
    )
    return Review(
        composer.language.day(review.date),
        review.with_,
        review.agreed,
        signed,
        missing,
        len(review.evidence),
        audience,
    )


def _sign_off(composer: Composer, role: str, signature: Signature, *, is_changed: bool) -> SignOff:
    by_other = isinstance(signature, CountersignatureFields)
    return SignOff(
        _role(composer, role),
        composer.language.day(signature.date),
        is_changed,
        not by_other and role != OWNER,
        composer.people.anchor(signature.person)
        if isinstance(signature, CountersignatureFields) and signature.person
        else None,
    )


def _role(composer: Composer, role: str) -> str:
    return composer.gettext("owner") if role == OWNER else role


def day_of(composer: Composer, identity: str) -> str:
    """Return the day of a post or record; empty for a record without one."""
    edition = composer.edition
    if identity in edition.posts:
        return edition.posts[identity].day
    record = edition.records[identity]
    return getattr(record.fields, "starts", "")[:10] or next(iter(KINDS[record.kind].days(record.fields)), "")


def _in_order(composer: Composer, entries: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(entries), key=lambda each: (day_of(composer, each), each))


def _evidence(composer: Composer, entries: Iterable[str]) -> Iterator[Evidence]:
    edition = composer.edition
    for each in entries:
        day = day_of(composer, each)
        yield Evidence(
            composer.entries.anchor(edition.posts[each])
            if each in edition.posts
            else composer.records.anchor(each),
            composer.language.known_day(day),
        )


def shows(composer: Composer, aim: AimFields, entry: str) -> tuple[str, ...]:
    """Return the standards of an aim that a piece of evidence shows.

    They are those that it names itself, or parts of them; if it names none of these, all standards of the
    aim.
    """
    edition = composer.edition
    own = (
        edition.posts[entry].standards
        if entry in edition.posts
        else getattr(edition.records[entry].fields, "standards", ())
    )
    above = composer.edition.standards.lineages(own)
    return tuple(each for each in aim.standards if each in above) or aim.standards


def by_standard(composer: Composer, fields: PlanFields) -> dict[str, list[str]]:
    """Return the evidence of each standard of a plan, in the catalogues' order."""
    found: dict[str, list[str]] = {each: [] for aim in fields.aims for each in aim.standards}
    for aim in fields.aims:
        for entry in aim.evidence:
            for each in shows(composer, aim, entry):
                found[each].append(entry)
    standards = composer.edition.standards
    return {
        name: _in_order(composer, found[name])
        for name in sorted(found, key=lambda each: standards[each].order)
    }


def evidence(composer: Composer, identity: str) -> PlanEvidenceView:
    """Return the evidence of a plan, and the gaps in it."""
    record = composer.edition.records[identity]
    fields = record.fields_as(PlanFields)
    plan = Anchor(_title(composer, fields), addresses.record(identity))
    found = by_standard(composer, fields)
    years = sorted(
        {day_of(composer, each)[:4] for entries in found.values() for each in entries},
        key=lambda each: each or "9999",
    )
    trail = (Anchor(composer.gettext("People"), addresses.PEOPLE), composer.people.anchor(record.owner), plan)
    return PlanEvidenceView(
        head=composer.frame.head(
            composer.gettext("Evidence by standard"),
            f"{identity}/evidence/",
            trail=trail,
            section=addresses.PEOPLE,
        ),
        plan=plan,
        years=tuple(years),
        suites=suites(composer, identity, years, found),
        standards=tuple(
            _unshown(composer, record, fields, each) for each, entries in found.items() if not entries
        ),
        aims=tuple(
            Lacking(
                Anchor(aim.title, f"{identity}/#{_anchor(number)}"),
                composer.language.known_day(aim.by),
                _overdue(composer, aim),
                (),
            )
            for number, aim in enumerate(fields.aims, 1)
            if not aim.evidence and aim.status in OPEN_STATES
        ),
    )


def suites(
    composer: Composer, identity: str, years: Sequence[str], found: dict[str, list[str]]
) -> tuple[CoveredSuite, ...]:
    """Return the standards of a plan by their catalogues."""
    fields = composer.edition.records[identity].fields_as(PlanFields)
    grouped: dict[str, list[Covered]] = {}
    for name, entries in found.items():
        counts = tuple(sum(day_of(composer, each)[:4] == year for each in entries) for year in years)
        aims = tuple(
            Anchor(aim.title, f"{identity}/#{_anchor(number)}")
            for number, aim in enumerate(fields.aims, 1)
            if name in aim.standards
        )
        covered = Covered(
            name.replace(".", "-"), composer.tags.one(name), aims, counts, tuple(_evidence(composer, entries))
        )
        grouped.setdefault(composer.edition.standards[name].catalogue, []).append(covered)
    return tuple(CoveredSuite(title, tuple(each)) for title, each in grouped.items())


def _unshown(composer: Composer, record: Record, fields: PlanFields, name: str) -> Lacking:
    tag = composer.tags.one(name)
    aims = [each for each in fields.aims if name in each.standards and each.by]
    by = min((each.by for each in aims), default="")
    posts: list[Post] = [
        each
        for each in composer.edition.by_person.get(record.owner, ())
        if each.listed and name in composer.edition.standards.lineages(each.standards)
    ]
    overdue = any(_overdue(composer, each) for each in aims)
    return Lacking(
        Anchor(f"{tag.number} {tag.title}".strip(), tag.address),
        composer.language.known_day(by),
        overdue,
        tuple(_evidence(composer, [each.id for each in posts])),
    )


FAMILY: Final = Family(pages, single=True)
