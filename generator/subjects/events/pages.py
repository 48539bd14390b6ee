"""`/events/`, the months of the calendar, and a page for each event with the posts that reflect on it."""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from generator.model import addresses
from generator.network.edition import Edition
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.views.parts import Anchor
from generator.subjects.events.calendar import CalendarItem, calendar_items, called, row, titled
from generator.subjects.events.kind import HOME, EventFields
from generator.subjects.events.views import CalendarRow, EventsView, EventView, MonthDay, MonthRows, MonthView


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the index, the months in which something begins or ends, and a page for each event."""
    if composer.calendar.items:
        yield html_page(HOME, "events.html", _index)
    names = months(composer)
    for index, _ in enumerate(names):
        yield html_page(_address(names[index]), "month.html", _month, index)
    for event in composer.edition.of_kind("event"):
        yield html_page(f"{event.id}/", "event.html", _event, event.id)


def listed(edition: Edition) -> int:
    """Return the number of entries in the calendar, of which events are but a part."""
    return len(calendar_items(edition))


def months(composer: Composer) -> list[str]:
    """Return the months that have a page."""
    return list(composer.derived(_in_each_month))


def _address(name: str) -> str:
    return f"{HOME}{name}/"


def _index(composer: Composer) -> EventsView:
    items, has_passed = composer.calendar.items, composer.dependencies.has_passed
    coming = [each for each in items if not has_passed(each.ends[:10])]
    past = [each for each in reversed(items) if has_passed(each.ends[:10])]
    head = composer.frame.head(
        composer.gettext("Events"),
        HOME,
        description=composer.gettext("What is coming, and what has been."),
        section=HOME,
    )
    return EventsView(head, _by_month(composer, coming), _by_month(composer, past), addresses.CALENDAR)


def _by_month(composer: Composer, listed: Iterable[CalendarItem]) -> tuple[MonthRows, ...]:
    groups: dict[str, list[CalendarRow]] = {}
    for each in listed:
        groups.setdefault(each.starts[:7], []).append(row(each, composer.edition, composer.language))
    return tuple(
        MonthRows(Anchor(composer.language.month(name), _address(name)), tuple(rows))
        for name, rows in groups.items()
    )


def _in_each_month(edition: Edition) -> dict[str, list[CalendarItem]]:
    """Return the items of each month in which one begins or ends; one may go on over several."""
    items = calendar_items(edition)
    names = sorted({day[:7] for each in items for day in (each.starts, each.ends)})
    found: dict[str, list[CalendarItem]] = {name: [] for name in names}
    for each in items:
        for name in names[bisect_left(names, each.starts[:7]) : bisect_right(names, each.ends[:7])]:
            found[name].append(each)
    return found


def _month(composer: Composer, index: int) -> MonthView:
    names = months(composer)
    name = names[index]
    here = composer.derived(_in_each_month)[name]
    before, after = (
        Anchor(composer.language.month(names[each]), _address(names[each]))
        if 0 <= each < len(names)
        else None
        for each in (index - 1, index + 1)
    )
    head = composer.frame.head(
        composer.gettext("Events in %(month)s", month=composer.language.month(name)),
        _address(name),
        description=composer.gettext("What is coming, and what has been."),
        trail=(Anchor(composer.gettext("Events"), HOME),),
        section=HOME,
    )
    return MonthView(
        head=head,
        title=composer.language.month(name),
        weekdays=composer.language.weekdays(),
        weeks=tuple(tuple(_day(composer, name, each, here) for each in week) for week in _weeks(name)),
        phases=tuple(row(each, composer.edition, composer.language) for each in here if each.sort == "phase"),
        previous=before,
        next=after,
        calendar=addresses.CALENDAR,
    )


def _weeks(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the days of a month by weeks, from Monday; the first and last may have days of other months."""
    year, number = map(int, name.split("-"))
    return tuple(
        tuple(each.isoformat() for each in week)
        for week in calendar.Calendar().monthdatescalendar(year, number)
    )


def _day(composer: Composer, name: str, iso: str, here: Iterable[CalendarItem]) -> MonthDay:
    if not iso.startswith(name):
        return MonthDay(0, iso, "", ())
    rows = tuple(
        row(each, composer.edition, composer.language)
        for each in here
        if each.sort != "phase" and each.starts[:10] <= iso <= each.ends[:10]
    )
    return MonthDay(int(iso[8:]), iso, composer.language.day(iso).label, rows)


def _event(composer: Composer, identity: str) -> EventView:
    edition = composer.edition
    record, fields = edition.records[identity], edition.records[identity].fields_as(EventFields)
    item = composer.calendar.item(identity)
    description = fields.summary or composer.dependencies.words(record.text).excerpt
    return EventView(
        head=composer.frame.head(
            titled(item, composer.language),
            addresses.record(identity),
            description=description,
            trail=(Anchor(composer.gettext("Events"), HOME),),
            section=HOME,
        ),
        sort=called(fields.kind, composer.language),
        starts=item.starts,
        ends=item.ends,
        when=item.when(composer.language),
        place=fields.place,
        summary=fields.summary,
        body=composer.texts.body(record.text),
        cohorts=tuple(
            Anchor(edition.cohorts[each].fields.title, addresses.cohort(each)) for each in fields.cohorts
        ),
        leaders=tuple(composer.people.anchor(each) for each in fields.led_by),
        bring=fields.bring,
        materials=tuple(Anchor(each.title, composer.texts.target(each.link)) for each in fields.materials),
        tags=composer.tags.several(fields.standards),
        posts=composer.entries.cards(edition.posts[each] for each in edition.reflections.get(identity, ())),
        noted=composer.records.naming("event", identity),
        audience=composer.entries.audience(record.audience),
        edit=composer.actions.edit(record.source),
        reflect=composer.actions.write("posts", reflects_on=identity),
    )


FAMILY: Final = Family(pages)
