"""`calendar.ics` of the network, of each cohort and of each person, to subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from generator.model import addresses
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page
from generator.subjects.events.calendar import CalendarItem, called, titled
from generator.subjects.events.kind import HOME
from generator.subjects.events.views import CalendarEntry, CalendarView

_FIRST_REVISION: Final = dt.datetime(1899, 12, 31, tzinfo=dt.UTC)
"""A moment before every date that a record can have."""
_IDLE = ("prompt", "phase", "deadline")
"""The sorts of items that take nobody's time."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the calendars that have entries."""
    if composer.calendar.items:
        yield Page(addresses.CALENDAR, "calendar", _network)
    for name in composer.edition.cohorts:
        if of_cohort(composer, name):
            yield Page(addresses.cohort(name) + addresses.CALENDAR, "calendar", _cohort, (name,))
    for name in composer.edition.people:
        if address(composer, name):
            yield Page(addresses.person(name) + addresses.CALENDAR, "calendar", _person, (name,))


def of_cohort(composer: Composer, cohort: str) -> tuple[CalendarItem, ...]:
    """Return the items that concern a cohort."""
    return composer.calendar.concerning((cohort,))


def address(composer: Composer, person: str) -> str:
    """Return the address of a person's own calendar.

    It is empty where no event and no deadline concerns them: their calendar would say no more than their
    cohort's page.
    """
    return (
        addresses.person(person) + addresses.CALENDAR
        if any(each.sort != "phase" for each in _of_person(composer, person))
        else ""
    )


def _of_person(composer: Composer, person: str) -> tuple[CalendarItem, ...]:
    cohorts = (cohort.id for cohort, _ in composer.cohorts.memberships.get(person, ()))
    return composer.calendar.concerning(cohorts, person)


def _network(composer: Composer) -> CalendarView:
    return _calendar(composer, composer.edition.config.title, HOME, composer.calendar.items)


def _cohort(composer: Composer, name: str) -> CalendarView:
    return _calendar(
        composer,
        composer.edition.cohorts[name].fields.title,
        addresses.cohort(name),
        of_cohort(composer, name),
    )


def _person(composer: Composer, name: str) -> CalendarView:
    return _calendar(
        composer,
        f"{composer.edition.config.title}: {composer.edition.people[name].name}",
        addresses.person(name),
        _of_person(composer, name),
    )


def _calendar(composer: Composer, name: str, home: str, listed: Iterable[CalendarItem]) -> CalendarView:
    config = composer.edition.config
    own = f"{home if home != HOME else ''}{addresses.CALENDAR}"
    return CalendarView(
        composer.identifiers.feed(own),
        name,
        composer.frame.base + home,
        composer.frame.base + own,
        config.language,
        config.timezone,
        tuple(_entry(composer, each) for each in listed),
    )


def _entry(composer: Composer, each: CalendarItem) -> CalendarEntry:
    """Return an entry, the same in every edition.

    Its id follows from its identity and the network's address.
    """
    title = (
        composer.gettext("Due: %(title)s", title=each.title)
        if each.sort == "prompt"
        else titled(each, composer.language)
    )
    sort = called(each.sort, composer.language).capitalize() or composer.gettext("Event")
    return CalendarEntry(
        composer.identifiers.event(each.id),
        sort,
        title,
        composer.frame.base + each.address,
        each.starts,
        each.ends,
        each.place,
        each.summary,
        each.updated or composer.identifiers.began,
        _revision(each),
        each.sort not in _IDLE and not each.cancelled,
        each.cancelled,
    )


def _revision(each: CalendarItem) -> int:
    """Return a number that grows with each change: the minutes until the last one (RFC 5545, 3.8.7.4)."""
    if not each.updated:
        return 0
    return int((dt.datetime.fromisoformat(each.updated) - _FIRST_REVISION).total_seconds()) // 60


FAMILY: Final = Family(pages, single=True)
