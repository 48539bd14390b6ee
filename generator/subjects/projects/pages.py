"""`/projects/`, by state and area; `/projects/<slug>/`; `/projects/matching/` for the coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from generator.model import addresses
from generator.model.messages import N_
from generator.network.edition import Edition
from generator.network.records import Person, Record
from generator.network.regions import folded
from generator.network.schools import member_schools, schools
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.views.parts import AgreedRow, Anchor
from generator.subjects.projects.areas import areas
from generator.subjects.projects.kind import (
    AREAS,
    HOME,
    MATCHING,
    OPEN,
    OPEN_ACTIONS,
    STATES,
    ActionFields,
    ProjectFields,
    VisitFields,
)
from generator.subjects.projects.views import (
    ActionRow,
    AreaRows,
    Need,
    ProjectMatchingView,
    ProjectRow,
    ProjectsView,
    ProjectView,
    SchoolRow,
    StateRows,
    Visit,
)

Interested = dict[str, tuple[dict[str, None], dict[str, set[str]]]]
"""People by the areas that they state an interest in, and those of them who are of each school."""
MOST_INTERESTED: Final = 12
"""People with an interest who are named beside a need."""

_WORDS: Final = (
    N_("needed"),
    N_("offered"),
    N_("matched"),
    N_("visiting"),
    N_("reported"),
    N_("acted on"),
    N_("feedback"),
    N_("homework"),
    N_("disadvantaged pupils"),
    N_("pastoral systems"),
    N_("digital technology"),
    N_("CPD"),
    N_("higher attainers"),
    N_("wellbeing"),
    N_("curriculum area"),
    N_("year group"),
    N_("lesson observations"),
    N_("interviews with staff"),
    N_("interviews with pupils"),
    N_("data"),
    N_("policies and schemes of work"),
    N_("planned"),
    N_("under way"),
    N_("done"),
    N_("dropped"),
)
"""The names of states, areas, kinds of data and statuses. An area of the network's own is its own name."""
_MEANINGS: Final = {
    "needed": N_("Nobody has offered yet."),
    "offered": N_("Somebody would take it on."),
    "matched": N_("A partner of another school has it."),
    "visiting": N_("The partner has been to the school."),
    "reported": N_("The school has heard what was found."),
    "acted on": N_("The school has done what it planned."),
}


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the board and a page for each project; for facilitators, also the page that compares people."""
    if records := composer.edition.of_kind("project"):
        yield html_page(HOME, "projects.html", _board)
        for each in records:
            yield html_page(f"{each.id}/", "project.html", _project, each.id)
        if composer.edition.viewer.compares:
            yield html_page(f"{HOME}{MATCHING}/", "project-matching.html", _matching)


def _board(composer: Composer) -> ProjectsView:
    edition, _ = composer.edition, composer.gettext
    records = edition.of_kind("project")
    order = {name: place for place, name in enumerate(areas(edition.config.areas))}
    rows = sorted(
        ((order[each.fields_as(ProjectFields).area], each.id, _row(composer, each)) for each in records),
        key=lambda each: each[:2],
    )
    states = tuple(
        StateRows(name, _(name), _(_MEANINGS[name]), tuple(row for *_place, row in rows if row.state == name))
        for name in STATES
    )
    by_area = tuple(
        AreaRows(_area(composer, name), tuple(row for place, _id, row in rows if place == order[name]))
        for name in order
        if any(place == order[name] for place, *_rest in rows)
    )
    head = composer.frame.head(
        _("Projects between schools"),
        HOME,
        description=_(
            "What schools asked colleagues of other schools to look at with them, and what came of it."
        ),
        section=HOME,
    )
    return ProjectsView(
        head,
        states,
        by_area,
        f"{HOME}{MATCHING}/" if edition.viewer.compares else "",
    )


def _area(composer: Composer, name: str) -> str:
    return composer.gettext(name) if name in AREAS else name


def _row(composer: Composer, record: Record) -> ProjectRow:
    fields = record.fields_as(ProjectFields)
    return ProjectRow(
        title=fields.title,
        address=addresses.record(record.id),
        state=fields.state,
        label=composer.gettext(fields.state),
        area=_area(composer, fields.area),
        focus=fields.focus,
        school=fields.school,
        authority=fields.authority,
        summary=fields.summary,
        partner=composer.people.anchor(fields.match) if fields.match else None,
    )


def _project(composer: Composer, identity: str) -> ProjectView:
    edition, language, _ = composer.edition, composer.language, composer.gettext
    record = edition.records[identity]
    fields = record.fields_as(ProjectFields)
    reached = STATES.index(fields.state)
    return ProjectView(
        head=composer.frame.head(
            fields.title,
            addresses.record(identity),
            description=fields.summary or composer.dependencies.words(record.text).excerpt,
            trail=(Anchor(_("Projects"), HOME),),
            section=HOME,
        ),
        row=_row(composer, record),
        steps=tuple((_(each), place <= reached, place == reached) for place, each in enumerate(STATES)),
        contact=fields.contact,
        starts=language.known_day(fields.starts),
        ends=language.known_day(fields.ends),
        matched=language.known_day(fields.matched),
        offers=tuple(composer.people.anchor(each) for each in fields.offers if each != fields.match),
        body=composer.texts.body(record.text),
        visits=tuple(_visit(composer, each) for each in sorted(fields.visits, key=lambda each: each.date)),
        findings=fields.findings,
        actions=tuple(_action(composer, each) for each in fields.actions),
        presented=tuple(
            (each.to, language.day(each.date))
            for each in sorted(fields.presented, key=lambda each: each.date)
        ),
        posts=composer.entries.cards(edition.posts[each] for each in edition.reflections.get(identity, ())),
        noted=composer.records.naming("project", identity),
        audience=composer.entries.audience(record.audience),
        edit=composer.actions.edit(record.source),
    )


def _visit(composer: Composer, visit: VisitFields) -> Visit:
    data = tuple(map(composer.gettext, visit.data))
    return Visit(composer.language.day(visit.date), data, visit.note)


def _action(composer: Composer, action: ActionFields) -> ActionRow:
    return ActionRow(
        action.what,
        action.who,
        composer.language.known_day(action.by),
        action.status.replace(" ", "-"),
        composer.gettext(action.status),
        _overdue(composer, action),
    )


def _overdue(composer: Composer, action: ActionFields) -> bool:
    """Return whether the day of an action has passed before it is done.

    Only the coordinator is told: to others, it would set one school beside another.
    """
    return (
        composer.edition.viewer.compares
        and bool(action.by)
        and action.status in OPEN_ACTIONS
        and composer.dependencies.has_passed(action.by)
    )


def _late(composer: Composer, records: Iterable[Record]) -> tuple[AgreedRow, ...]:
    """Return the overdue actions of all projects, the longest overdue first."""
    found = sorted(
        (
            (each.by, record.id, each)
            for record in records
            for each in record.fields_as(ProjectFields).actions
            if _overdue(composer, each)
        ),
        key=lambda each: each[:2],
    )
    return tuple(
        AgreedRow(each.what, composer.language.day(each.by), None, each.who, composer.records.anchor(project))
        for _by, project, each in found
    )


def _matching(composer: Composer) -> ProjectMatchingView:
    edition, date, _ = composer.edition, composer.dependencies.today(), composer.gettext
    records = edition.of_kind("project")
    interested = _interested(edition)
    needs = tuple(
        _need(composer, each, interested) for each in records if each.fields_as(ProjectFields).state in OPEN
    )
    head = composer.frame.head(
        _("Matching schools and people"),
        f"{HOME}{MATCHING}/",
        trail=(Anchor(_("Projects"), HOME),),
        section=HOME,
    )
    return ProjectMatchingView(
        head,
        needs,
        tuple(_without_match(composer, records)),
        _late(composer, records),
        composer.language.known_day(date),
    )


def _interested(edition: Edition) -> Interested:
    """Return the people who state an interest in each area, and those of them who are of each school."""
    in_cohorts = member_schools(edition.cohorts.values())
    found: Interested = {}
    for key, person in edition.people.items():
        for area in dict.fromkeys(person.interests):
            people, at_school = found.setdefault(area, ({}, {}))
            people[key] = None
            for school in schools(person, in_cohorts):
                at_school.setdefault(folded(school), set()).add(key)
    return found


def _need(composer: Composer, record: Record, interested: Interested) -> Need:
    """Return a project without a partner, those who offered, and those of other schools with an interest."""
    fields = record.fields_as(ProjectFields)
    stated, at_school = interested.get(fields.area, ({}, {}))
    passed = {each for each in fields.offers if each in stated}
    if fields.school:
        passed |= at_school.get(folded(fields.school), set())
    able = islice((each for each in stated if each not in passed), MOST_INTERESTED)
    named = tuple(map(composer.people.anchor, able))
    return Need(
        _row(composer, record),
        tuple(map(composer.people.anchor, fields.offers)),
        named,
        len(stated) - len(passed) - len(named),
    )


def _without_match(composer: Composer, records: Iterable[Record]) -> Iterator[SchoolRow]:
    """Yield schools without a match, with their people and needs; those that named no need come first."""
    hosted: dict[str, list[Record]] = {}
    for each in records:
        hosted.setdefault(folded(each.fields_as(ProjectFields).school), []).append(each)
    groups: dict[str, list[Person]] = {}
    for person in sorted(composer.edition.people.values(), key=lambda each: (each.name.casefold(), each.id)):
        if person.school:
            groups.setdefault(folded(person.school), []).append(person)
    for school, people in sorted(groups.items(), key=lambda each: (each[0] in hosted, each[0])):
        needs = hosted.get(school, [])
        if all(each.fields_as(ProjectFields).state in OPEN for each in needs):
            anchors = tuple(composer.people.anchor(each.id) for each in people)
            yield SchoolRow(
                people[0].school,
                people[0].authority,
                anchors,
                tuple(composer.records.anchor(each.id) for each in needs),
            )


FAMILY: Final = Family(pages)
