"""Views of dated occasions: rows of lists, and calendar files."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor


class OccasionRow(Struct, frozen=True, array_like=True):
    """Something in the calendar, in a list. `sort` is the kind of event, or `deadline` or `phase`, and `label` what that is called.

    `when` are its days and hours in words, `time` the hour at which it begins.
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
    """An entry of a calendar file: days with the last one included, or moments in the calendar's zone. `busy` where it takes somebody's time."""

    id: str
    sort: str
    title: str
    address: str
    starts: str
    ends: str
    place: str
    summary: str
    updated: str
    busy: bool


class CalendarView(Struct, frozen=True, array_like=True):
    """`calendar.ics`: `zone` is the time zone of all moments in it."""

    name: str
    address: str
    language: str
    zone: str
    entries: tuple[CalendarEntry, ...]
