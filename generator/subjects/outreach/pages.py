"""`/outreach/`: case studies, counts and paper forms for everybody; and a page for each record of outreach.

The index is made of posts that tell of outreach, and of `edition.counts`. Records are in the facilitators'
edition alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from generator.model import addresses
from generator.model.messages import N_
from generator.network.edition import Edition
from generator.network.records import Record
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.views.parts import AgreedRow, Anchor, Head
from generator.subjects.outreach.coordination import answered_by, meetings_of, school_of
from generator.subjects.outreach.kind import HOME, ActionFields, ColleagueFields, MeetingFields, RequestFields
from generator.subjects.outreach.views import (
    ColleagueView,
    FormRow,
    MeetingView,
    OutreachFormView,
    OutreachView,
    RequestView,
)

ROLES = {
    "head teacher": N_("head teacher"),
    "child protection coordinator": N_("child protection coordinator"),
    "coordinator": N_("coordinator"),
    "authority": N_("authority"),
    "police": N_("police"),
}
"""The roles with whom concerns are raised, and to whom copies go."""
FORMS: Mapping[str, tuple[str, tuple[tuple[str, str, int], ...]]] = {
    "request": (
        N_("Request for outreach"),
        (
            (N_("School"), "", 1),
            (N_("Authority"), "", 1),
            (N_("What support is asked for"), N_("What should be different, and what has been tried"), 8),
            (N_("When it would suit"), "", 2),
            (N_("Asked by"), N_("The role, not a name"), 1),
            (N_("Date"), "", 1),
        ),
    ),
    "record": (
        N_("Record of Meeting"),
        (
            (N_("School"), "", 1),
            (N_("Date"), "", 1),
            (N_("Visiting colleague"), "", 1),
            (N_("Time spent"), N_("Visit, preparation and follow-up, each by itself"), 2),
            (N_("Who took part"), N_("Titles of posts, never names"), 2),
            (N_("Purpose"), "", 2),
            (N_("Brief summary"), N_("Without anything by which a pupil could be known"), 8),
            (N_("Agreed by the school"), N_("What, and by when"), 4),
            (N_("Agreed by the visiting colleague"), N_("What, and by when"), 4),
            (N_("Copy sent to the head teacher"), N_("Date"), 1),
            (N_("Copy sent to the coordinator"), N_("Date"), 1),
        ),
    ),
}
"""Paper forms: their titles, and their parts, each with a hint and a number of lines."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the index with its forms, if it has anything to say, and a page for each record."""
    if listed(composer.edition):
        yield html_page(HOME, "outreach.html", _index)
        for name in FORMS:
            yield html_page(f"{HOME}forms/{name}/", "outreach-form.html", _form, name)
    for kind, template, make in (
        ("request", "request.html", _request),
        ("meeting", "meeting.html", _meeting),
        ("colleague", "colleague.html", _colleague),
    ):
        for record in composer.edition.of_kind(kind):
            yield html_page(addresses.record(record.id), template, make, record.id)


def listed(edition: Edition) -> int:
    """Return how much an edition has to say of outreach: its records, case studies, and counts."""
    records = sum(each.id.startswith(HOME) for each in edition.records.values())
    return records + sum(each.case_study for each in edition.titled) + bool(edition.counts)


def _index(composer: Composer) -> OutreachView:
    edition, _ = composer.edition, composer.gettext
    records = any(each.id.startswith(HOME) for each in edition.records.values())
    tools = (
        (
            Anchor(_("Requests and colleagues"), f"{HOME}requests/"),
            Anchor(_("Meetings, actions and hours"), f"{HOME}records/"),
        )
        if records and edition.viewer.compares
        else ()
    )
    return OutreachView(
        head=composer.frame.head(
            _("Outreach"),
            HOME,
            description=_("Experienced colleagues who support other schools."),
            section=HOME,
        ),
        meetings=edition.counts.meetings if edition.counts else 0,
        hours=edition.counts.hours if edition.counts else 0,
        posts=composer.entries.cards(each for each in reversed(edition.titled) if each.case_study),
        forms=tuple(Anchor(_(title), f"{HOME}forms/{name}/") for name, (title, _rows) in FORMS.items()),
        tools=tools,
    )


def _form(composer: Composer, name: str) -> OutreachFormView:
    _ = composer.gettext
    title, rows = FORMS[name]
    note = (
        _("A concern about somebody's safety is not for this form: take it to the head teacher at once.")
        if name == "record"
        else ""
    )
    parts = tuple(FormRow(_(label), _(hint) if hint else "", lines) for label, hint, lines in rows)
    return OutreachFormView(head(composer, _(title), f"{HOME}forms/{name}/"), parts, note)


def head(composer: Composer, title: str, address: str, *above: Anchor) -> Head:
    """Return the head of a page under `/outreach/`."""
    return composer.frame.head(
        title, address, trail=(Anchor(composer.gettext("Outreach"), HOME), *above), section=HOME
    )


def plural(days: float) -> int:
    """Return the number by which the form of a noun is chosen: a half takes that of none."""
    return int(days) if days == int(days) else 0


def spent(composer: Composer, minutes: int) -> str:
    """Return a length of time in words."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return composer.gettext("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)
    return (
        composer.gettext("%(hours)s h", hours=hours)
        if hours
        else composer.gettext("%(minutes)s min", minutes=rest)
    )


def state(composer: Composer, record: Record, fields: RequestFields) -> str:
    """Return the state of a request, which follows from its settings and the meetings that answered it."""
    if fields.closed:
        return composer.gettext("closed")
    if record.id in composer.derived(answered_by):
        return composer.gettext("under way")
    return composer.gettext("with a colleague") if fields.colleague else composer.gettext("open")


def row(composer: Composer, action: ActionFields, who: str = "", record: Anchor | None = None) -> AgreedRow:
    """Return an agreed action as a row."""
    return AgreedRow(
        action.what,
        composer.language.known_day(action.by),
        composer.language.known_day(action.done),
        who,
        record,
    )


def _above(composer: Composer, title: str, name: str) -> tuple[Anchor, ...]:
    return (Anchor(title, f"{HOME}{name}/"),) if composer.edition.viewer.compares else ()


def _request(composer: Composer, identity: str) -> RequestView:
    edition = composer.edition
    record = edition.records[identity]
    fields = record.fields_as(RequestFields)
    return RequestView(
        head=head(
            composer,
            fields.title,
            addresses.record(identity),
            *_above(composer, composer.gettext("Requests"), "requests"),
        ),
        state=state(composer, record, fields),
        school=fields.school,
        authority=fields.authority,
        support=fields.support,
        asked=composer.language.day(fields.asked),
        asked_by=fields.asked_by,
        when=fields.when,
        colleague=composer.people.anchor(fields.colleague) if fields.colleague else None,
        closed=composer.language.known_day(fields.closed),
        body=composer.texts.body(record.text),
        records=tuple(
            composer.records.anchor(each) for each in composer.derived(answered_by).get(identity, ())
        ),
        posts=composer.entries.cards(edition.posts[each] for each in edition.reflections.get(identity, ())),
        edit=composer.actions.edit(record.source),
    )


def _meeting(composer: Composer, identity: str) -> MeetingView:
    edition, _ = composer.edition, composer.gettext
    record = edition.records[identity]
    fields = record.fields_as(MeetingFields)
    sides = (
        (_("Agreed by the school"), fields.agreed_by_school),
        (_("Agreed by the visiting colleague"), fields.agreed_by_visitor),
    )
    return MeetingView(
        head=head(
            composer, fields.title, addresses.record(identity), *_above(composer, _("Meetings"), "records")
        ),
        request=composer.records.anchor(fields.request) if fields.request else None,
        school=school_of(edition, fields),
        date=composer.language.day(fields.date),
        visitor=composer.people.anchor(fields.visitor) if fields.visitor else None,
        times=tuple(_times(composer, fields)),
        involved=fields.involved,
        purpose=fields.purpose,
        body=composer.texts.body(record.text),
        agreed=tuple((title, tuple(row(composer, each) for each in actions)) for title, actions in sides),
        copies=tuple(
            (_(ROLES[to]), composer.language.known_day(sent))
            for to, sent in (
                ("head teacher", fields.copies.head_teacher),
                ("coordinator", fields.copies.coordinator),
            )
        ),
        concern=(composer.language.day(fields.concern.raised), _(ROLES[fields.concern.to]))
        if fields.concern
        else None,
        posts=composer.entries.cards(edition.posts[each] for each in edition.reflections.get(identity, ())),
        edit=composer.actions.edit(record.source),
    )


def _times(composer: Composer, fields: MeetingFields) -> Iterator[tuple[str, str]]:
    _, time = composer.gettext, fields.time
    for title, minutes in (
        (_("Visit"), time.visit),
        (_("Preparation"), time.preparation),
        (_("Follow-up"), time.follow_up),
        (_("In all"), time.total),
    ):
        yield title, spent(composer, minutes)


def _colleague(composer: Composer, identity: str) -> ColleagueView:
    edition, _, language = composer.edition, composer.gettext, composer.language
    record = edition.records[identity]
    fields = record.fields_as(ColleagueFields)
    theirs = composer.derived(meetings_of).get(fields.person, [])
    name = edition.people[fields.person].name if fields.person else record.title
    return ColleagueView(
        head=head(
            composer,
            _("Outreach by %(name)s", name=name),
            addresses.record(identity),
            *_above(composer, _("Requests"), "requests"),
        ),
        person=composer.people.anchor(fields.person) if fields.person else None,
        school=edition.people[fields.person].school if fields.person else "",
        validated=language.known_day(fields.validated.on) if fields.validated else None,
        validated_by=fields.validated.by if fields.validated else "",
        specialisms=fields.specialisms,
        release=language.ngettext(
            "%(used)s of %(days)s day",
            "%(used)s of %(days)s days",
            plural(fields.release_days),
            used=format(fields.release_used, "g"),
            days=format(fields.release_days, "g"),
        )
        if fields.release_days or fields.release_used
        else "",
        cover=language.ngettext(
            "%(days)s day", "%(days)s days", plural(fields.cover_used), days=format(fields.cover_used, "g")
        ),
        time=spent(composer, sum(each.time.total for _record, each in theirs)),
        body=composer.texts.body(record.text),
        records=tuple(composer.records.anchor(each.id) for each, _meeting in theirs),
        edit=composer.actions.edit(record.source),
    )


FAMILY: Final = Family(pages)
