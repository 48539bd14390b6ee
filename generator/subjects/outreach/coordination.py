"""What follows from outreach for the coordinator: which requests wait, who could answer them, what was agreed and is not done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.network.edition import Edition
from generator.network.records import Record
from generator.network.regions import folded
from generator.subjects.outreach.kind import ActionFields, ColleagueFields, MeetingFields, RequestFields
from generator.subjects.projects.schools import at_host


class Proposal(Struct, frozen=True):
    """Who could answer a request: the specialisms that fit, how much they have done already, and their days of release that are left (None where nobody said)."""

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
    """Records of meetings, the oldest first."""
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


def requests(edition: Edition) -> tuple[tuple[Record, RequestFields], ...]:
    """Requests, the oldest first."""
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
    """Leading colleagues by who they are."""
    return {
        each.fields.person: each.fields
        for each in edition.of_kind("colleague")
        if isinstance(each.fields, ColleagueFields) and each.fields.person
    }


def answered_by(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """The records of the meetings that answered each request."""
    found: dict[str, list[str]] = {}
    for record, fields in meetings(edition):
        found.setdefault(fields.request, []).append(record.id)
    return {key: tuple(each) for key, each in found.items() if key}


def school_of(edition: Edition, fields: MeetingFields) -> str:
    """Where a meeting took place."""
    asked = edition.records[fields.request].fields if fields.request else None
    return fields.school or (asked.school if isinstance(asked, RequestFields) else "")


def open_requests(edition: Edition) -> tuple[tuple[Record, RequestFields], ...]:
    """Requests that still wait: they are not closed, and no meeting has answered them. The oldest first."""
    answered = answered_by(edition)
    return tuple(
        (record, fields)
        for record, fields in requests(edition)
        if not fields.closed and record.id not in answered
    )


class Load(Struct, frozen=True):
    """What each colleague has on their hands: how many open requests, and how many minutes of meetings so far."""

    open: Mapping[str, int]
    minutes: Mapping[str, int]


def load(edition: Edition) -> Load:
    """That of everybody."""
    minutes: Counter[str] = Counter()
    for _, fields in meetings(edition):
        minutes[fields.visitor] += fields.time.total
    return Load(Counter(fields.colleague for _, fields in open_requests(edition)), minutes)


def proposals(edition: Edition, wanted: RequestFields, busy: Load) -> tuple[Proposal, ...]:
    """Who could answer a request, the best first: validated, of another school, with a specialism that is asked for.

    Who has days of release left goes before who has none, more fitting specialisms before fewer, less done so far before more; then their ids decide, so that
    the order is the same every time.
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
    """What was agreed and is not done yet, the soonest due first; what is due on no day comes last."""
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
