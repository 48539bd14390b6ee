"""Calendar files: iCalendar (RFC 5545), with the rules of the time zone for the years that they cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from generator.model.patterns import lazy_pattern
from generator.subjects.events.views import CalendarEntry, CalendarView

if TYPE_CHECKING:
    from icalendar import Component

_UNSEEN: Final = lazy_pattern("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_REFRESH: Final = dt.timedelta(hours=12)
"""The time after which a calendar is to be asked for again."""
_WEEK: Final = dt.timedelta(days=7)


def calendar(view: Any, _: object) -> str:
    """Return a calendar file."""
    shown: CalendarView = view
    years = [int(day[:4]) for each in shown.entries for day in (each.starts, each.ends) if "T" in day]
    zone = _rules(shown.zone, min(years), max(years)) if years else ""
    head = _calendar(shown)
    return (
        head.replace("END:VCALENDAR\r\n", "")
        + zone
        + "".join(_entry(each, shown.zone) for each in shown.entries)
        + "END:VCALENDAR\r\n"
    )


def _written(component: Component) -> str:
    return bytes(component.to_ical()).decode()


def _calendar(shown: CalendarView) -> str:
    """Return the head of a calendar (RFC 7986), and its end."""
    from icalendar import Calendar, vDuration

    name, changes = _plain(shown.name), [each.updated for each in shown.entries if each.revision]
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//Enquiry//Enquiry//{shown.language[:2].upper()}")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("uid", shown.id)
    made.add("url", shown.address)
    made.add("source", shown.own, parameters={"VALUE": "URI"})
    made.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_REFRESH))
    if changes:
        made.add("last-modified", dt.datetime.fromisoformat(max(changes)))
    return _written(made)


@lru_cache(maxsize=4096)
def _entry(entry: CalendarEntry, zone: str) -> str:
    """Return one entry, which stands in several calendars as it is.

    An entry that takes nobody's time is marked as transparent.
    """
    from icalendar import Event

    made = Event()
    made.add("uid", entry.id)
    changed = dt.datetime.fromisoformat(entry.updated)
    made.add("dtstamp", changed)
    made.add("sequence", entry.revision)
    if entry.revision:
        made.add("last-modified", changed)
    if entry.cancelled:
        made.add("status", "CANCELLED")
    made.add("summary", _plain(entry.title))
    made.add("dtstart", _moment(entry.starts, zone))
    if "T" not in entry.ends:
        made.add("dtend", dt.date.fromisoformat(entry.ends) + dt.timedelta(days=1))
    elif entry.ends != entry.starts:
        made.add("dtend", _moment(entry.ends, zone))
    for name, value in (("location", entry.place), ("description", entry.summary)):
        if value:
            made.add(name, _plain(value))
    made.add("categories", [entry.sort])
    made.add("url", entry.address)
    if not entry.busy:
        made.add("transp", "TRANSPARENT")
    return _written(made)


def _moment(value: str, zone: str) -> dt.date:
    if "T" not in value:
        return dt.date.fromisoformat(value)
    return dt.datetime.fromisoformat(value).replace(tzinfo=ZoneInfo(zone))


def _plain(text: str) -> str:
    """Return text without characters that a line of a calendar can't hold."""
    return _UNSEEN.sub(" ", text)


@lru_cache(maxsize=64)
def _rules(zone: str, first: int, last: int) -> str:
    """Return the changes of a zone's clocks in these years, each by the clock as it was before it."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    rules = ZoneInfo(zone)
    start = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    made = Timezone()
    made.add("tzid", zone)
    for moment, before in [
        (start, start),
        *_changes(rules, start, dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC)),
    ]:
        local, earlier = moment.astimezone(rules), before.astimezone(rules)
        part = TimezoneDaylight() if local.dst() else TimezoneStandard()
        part.add("dtstart", (moment + _offset(earlier)).replace(tzinfo=None))
        part.add("tzoffsetfrom", _offset(earlier))
        part.add("tzoffsetto", _offset(local))
        part.add("tzname", local.tzname() or zone)
        made.add_component(part)
    return _written(made)


def _offset(moment: dt.datetime) -> dt.timedelta:
    return moment.utcoffset() or dt.timedelta()


def _changes(
    zone: ZoneInfo, start: dt.datetime, end: dt.datetime
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield each moment at which the clocks change, and one before it.

    No zone changes its clocks twice within a week.
    """
    while start < end:
        after = start + _WEEK
        if _offset(start.astimezone(zone)) != _offset(after.astimezone(zone)):
            low, high = start, after
            while high - low > dt.timedelta(minutes=1):
                middle = low + (high - low) // 2
                low, high = (
                    (middle, high)
                    if _offset(middle.astimezone(zone)) == _offset(start.astimezone(zone))
                    else (low, middle)
                )
            yield high.replace(second=0, microsecond=0), start
        start = after
