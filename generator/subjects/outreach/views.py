"""Views of outreach: requests, records of meetings, colleagues, forms, and the coordinator's pages."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import AgreedRow, Anchor, Card, Day, Head, RichText


class OutreachView(Struct, frozen=True, array_like=True):
    """`/outreach/`: case studies, how many `meetings` and `hours` everybody may know of at least (0 for nothing said), paper forms; `tools` are the ways to what is for the coordinator alone."""

    head: Head
    meetings: int
    hours: int
    posts: tuple[Card, ...]
    forms: tuple[Anchor, ...]
    tools: tuple[Anchor, ...]


class RequestView(Struct, frozen=True, array_like=True):
    """`/outreach/requests/<slug>/`: what a school asked for, and what came of it."""

    head: Head
    state: str
    school: str
    authority: str
    support: tuple[str, ...]
    asked: Day
    asked_by: str
    when: str
    colleague: Anchor | None
    closed: Day | None
    body: RichText | None
    records: tuple[Anchor, ...]
    posts: tuple[Card, ...]
    edit: str


class MeetingView(Struct, frozen=True, array_like=True):
    """`/outreach/records/<date>-<slug>/`: a Record of Meeting. `times` are what was spent on what, and in all; `copies` to whom, and when they were sent.

    `concern` says that one was raised: the day, and with whom.
    """

    head: Head
    request: Anchor | None
    school: str
    date: Day
    visitor: Anchor | None
    times: tuple[tuple[str, str], ...]
    involved: tuple[str, ...]
    purpose: str
    body: RichText | None
    agreed: tuple[tuple[str, tuple[AgreedRow, ...]], ...]
    copies: tuple[tuple[str, Day | None], ...]
    concern: tuple[Day, str] | None
    posts: tuple[Card, ...]
    edit: str


class ColleagueView(Struct, frozen=True, array_like=True):
    """`/outreach/colleagues/<slug>/`: a leading colleague: validated when and by whom, for what, with how much time, and where they have been."""

    head: Head
    person: Anchor | None
    school: str
    validated: Day | None
    validated_by: str
    specialisms: tuple[str, ...]
    release: str
    cover: str
    time: str
    body: RichText | None
    records: tuple[Anchor, ...]
    edit: str


class FormRow(Struct, frozen=True, array_like=True):
    """A part of a paper form: what is asked, a word of help, and how many lines there are to write on."""

    label: str
    hint: str
    lines: int


class OutreachFormView(Struct, frozen=True, array_like=True):
    """`/outreach/forms/…/`: a paper form, empty."""

    head: Head
    rows: tuple[FormRow, ...]
    note: str


class ProposedRow(Struct, frozen=True, array_like=True):
    """Somebody who could answer a request, and why they."""

    person: Anchor
    school: str
    reasons: tuple[str, ...]


class OpenRequest(Struct, frozen=True, array_like=True):
    """A request that waits, with who could answer it."""

    request: Anchor
    school: str
    support: tuple[str, ...]
    asked: Day
    asked_by: str
    when: str
    colleague: Anchor | None
    proposed: tuple[ProposedRow, ...]


class RequestRow(Struct, frozen=True, array_like=True):
    """A request that has been answered, or closed."""

    request: Anchor
    school: str
    state: str
    records: tuple[Anchor, ...]


class RequestsView(Struct, frozen=True, array_like=True):
    """`/outreach/requests/`: for the coordinator: what waits, and what does not; and the leading colleagues."""

    head: Head
    waiting: tuple[OpenRequest, ...]
    others: tuple[RequestRow, ...]
    colleagues: tuple[Anchor, ...]


class HoursRow(Struct, frozen=True, array_like=True):
    """How much time went into a school, or was spent by a colleague: `times` are visits, preparation, follow-up, and all of it."""

    who: Anchor
    meetings: int
    times: tuple[str, ...]


class CopyRow(Struct, frozen=True, array_like=True):
    """A copy that was not sent yet: of which record, of which day, to whom."""

    record: Anchor
    date: Day
    to: tuple[str, ...]


class MeetingsView(Struct, frozen=True, array_like=True):
    """`/outreach/records/`: for the coordinator: what is overdue on the day of the build, what else is still to be done, copies not sent, time spent, and every record."""

    head: Head
    today: Day | None
    overdue: tuple[AgreedRow, ...]
    pending: tuple[AgreedRow, ...]
    copies: tuple[CopyRow, ...]
    by_school: tuple[HoursRow, ...]
    by_colleague: tuple[HoursRow, ...]
    records: tuple[tuple[Day, Anchor, str], ...]
