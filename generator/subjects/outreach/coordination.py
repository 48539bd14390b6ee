"""Outreach for the coordinator: requests that wait, colleagues who could answer them, agreed actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.network.edition import Edition
from generator.network.records import Record
from generator.network.regions import folded
from generator.network.schools import at_host
from generator.subjects.outreach.kind import ActionFields, ColleagueFields, MeetingFields, RequestFields


class Proposal(Struct, frozen=True):
    """A colleague who could answer a request.

    `fitting` are their specialisms that the request asks for, `minutes` the outreach they have done, and
    `days_left` their days of release (None where nobody said).
    """

    person: str
    fitting: tuple[str, ...]
    open: int
    minutes: int
    days_left: float | None


class Agreed(Struct, frozen=True):
    """An action that was agreed at a meeting, by the school or by its visitor."""

    record: str
    by_school: bool
    action: ActionFields


def meetings(edition: Edition) -> tuple[tuple[Record, MeetingFields], ...]:
    """Return the records of meetings, the oldest first."""
    return tuple(
        sorted(
            (
                (each, each.fields)
                for each in edition.of_kind("meeting")
                if isinstance(each.fields, MeetingFields)
            ),
            key=lambda each: (each[1].date, each[0].id),
        )
    )


def meetings_of(edition: Edition) -> dict[str, list[tuple[Record, MeetingFields]]]:
    """Return the records of meetings by the folders of their visitors, the oldest first."""
    found: dict[str, list[tuple[Record, MeetingFields]]] = {}
    for record, fields in meetings(edition):
        if fields.visitor:
            found.setdefault(fields.visitor, []).append((record, fields))
    return found


def requests(edition: Edition) -> tuple[tuple[Record, RequestFields], ...]:
    """Return the requests, the oldest first."""
    return tuple(
        sorted(
            (
                (each, each.fields)
                for each in edition.of_kind("request")
                if isinstance(each.fields, RequestFields)
            ),
            key=lambda each: (each[1].asked, each[0].id),
        )
    )


def colleagues(edition: Edition) -> dict[str, ColleagueFields]:
    """Return the leading colleagues by their folders."""
    return {
        each.fields.person: each.fields
        for each in edition.of_kind("colleague")
        if isinstance(each.fields, ColleagueFields) and each.fields.person
    }


def answered_by(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return the records of the meetings that answered each request."""
    found: dict[str, list[str]] = {}
    for record, fields in meetings(edition):
        found.setdefault(fields.request, []).append(record.id)
    return {key: tuple(each) for key, each in found.items() if key}


def school_of(edition: Edition, fields: MeetingFields) -> str:
    """Return the school of a meeting."""
    asked = edition.records[fields.request].fields if fields.request else None
    return fields.school or (asked.school if isinstance(asked, RequestFields) else "")


def open_requests(edition: Edition) -> tuple[tuple[Record, RequestFields], ...]:
    """Return the requests that are not closed and that no meeting has answered, the oldest first."""
    answered = answered_by(edition)
    return tuple(
        (record, fields)
        for record, fields in requests(edition)
        if not fields.closed and record.id not in answered
    )


class Load(Struct, frozen=True):
    """The load of each colleague: open requests, and minutes of meetings so far."""

    open: Mapping[str, int]
    minutes: Mapping[str, int]


def load(edition: Edition) -> Load:
    """Return the load of all colleagues."""
    minutes: Counter[str] = Counter()
    for _, fields in meetings(edition):
        minutes[fields.visitor] += fields.time.total
    return Load(Counter(fields.colleague for _, fields in open_requests(edition)), minutes)


def proposals(edition: Edition, wanted: RequestFields, busy: Load) -> tuple[Proposal, ...]:
    """Return the colleagues who could answer a request, the best first.

    They are validated, of another school, and have a specialism that is asked for. Those with days of release
    left come first, then those with more fitting specialisms, then those with less outreach so far; ids
    decide the rest, so that the order is the same every time.
    """
    found = list(_fitting(edition, wanted, busy))
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.days_left is not None and each.days_left <= 0,
                -len(each.fitting),
                each.minutes,
                each.open,
                each.person,
            ),
        )
    )


def _fitting(edition: Edition, wanted: RequestFields, busy: Load) -> Iterator[Proposal]:
    asked = {folded(each) for each in wanted.support}
    for person, fields in colleagues(edition).items():
        fitting = tuple(each for each in fields.specialisms if folded(each) in asked)
        if fields.validated and fitting and not at_host(wanted.school, (edition.people[person].school,)):
            left = fields.release_days - fields.release_used if fields.release_days else None
            yield Proposal(person, fitting, busy.open.get(person, 0), busy.minutes.get(person, 0), left)


def agreed(edition: Edition) -> tuple[Agreed, ...]:
    """Return the agreed actions that are not done, the soonest due first and those without a day last."""
    found = [
        Agreed(record.id, by_school, each)
        for record, fields in meetings(edition)
        for by_school, each in _actions(fields)
        if not each.done
    ]
    return tuple(sorted(found, key=lambda each: (not each.action.by, each.action.by, each.record)))


def _actions(fields: MeetingFields) -> Iterable[tuple[bool, ActionFields]]:
    yield from ((True, each) for each in fields.agreed_by_school)
    yield from ((False, each) for each in fields.agreed_by_visitor)
