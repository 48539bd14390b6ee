"""`/outreach/requests/` and `/outreach/records/`: waiting requests, overdue actions and hours.

They compare colleagues, so they are in the facilitators' edition alone. Only the page of meetings depends on
the day of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from generator.network.records import Record
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Readers
from generator.publish.page import Page, html_page
from generator.publish.views.parts import AgreedRow, Anchor
from generator.subjects.outreach.coordination import (
    Agreed,
    Proposal,
    agreed,
    answered_by,
    load,
    meetings,
    open_requests,
    proposals,
    requests,
    school_of,
)
from generator.subjects.outreach.kind import HOME, MeetingFields, RequestFields
from generator.subjects.outreach.pages import ROLES, head, plural, row, spent, state
from generator.subjects.outreach.views import (
    CopyRow,
    HoursRow,
    MeetingsView,
    OpenRequest,
    ProposedRow,
    RequestRow,
    RequestsView,
)

PROPOSED = 3
"""The number of colleagues proposed for one request."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield both pages where there is outreach."""
    if any(each.id.startswith(HOME) for each in composer.edition.records.values()):
        yield html_page(f"{HOME}requests/", "requests.html", _requests)
        yield html_page(f"{HOME}records/", "meetings.html", _meetings)


def _requests(composer: Composer) -> RequestsView:
    edition, _ = composer.edition, composer.gettext
    waiting = composer.derived(open_requests)
    still = {record.id for record, _fields in waiting}
    return RequestsView(
        head=head(composer, _("Requests"), f"{HOME}requests/"),
        waiting=tuple(_open(composer, record, fields) for record, fields in waiting),
        others=tuple(
            _row(composer, record, fields) for record, fields in requests(edition) if record.id not in still
        ),
        colleagues=tuple(
            Anchor(edition.people[person].name, f"{each.id}/")
            for each in edition.of_kind("colleague")
            if (person := getattr(each.fields, "person", ""))
        ),
    )


def _open(composer: Composer, record: Record, fields: RequestFields) -> OpenRequest:
    found = () if fields.colleague else proposals(composer.edition, fields, composer.derived(load))[:PROPOSED]
    return OpenRequest(
        request=composer.records.anchor(record.id),
        school=fields.school,
        support=fields.support,
        asked=composer.language.day(fields.asked),
        asked_by=fields.asked_by,
        when=fields.when,
        colleague=composer.people.anchor(fields.colleague) if fields.colleague else None,
        proposed=tuple(_proposed(composer, each) for each in found),
    )


def _proposed(composer: Composer, each: Proposal) -> ProposedRow:
    return ProposedRow(
        composer.people.anchor(each.person),
        composer.edition.people[each.person].school,
        tuple(_reasons(composer, each)),
    )


def _reasons(composer: Composer, each: Proposal) -> Iterator[str]:
    _, language = composer.gettext, composer.language
    yield _("knows about %(areas)s", areas=language.names(each.fitting))
    yield (
        _("%(time)s of outreach so far", time=spent(composer, each.minutes))
        if each.minutes
        else _("no outreach so far")
    )
    if each.open:
        yield language.ngettext(
            "%(num)s request waiting for them", "%(num)s requests waiting for them", each.open
        )
    if each.days_left is not None:
        left = max(each.days_left, 0)
        yield language.ngettext(
            "%(days)s day of release left",
            "%(days)s days of release left",
            plural(left),
            days=format(left, "g"),
        )


def _row(composer: Composer, record: Record, fields: RequestFields) -> RequestRow:
    records = composer.derived(answered_by).get(record.id, ())
    return RequestRow(
        composer.records.anchor(record.id),
        fields.school,
        state(composer, record, fields),
        tuple(composer.records.anchor(each) for each in records),
    )


def _meetings(composer: Composer) -> MeetingsView:
    edition, date = composer.edition, composer.dependencies.today()
    found = meetings(edition)
    waiting = agreed(edition)
    late = {each for each in waiting if each.action.by and each.action.by < date}
    people = edition.people
    return MeetingsView(
        head=head(composer, composer.gettext("Meetings"), f"{HOME}records/"),
        today=composer.language.known_day(date),
        overdue=tuple(_agreed(composer, each) for each in waiting if each in late),
        pending=tuple(_agreed(composer, each) for each in waiting if each not in late),
        copies=tuple(_copies(composer, found)),
        by_school=_hours(
            composer, ((Anchor(school_of(edition, fields)), fields) for _record, fields in found)
        ),
        by_colleague=_hours(
            composer,
            (
                (
                    composer.people.anchor(fields.visitor)
                    if fields.visitor in people
                    else Anchor(composer.gettext("somebody who has left")),
                    fields,
                )
                for _record, fields in found
            ),
        ),
        records=tuple(
            (
                composer.language.day(fields.date),
                composer.records.anchor(record.id),
                school_of(edition, fields),
            )
            for record, fields in reversed(found)
        ),
    )


def _agreed(composer: Composer, each: Agreed) -> AgreedRow:
    fields = composer.edition.records[each.record].fields
    visitor = (
        composer.edition.people[fields.visitor].name
        if isinstance(fields, MeetingFields) and fields.visitor
        else composer.gettext("the visiting colleague")
    )
    school = school_of(composer.edition, fields) if isinstance(fields, MeetingFields) else ""
    return row(
        composer, each.action, school if each.by_school else visitor, composer.records.anchor(each.record)
    )


def _copies(composer: Composer, found: Iterable[tuple[Record, MeetingFields]]) -> Iterator[CopyRow]:
    for record, fields in found:
        to = [
            role
            for role, sent in (
                ("head teacher", fields.copies.head_teacher),
                ("coordinator", fields.copies.coordinator),
            )
            if not sent
        ]
        if to:
            yield CopyRow(
                composer.records.anchor(record.id),
                composer.language.day(fields.date),
                tuple(composer.gettext(ROLES[each]) for each in to),
            )


def _hours(composer: Composer, found: Iterable[tuple[Anchor, MeetingFields]]) -> tuple[HoursRow, ...]:
    """Return the time spent, by a key of each meeting; the most first."""
    groups: dict[Anchor, list[MeetingFields]] = {}
    for who, fields in found:
        groups.setdefault(who, []).append(fields)
    most_first = sorted(
        groups.items(),
        key=lambda each: (
            -sum(fields.time.total for fields in each[1]),
            each[0].title.casefold(),
            each[0].address,
        ),
    )
    return tuple(
        HoursRow(
            who,
            len(met),
            tuple(
                spent(composer, sum(getattr(each.time, part) for each in met))
                for part in ("visit", "preparation", "follow_up", "total")
            ),
        )
        for who, met in most_first
    )


FAMILY: Final = Family(pages, readers=Readers.FACILITATORS)
