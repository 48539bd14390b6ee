"""Views of outreach: requests, records of meetings, colleagues, forms, and the coordinator's pages."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import AgreedRow, Anchor, Card, Day, Head, RichText


class OutreachView(Struct, frozen=True, array_like=True):
    """`/outreach/`.

    `meetings` and `hours` are counts for everybody (0 for none); `tools` are links to the coordinator's
    pages.
    """

    head: Head
    meetings: int
    hours: int
    posts: tuple[Card, ...]
    forms: tuple[Anchor, ...]
    tools: tuple[Anchor, ...]


class RequestView(Struct, frozen=True, array_like=True):
    """`/outreach/requests/<slug>/`: a request, and the meetings and posts that followed."""

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
    """`/outreach/records/<date>-<slug>/`: a Record of Meeting.

    `times` are the minutes of each kind and in all, in words; `copies` are recipients with the days of
    sending. A `concern` is the day on which it was raised, and the role with whom.
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
    """`/outreach/colleagues/<slug>/`: a leading colleague's validation, specialisms, time and meetings."""

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
    """A part of a paper form: its title, a hint, and the number of lines to write on."""

    label: str
    hint: str
    lines: int


class OutreachFormView(Struct, frozen=True, array_like=True):
    """`/outreach/forms/…/`: a paper form, empty."""

    head: Head
    rows: tuple[FormRow, ...]
    note: str


class ProposedRow(Struct, frozen=True, array_like=True):
    """A colleague who could answer a request, with the reasons."""

    person: Anchor
    school: str
    reasons: tuple[str, ...]


class OpenRequest(Struct, frozen=True, array_like=True):
    """A request that waits, with the colleagues who could answer it."""

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
    """`/outreach/requests/`: requests that wait, all others, and the leading colleagues."""

    head: Head
    waiting: tuple[OpenRequest, ...]
    others: tuple[RequestRow, ...]
    colleagues: tuple[Anchor, ...]


class HoursRow(Struct, frozen=True, array_like=True):
    """The time spent on a school or by a colleague; `times` are visits, preparation, follow-up, the sum."""

    who: Anchor
    meetings: int
    times: tuple[str, ...]


class CopyRow(Struct, frozen=True, array_like=True):
    """A copy that was not sent yet: its record, the day of that, and the recipients."""

    record: Anchor
    date: Day
    to: tuple[str, ...]


class MeetingsView(Struct, frozen=True, array_like=True):
    """`/outreach/records/`: overdue and other open actions, copies not sent, hours, and all records."""

    head: Head
    today: Day | None
    overdue: tuple[AgreedRow, ...]
    pending: tuple[AgreedRow, ...]
    copies: tuple[CopyRow, ...]
    by_school: tuple[HoursRow, ...]
    by_colleague: tuple[HoursRow, ...]
    records: tuple[tuple[Day, Anchor, str], ...]
