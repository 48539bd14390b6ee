"""`/participants/`: everybody, and each one's blog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.model.messages import N_
from generator.network.programme import commented, phase_on, running
from generator.network.records import Person, Post
from generator.publish import forge
from generator.publish.composer.composer import Composer
from generator.publish.composer.people import ROLES
from generator.publish.family import Family, Menu
from generator.publish.page import Page, html_page
from generator.publish.views.lists import ListGroup, ListView, PhaseGroup
from generator.publish.views.parts import Anchor, Count, Head
from generator.publish.views.person import Coverage, PersonView, Role
from generator.source.files import unwritten
from generator.source.files.network import Forge
from generator.subjects.events import calendar_pages

ROLE_TITLES = {
    "facilitator": N_("Facilitators"),
    "tutor": N_("Tutors"),
    "critical-friend": N_("Critical friends"),
    "participant": N_("Participants"),
}


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the index of people, and a blog for each."""
    edition = composer.edition
    yield html_page(addresses.PEOPLE, "list.html", _index)
    for identity in edition.people:
        yield html_page(addresses.person(identity), "person.html", _blog, identity)


def counts(composer: Composer) -> tuple[Count, ...]:
    """Return everybody by name, with the number of their entries."""
    edition = composer.edition
    people = sorted(edition.people.values(), key=lambda each: (each.name.casefold(), each.id))
    return tuple(
        Count(each.name, addresses.person(each.id), len(edition.by_person.get(each.id, ())), each.school)
        for each in people
    )


def _index(composer: Composer) -> ListView:
    everybody = counts(composer)
    description = composer.gettext("Everyone who writes here, with the number of their posts and replies.")
    return ListView(
        composer.frame.head(
            composer.gettext("People"), addresses.PEOPLE, description=description, section=addresses.PEOPLE
        ),
        (ListGroup("", everybody),),
        of_people=True,
    )


def _blog(composer: Composer, identity: str) -> PersonView:
    edition = composer.edition
    person = edition.people[identity]
    written = edition.by_person.get(person.id, ())
    listed = [post for post in written if post.listed]
    memberships = composer.cohorts.memberships.get(person.id, ())
    plan = f"{addresses.person(person.id)}plan"
    return PersonView(
        head=_head(composer, person),
        name=person.name,
        school=person.school,
        authority=person.authority,
        photo=composer.files.portrait(person.photo) if person.photo else "",
        roles=tuple(
            Role(composer.gettext(ROLES[member.role]), composer.cohorts.anchor(cohort), member.school)
            for cohort, member in memberships
        ),
        links=tuple(Anchor(each.title, each.url) for each in person.links),
        biography=composer.texts.body(person.text),
        journey=_journey(composer, listed),
        comments=composer.entries.cards(post for post in reversed(written) if not post.listed),
        coverage=_coverage(composer, [cohort.id for cohort, _ in memberships], listed),
        new_post=_new_post(composer, person),
        edit=composer.actions.edit(person.text.path) if _is_itself(composer, person) else "",
        calendar=calendar_pages.address(composer, person.id),
        waiting="" if edition.viewer.is_public else addresses.waiting(person.id),
        plan=addresses.record(plan) if plan in edition.records else "",
    )


def _head(composer: Composer, person: Person) -> Head:
    address = addresses.person(person.id)
    return composer.frame.head(
        person.name,
        address,
        description=composer.dependencies.words(person.text).excerpt
        or composer.gettext("The blog of %(name)s", name=person.name),
        feeds=composer.frame.feed(person.name, address),
        trail=(Anchor(composer.gettext("People"), addresses.PEOPLE),),
        section=addresses.PEOPLE,
    )


def _is_itself(composer: Composer, person: Person) -> bool:
    """Return whether the edition shows a person under the name of their folder, and not under a pseudonym."""
    return composer.edition.paths.get(f"participants/{person.id}/profile.md") == ("person", person.id)


def _new_post(composer: Composer, person: Person) -> str:
    """Return what starts a post of this person; empty where nothing is to be shown."""
    if not _is_itself(composer, person):
        return ""
    if write := composer.actions.write("posts", **{"as": person.id}):
        return write
    setting = composer.edition.config.forge
    return _form(composer, person, setting) if setting else ""


def _form(composer: Composer, person: Person, setting: Forge) -> str:
    """Return the forge's page that starts a post, with the day and its phase while the person's cohort runs.

    Otherwise the page would be another every day, though hardly anybody writes then.
    """
    own = [cohort for cohort, _ in composer.cohorts.memberships.get(person.id, ())]
    today = composer.dependencies.today() if own else ""
    now = next((each for each in own if running(each.fields, today)), None) if today else None
    phase = phase_on(now.fields, today) if now else None
    cohort = now or next(iter(own), None)
    settings = NEW_POST.format(
        date=today if now else unwritten.DAY,
        standards=commented(cohort.fields.focus if cohort else ()),
        phase=phase.id if phase else "",
    )
    file = f"participants/{person.id}/posts/{today if now else unwritten.DAY}-title-in-a-few-words.md"
    return forge.new(setting, file, f"{settings}{composer.gettext(unwritten.POST)}\n")


NEW_POST = "---\ntitle: \ndate: {date}\n{standards}phase: {phase}\n---\n\n"


def _journey(composer: Composer, listed: list[Post]) -> tuple[PhaseGroup, ...]:
    """Return a person's posts by phase, the newest cohort first."""
    written: dict[str, list[Post]] = {}
    for post in listed:
        written.setdefault(post.cohort if post.cohort in composer.edition.cohorts else "", []).append(post)
    several, rest = len({post.cohort for post in listed}) > 1, written.pop("", [])
    groups = [
        group
        for cohort in composer.cohorts.from_newest(written)
        for group in composer.entries.by_phase(cohort, written[cohort.id], named=several)
    ]
    return (*groups, *composer.entries.by_phase(None, rest))


def _coverage(composer: Composer, cohorts: list[str], listed: list[Post]) -> tuple[Coverage, ...]:
    edition = composer.edition
    focus = dict.fromkeys(name for cohort in cohorts for name in edition.cohorts[cohort].fields.focus)
    found = dict.fromkeys(focus, 0)
    for post in listed:
        for name in edition.standards.lineages(post.standards):
            if name in found:
                found[name] += 1
    return tuple(Coverage(composer.tags.one(name), entries) for name, entries in found.items())


def _menu(composer: Composer) -> Iterator[Anchor]:
    yield Anchor(composer.gettext("People"), addresses.PEOPLE)


FAMILY: Final = Family(pages, menu=Menu(30, _menu))
