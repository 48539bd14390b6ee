"""Views of events and of the calendar."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Card, Head, RichText, Tag


class CalendarRow(Struct, frozen=True, array_like=True):
    """An entry of the calendar in a list.

    `sort` is the kind of event, or `deadline` or `phase`, and `label` its name. `when` are its days and hours
    in words, `time` the hour at which it begins.
    """

    sort: str
    title: str
    address: str
    starts: str
    when: str
    time: str
    place: str
    cohorts: tuple[Anchor, ...]
    label: str


class CalendarEntry(Struct, frozen=True, array_like=True):
    """An entry of a calendar file: days with the last one included, or moments in the calendar's zone.

    It is `busy` if it takes somebody's time. `updated` is the moment of its last change, and `revision` a
    number that grows with each, 0 where none is known.
    """

    id: str
    sort: str
    title: str
    address: str
    starts: str
    ends: str
    place: str
    summary: str
    updated: str
    revision: int
    busy: bool
    cancelled: bool


class CalendarView(Struct, frozen=True, array_like=True):
    """`calendar.ics`, which is at `own`; `zone` is the time zone of all moments in it."""

    id: str
    name: str
    address: str
    own: str
    language: str
    zone: str
    entries: tuple[CalendarEntry, ...]


class EventView(Struct, frozen=True, array_like=True):
    """`/events/<slug>/`.

    `sort` is the name of its kind, `when` its days and hours in words. `posts` are those that reflect on it,
    `noted` the records that name it. `reflect` is the address in the editor of a new post on it.
    """

    head: Head
    sort: str
    starts: str
    ends: str
    when: str
    place: str
    summary: str
    body: RichText | None
    cohorts: tuple[Anchor, ...]
    leaders: tuple[Anchor, ...]
    bring: tuple[str, ...]
    materials: tuple[Anchor, ...]
    tags: tuple[Tag, ...]
    posts: tuple[Card, ...]
    noted: tuple[Anchor, ...]
    audience: str
    edit: str
    reflect: str = ""


class MonthRows(Struct, frozen=True, array_like=True):
    """The entries of a month in the index, under a link to the month's own page."""

    month: Anchor
    rows: tuple[CalendarRow, ...]


class EventsView(Struct, frozen=True, array_like=True):
    """`/events/`: entries to come, the soonest first, and past ones, the latest first.

    `calendar` is the file to subscribe to.
    """

    head: Head
    coming: tuple[MonthRows, ...]
    past: tuple[MonthRows, ...]
    calendar: str


class MonthDay(Struct, frozen=True, array_like=True):
    """A day of a month; `number` is 0 for days of the months before and after it."""

    number: int
    iso: str
    label: str
    rows: tuple[CalendarRow, ...]


class MonthView(Struct, frozen=True, array_like=True):
    """`/events/<year>-<month>/`: its days by weeks, from Monday, under the `weekdays` (short, and in full).

    `phases` last longer than a day, and stand apart.
    """

    head: Head
    title: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[MonthDay, ...], ...]
    phases: tuple[CalendarRow, ...]
    previous: Anchor | None
    next: Anchor | None
    calendar: str
