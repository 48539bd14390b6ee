"""The calendar of an edition: events, deadlines of prompts, and phases of cohorts, in order of time.

All times are in the network's own zone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.model import addresses
from generator.model.messages import N_
from generator.network.edition import Edition
from generator.network.records import Cohort
from generator.publish.language import Language
from generator.publish.views.parts import Anchor
from generator.subjects.events.kind import EventFields
from generator.subjects.events.views import CalendarRow

SORTS = {
    "residential": N_("residential"),
    "recall day": N_("recall day"),
    "network meeting": N_("network meeting"),
    "deadline": N_("deadline"),
    "prompt": N_("deadline"),
    "phase": N_("phase"),
    "other": "",
}
"""The names of the sorts of items."""


MOST_OF_ONE: Final = 200
"""Items in the calendar of one cohort or one person; that of the network has them all."""


class CalendarItem(Struct, frozen=True):
    """An entry of the calendar: an event, or a part of a cohort's programme.

    `id` is its identity. `sort` is the kind of an event, `prompt` for a deadline, or `phase`. `starts` and
    `ends` are days, both included (`2018-01-12`), or moments (`2018-01-12T09:30:00`). `updated` is
    the moment in UTC at which it last changed, empty where nothing is said of it. It concerns the members of
    its `cohorts`, and `people`.
    """

    id: str
    sort: str
    title: str
    address: str
    starts: str
    ends: str
    place: str = ""
    summary: str = ""
    updated: str = ""
    cohorts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    cancelled: bool = False

    @property
    def event(self) -> bool:
        """Return whether it has a file of its own, and is no part of a cohort's programme."""
        return self.sort not in ("prompt", "phase")

    def when(self, language: Language) -> str:
        """Return its days and hours in words."""
        day, span = language.day, language.span
        if "T" not in self.starts:
            return day(self.starts).label if self.starts == self.ends else span(self.starts, self.ends)
        if self.starts[:10] == self.ends[:10]:
            hours = (
                self.starts[11:16] if self.starts == self.ends else f"{self.starts[11:16]}–{self.ends[11:16]}"
            )
            return f"{day(self.starts).label}, {hours}"
        return f"{day(self.starts).label}, {self.starts[11:16]} – {day(self.ends).label}, {self.ends[11:16]}"


def calendar_items(edition: Edition) -> tuple[CalendarItem, ...]:
    """Return everything in the calendar, in order of time."""
    zone = ZoneInfo(edition.config.timezone)
    found = [
        *_events(edition, zone),
        *(each for cohort in edition.cohorts.values() for each in _programme(edition, cohort)),
    ]
    return tuple(sorted(found, key=lambda each: (each.starts, each.ends, each.id)))


class Calendar(Struct, frozen=True):
    """Everything in the calendar, in order of time, and where in it is what concerns whom.

    `everybody` are the places of items of no cohort in particular.
    """

    items: tuple[CalendarItem, ...]
    places: Mapping[str, int]
    everybody: Sequence[int]
    of_cohort: Mapping[str, Sequence[int]]
    of_person: Mapping[str, Sequence[int]]

    def item(self, identity: str) -> CalendarItem:
        """Return an item by its identity."""
        return self.items[self.places[identity]]

    def concerning(self, cohorts: Iterable[str], person: str = "", most: int = 0) -> tuple[CalendarItem, ...]:
        """Return the items of any of these cohorts, of this person, and of no cohort in particular.

        Of many, they are those that begin last; `most` is how many, if not `MOST_OF_ONE`.
        """
        most = most or MOST_OF_ONE
        lists = [self.everybody, self.of_person.get(person, ())]
        lists += (self.of_cohort.get(each, ()) for each in cohorts)
        places = sorted({place for each in lists for place in each[-most:]})
        return tuple(self.items[place] for place in places[-most:])


def calendar_of(edition: Edition) -> Calendar:
    """Return the calendar of an edition."""
    items = calendar_items(edition)
    everybody: list[int] = []
    of_cohort: dict[str, list[int]] = {}
    of_person: dict[str, list[int]] = {}
    for place, each in enumerate(items):
        if not each.cohorts:
            everybody.append(place)
        for cohort in dict.fromkeys(each.cohorts):
            of_cohort.setdefault(cohort, []).append(place)
        for person in dict.fromkeys(each.people):
            of_person.setdefault(person, []).append(place)
    places = {each.id: place for place, each in enumerate(items)}
    return Calendar(items, places, everybody, of_cohort, of_person)


def row(each: CalendarItem, edition: Edition, language: Language, *, named: bool = True) -> CalendarRow:
    """Return an item as a row of a list, with its cohorts if they are to be `named`."""
    cohorts = tuple(
        Anchor(edition.cohorts[name].fields.title, addresses.cohort(name)) for name in each.cohorts if named
    )
    sort = {"prompt": "deadline", "other": ""}.get(each.sort, each.sort)
    return CalendarRow(
        sort,
        titled(each, language),
        each.address,
        each.starts,
        each.when(language),
        each.starts[11:16],
        each.place,
        cohorts,
        called(each.sort, language),
    )


def titled(each: CalendarItem, language: Language) -> str:
    """Return the title of an item, which says so where it will not take place."""
    return language.gettext("Cancelled: %(title)s", title=each.title) if each.cancelled else each.title


def called(sort: str, language: Language) -> str:
    """Return the name of a sort of items; empty for one of no sort in particular."""
    return language.gettext(SORTS[sort]) if SORTS[sort] else ""


def _events(edition: Edition, zone: ZoneInfo) -> Iterator[CalendarItem]:
    for record in edition.of_kind("event"):
        fields = record.fields
        if isinstance(fields, EventFields):
            yield CalendarItem(
                record.id,
                fields.kind,
                fields.title,
                f"{record.id}/",
                _local(fields.starts, zone),
                _local(fields.last, zone),
                fields.place,
                fields.summary,
                edition.moment(fields.updated) if fields.updated else "",
                fields.cohorts,
                fields.led_by,
                fields.cancelled,
            )


def _programme(edition: Edition, cohort: Cohort) -> Iterator[CalendarItem]:
    """Yield a cohort's phases that have days, and its prompts that are due on one."""
    home = addresses.cohort(cohort.id)
    updated = edition.moment(cohort.fields.updated) if cohort.fields.updated else ""
    for phase in cohort.fields.phases:
        if phase.starts and phase.ends:
            yield CalendarItem(
                f"{home}{addresses.PHASES}{phase.id}",
                "phase",
                phase.title,
                addresses.phase(cohort.id, phase.id),
                phase.starts,
                phase.ends,
                summary=phase.text,
                updated=updated,
                cohorts=(cohort.id,),
            )
    for prompt in cohort.fields.prompts:
        if prompt.due:
            yield CalendarItem(
                f"{home}{addresses.PROMPTS}{prompt.id}",
                "prompt",
                prompt.title,
                addresses.prompt(prompt.id),
                prompt.due,
                prompt.due,
                summary=prompt.text,
                updated=updated,
                cohorts=(cohort.id,),
            )


def _local(value: str, zone: ZoneInfo) -> str:
    """Return a moment in the network's zone, without its offset."""
    return (
        dt.datetime.fromisoformat(value).astimezone(zone).replace(tzinfo=None).isoformat()
        if len(value) > 19
        else value
    )
