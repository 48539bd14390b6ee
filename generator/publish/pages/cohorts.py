"""`/cohorts/`: each cohort's programme, phases, prompts and people; `/phases/`: the phases of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from generator.model import addresses
from generator.network.conversations import tally
from generator.network.records import Cohort
from generator.publish import paging
from generator.publish.composer.composer import Composer
from generator.publish.composer.people import ROLES
from generator.publish.family import Family, Menu
from generator.publish.page import Page, html_page
from generator.publish.pages.conversations import tools
from generator.publish.pages.people import ROLE_TITLES
from generator.publish.views.cohort import CohortView, Member, PhaseRow, PhaseView, Prompt
from generator.publish.views.lists import ListGroup, ListView
from generator.publish.views.parts import Anchor, Count
from generator.source.files.cohort import PhaseFields, PromptFields
from generator.subjects.events.calendar import row
from generator.subjects.events.calendar_pages import of_cohort
from generator.subjects.events.views import CalendarRow

MOST_AHEAD: Final = 5
"""Occasions ahead on a cohort's page."""
MOST_LATEST: Final = 5
"""The newest posts on a cohort's page."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the indexes of cohorts and of phases, and a page for each cohort and for each of its phases."""
    yield html_page(addresses.COHORTS, "list.html", _index)
    yield html_page("phases/", "list.html", _phases)
    for cohort in composer.cohorts.newest:
        yield html_page(addresses.cohort(cohort.id), "cohort.html", _view, cohort.id)
        for index, phase in enumerate(cohort.fields.phases):
            entries = len(composer.edition.by_phase.get((cohort.id, phase.id), ()))
            yield from paging.paged(
                entries, addresses.phase(cohort.id, phase.id), "phase.html", _phase, cohort.id, index
            )


def _index(composer: Composer) -> ListView:
    head = composer.frame.head(
        composer.gettext("Cohorts"),
        addresses.COHORTS,
        description=composer.gettext("Each run of a programme, the newest first."),
        section=addresses.COHORTS,
    )
    return ListView(head, (ListGroup("", counts(composer)),))


def _phases(composer: Composer) -> ListView:
    groups = (
        ListGroup(cohort.fields.title, tuple(phase_counts(composer, cohort)))
        for cohort in composer.cohorts.newest
        if cohort.fields.phases
    )
    return ListView(
        composer.frame.head(
            composer.gettext("Phases"),
            "phases/",
            description=composer.gettext("What each cohort did, step by step."),
            section=addresses.COHORTS,
        ),
        tuple(groups),
    )


def phase_counts(composer: Composer, cohort: Cohort) -> Iterator[Count]:
    """Return a cohort's phases in their order, with the number of posts in each."""
    for phase in cohort.fields.phases:
        yield Count(
            phase.title,
            addresses.phase(cohort.id, phase.id),
            len(composer.edition.by_phase.get((cohort.id, phase.id), ())),
            composer.language.span(phase.starts, phase.ends),
        )


def counts(composer: Composer) -> tuple[Count, ...]:
    """Return cohorts, the newest first, with the number of posts in each."""
    return tuple(
        Count(
            each.fields.title,
            addresses.cohort(each.id),
            len(composer.edition.by_cohort.get(each.id, ())),
            composer.language.span(each.fields.starts, each.fields.ends),
        )
        for each in composer.cohorts.newest
    )


def prompt(composer: Composer, cohort: Cohort, fields: PromptFields) -> Prompt:
    """Return a prompt as a cohort's pages list it."""
    entries = len(composer.edition.by_prompt.get((fields.id, cohort.id), ()))
    return Prompt(
        fields.title,
        addresses.prompt(fields.id),
        fields.text,
        composer.cohorts.phase(cohort.id, fields.phase),
        entries,
    )


def phase_rows(composer: Composer, cohort: Cohort) -> tuple[PhaseRow, ...]:
    """Return a cohort's phases in their order, with all that a page says of each."""
    return tuple(_row(composer, cohort, each) for each in cohort.fields.phases)


def _row(composer: Composer, cohort: Cohort, fields: PhaseFields) -> PhaseRow:
    phase = composer.cohorts.phases[cohort.id, fields.id]
    prompts = tuple(
        prompt(composer, cohort, each) for each in cohort.fields.prompts if each.phase == fields.id
    )
    entries = len(composer.edition.by_phase.get((cohort.id, fields.id), ()))
    return PhaseRow(phase, composer.language.span(fields.starts, fields.ends), fields.text, entries, prompts)


def _view(composer: Composer, identity: str) -> CohortView:
    edition = composer.edition
    cohort = edition.cohorts[identity]
    fields = cohort.fields
    address = addresses.cohort(cohort.id)
    posts = edition.by_cohort.get(cohort.id, ())
    tagged = Counter(tag for post in posts for tag in post.standards)
    return CohortView(
        head=composer.frame.head(
            fields.title,
            address,
            description=fields.summary,
            feeds=composer.frame.feeds(fields.title, address),
            trail=(Anchor(composer.gettext("Cohorts"), addresses.COHORTS),),
            section=addresses.COHORTS,
        ),
        title=fields.title,
        programme=fields.programme,
        dates=composer.language.span(fields.starts, fields.ends),
        summary=fields.summary,
        phases=tuple(_row(composer, cohort, each) for each in fields.phases),
        prompts=tuple(prompt(composer, cohort, each) for each in fields.prompts if not each.phase),
        members=_members(composer, cohort),
        focus=tuple(_focus(composer, name, tagged) for name in fields.focus),
        latest=composer.entries.cards(reversed(posts[-MOST_LATEST:])),
        digest=f"{address}digest/",
        ahead=_ahead(composer, cohort.id),
        calendar=f"{address}{addresses.CALENDAR}" if of_cohort(composer, cohort.id) else "",
        tools=tools(composer, cohort) if edition.viewer.compares else (),
        edit=composer.actions.edit(cohort.path) if edition.viewer.compares else "",
    )


def _ahead(composer: Composer, cohort: str) -> tuple[CalendarRow, ...]:
    """Return the next rows of a cohort's calendar, but for its phases."""
    coming = [
        each
        for each in of_cohort(composer, cohort)
        if each.sort != "phase" and not composer.dependencies.has_passed(each.ends[:10])
    ]
    return tuple(row(each, composer.edition, composer.language, named=False) for each in coming[:MOST_AHEAD])


def _focus(composer: Composer, name: str, tagged: Mapping[str, int]) -> Count:
    lineage, tag = composer.edition.standards.lineage, composer.tags.one(name)
    entries = sum(times for each, times in tagged.items() if name in lineage(each))
    return Count(f"{tag.number} {tag.title}".strip(), tag.address, entries)


def _members(composer: Composer, cohort: Cohort) -> tuple[tuple[str, tuple[Member, ...]], ...]:
    edition = composer.edition
    groups: dict[str, list[Member]] = {}
    for name, member in cohort.fields.members:
        person = edition.people[name]
        here = [post for post in edition.by_person.get(name, ()) if post.cohort == cohort.id]
        whole = tally(here)
        groups.setdefault(member.role, []).append(
            Member(
                person.name,
                addresses.person(name),
                composer.gettext(ROLES[member.role]),
                member.school or person.school,
                whole.posts,
                whole.replies,
            )
        )
    return tuple(
        (composer.gettext(title), tuple(sorted(groups[role], key=lambda each: each.name.casefold())))
        for role, title in ROLE_TITLES.items()
        if role in groups
    )


def _phase(composer: Composer, identity: str, index: int, number: int) -> PhaseView:
    cohort = composer.edition.cohorts[identity]
    rows = cohort.fields.phases
    row = _row(composer, cohort, rows[index])
    own, address = composer.cohorts.anchor(cohort), row.phase.address
    posts = composer.edition.by_phase.get((cohort.id, rows[index].id), ())
    return PhaseView(
        head=composer.frame.head(
            paging.titled(composer, f"{row.phase.title}: {cohort.fields.title}", number),
            addresses.numbered(address, number),
            description=row.text,
            feeds=composer.frame.feeds(cohort.fields.title, own.address),
            trail=(
                Anchor(composer.gettext("Cohorts"), addresses.COHORTS),
                own,
                *paging.above(row.phase.title, address, number),
            ),
            section=addresses.COHORTS,
        ),
        phase=row.phase,
        cohort=own,
        dates=row.dates,
        text=row.text,
        prompts=row.prompts,
        entries=len(posts),
        cards=paging.part(composer, posts, number),
        page=number,
        pages=paging.anchors(len(posts), address),
        previous=_neighbour(composer, cohort, index - 1),
        next=_neighbour(composer, cohort, index + 1),
    )


def _neighbour(composer: Composer, cohort: Cohort, index: int) -> Anchor | None:
    """Return the phase at this place; None before the first one and after the last."""
    rows = cohort.fields.phases
    phase = composer.cohorts.phases[cohort.id, rows[index].id] if 0 <= index < len(rows) else None
    return Anchor(phase.title, phase.address) if phase else None


def _menu(composer: Composer) -> Iterator[Anchor]:
    yield Anchor(composer.gettext("Cohorts"), addresses.COHORTS)


FAMILY: Final = Family(pages, menu=Menu(40, _menu))
