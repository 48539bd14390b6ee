"""Outreach: what is checked of it beside its references, what follows from it for the coordinator, and the little that everybody may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.audience import FACILITATORS
from generator.diagnostics import Span
from generator.network.records import Network, Record
from generator.read.document import Document
from generator.read.outreach import ActionFields, ColleagueFields, MeetingFields, RequestFields

if TYPE_CHECKING:
    from generator.network.link import Edition
    from generator.network.registry import Known

Report = Callable[[Span, str, str, str], None]
CITED: Final = ("outreach/requests/", "outreach/records/")
"""Where that lies which a case study tells of."""
FEWEST_MEETINGS, FEWEST_SCHOOLS, FEWEST_COLLEAGUES = 5, 3, 3
"""Below any of these, who knows one meeting could tell from a number what the others were."""
STEP_OF_MEETINGS, STEP_OF_HOURS = 5, 10


class Counts(Struct, frozen=True, array_like=True):
    """What everybody may be told: at least so many meetings, and hours. Rounded down, so that one meeting more or less is not to be told from it."""

    meetings: int
    hours: int


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


def counts(network: Network) -> Counts | None:
    """What the network lets everybody know of its outreach. It is the one thing that an edition says of records that it does not hold.

    So the network has to say that it wants it (`outreach_counts: yes`), there must be enough of them, and the numbers are rounded down.
    """
    if not network.config.outreach_counts:
        return None
    held = [each for each in network.records.values() if each.audience >= FACILITATORS]
    meetings = [each.fields for each in held if isinstance(each.fields, MeetingFields)]
    requests = {each.id: each.fields for each in held if isinstance(each.fields, RequestFields)}
    schools = {_folded(each.school or requests[each.request].school) for each in meetings if each.school or each.request in requests}
    visitors = {each.visitor for each in meetings if each.visitor}
    if len(meetings) < FEWEST_MEETINGS or len(schools) < FEWEST_SCHOOLS or len(visitors) < FEWEST_COLLEAGUES:
        return None
    hours = sum(each.time.total for each in meetings) // 60
    return Counts(len(meetings) // STEP_OF_MEETINGS * STEP_OF_MEETINGS, hours // STEP_OF_HOURS * STEP_OF_HOURS)


def check_request(record: Record, document: Document, known: Known, report: Report) -> None:
    """Nobody supports a school from inside it."""
    fields = record.fields
    if isinstance(fields, RequestFields) and fields.colleague and _same(known.people[fields.colleague].school, fields.school):
        report(document.span("colleague"), "own-school", "This colleague is of the school that asks.", "outreach comes from another school: choose somebody else")


def check_record(record: Record, document: Document, known: Known, report: Report) -> None:
    """What it answers is a request that was there, and its visitor is of another school."""
    fields = record.fields
    if not isinstance(fields, MeetingFields):
        return
    asked = known.records[fields.request].fields if fields.request else None
    if fields.request and not isinstance(asked, RequestFields):
        report(document.span("request"), "unknown-record", f"{fields.request} is no request.", "write the name of a file in outreach/requests/ without its ending")
    school = fields.school or (asked.school if isinstance(asked, RequestFields) else "")
    if isinstance(asked, RequestFields) and fields.date < asked.asked:
        report(document.span("date"), "impossible-date", "This meeting took place before the school asked for it.", "correct `date`, or `asked` in the request")
    if fields.visitor and _same(known.people[fields.visitor].school, school):
        report(document.span("visitor"), "own-school", "This visitor is of the school that was visited.", "outreach comes from another school: correct `visitor` or `school`")


def meetings(edition: Edition) -> tuple[tuple[Record, MeetingFields], ...]:
    """Records of meetings, the oldest first."""
    return tuple(sorted(((each, each.fields) for each in edition.of_kind("record") if isinstance(each.fields, MeetingFields)), key=lambda each: (each[1].date, each[0].id)))


def requests(edition: Edition) -> tuple[tuple[Record, RequestFields], ...]:
    """Requests, the oldest first."""
    return tuple(sorted(((each, each.fields) for each in edition.of_kind("request") if isinstance(each.fields, RequestFields)), key=lambda each: (each[1].asked, each[0].id)))


def colleagues(edition: Edition) -> dict[str, ColleagueFields]:
    """Leading colleagues by who they are."""
    return {each.fields.person: each.fields for each in edition.of_kind("colleague") if isinstance(each.fields, ColleagueFields) and each.fields.person}


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


def is_open(edition: Edition, record: Record, fields: RequestFields) -> bool:
    """Whether a request still waits: it is not closed, and no meeting has answered it."""
    return not fields.closed and record.id not in answered_by(edition)


def proposals(edition: Edition, wanted: RequestFields) -> tuple[Proposal, ...]:
    """Who could answer a request, the best first: validated, of another school, with a specialism that is asked for.

    Who has days of release left goes before who has none, more fitting specialisms before fewer, less done so far before more; then their ids decide, so that
    the order is the same every time.
    """
    found = list(_fitting(edition, wanted))
    return tuple(sorted(found, key=lambda each: (each.days_left is not None and each.days_left <= 0, -len(each.fitting), each.minutes, each.open, each.person)))


def _fitting(edition: Edition, wanted: RequestFields) -> Iterator[Proposal]:
    asked = {_folded(each) for each in wanted.support}
    for person, fields in colleagues(edition).items():
        fitting = tuple(each for each in fields.specialisms if _folded(each) in asked)
        if fields.validated and fitting and not _same(edition.people[person].school, wanted.school):
            waiting = sum(each.colleague == person and is_open(edition, record, each) for record, each in requests(edition))
            minutes = sum(each.time.total for _, each in meetings(edition) if each.visitor == person)
            yield Proposal(person, fitting, waiting, minutes, fields.release_days - fields.release_used if fields.release_days else None)


def agreed(edition: Edition) -> tuple[Agreed, ...]:
    """What was agreed and is not done yet, the soonest due first; what is due on no day comes last."""
    found = [Agreed(record.id, by_school, each) for record, fields in meetings(edition) for by_school, each in _actions(fields) if not each.done]
    return tuple(sorted(found, key=lambda each: (not each.action.by, each.action.by, each.record)))


def _actions(fields: MeetingFields) -> Iterable[tuple[bool, ActionFields]]:
    yield from ((True, each) for each in fields.agreed_by_school)
    yield from ((False, each) for each in fields.agreed_by_visitor)


def _same(one: str, other: str) -> bool:
    """Whether two schools are one, as far as they are known."""
    return bool(one) and _folded(one) == _folded(other)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
