"""Outreach: requests of schools for support, records of meetings, and leading colleagues.

All three are for facilitators alone. They name nobody but the colleague who visits:
`source/privacy/anonymity.py` looks for other names in them.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.model.messages import N_
from generator.model.patterns import lazy_pattern
from generator.schema.aliases import aliases
from generator.schema.dates import day
from generator.schema.kind import Complain, Keys, Kind
from generator.schema.publication import Timed, timed
from generator.schema.reading import NOTHING, Reader, Reading
from generator.schema.shapes import Shape
from generator.schema.subject import Section, Subject
from generator.schema.tree import Mapping, Node, Scalar
from generator.schema.values import Spellings, Written, choice, listing, loose, prose, text

HOME: Final = "outreach/"
"""The address of the subject's section."""
RAISED_WITH: Final = ("head teacher", "child protection coordinator", "coordinator", "authority", "police")
"""The roles with whom a concern can be raised; other words are refused, so that no record tells one."""
CONCERN_TOLD: Final = (
    "A record says only that a concern was raised, when, and with whom; something else stands here."
)
CONCERN_HINT: Final = (
    "take it to the head teacher at once, by telephone; "
    "here write `concern: {raised: 2018-11-06, to: head teacher}` "
    "(or: child protection coordinator, coordinator, authority, police), and delete the rest. "
    "If it was committed, the history keeps it: ask whoever looks after the repository to take it out"
)
LONGEST: Final = 24 * 60
"""The most minutes of one kind that a meeting can take."""


class RequestFields(Timed, frozen=True, array_like=True, tag="request"):
    """The settings of a request.

    `support` are areas, in the words of colleagues' specialisms; `asked_by` is a role.
    """

    title: str
    school: str
    support: tuple[str, ...]
    asked: str
    asked_by: str
    authority: str = ""
    when: str = ""
    colleague: str = ""
    closed: str = ""
    audience: str = ""


class TimeFields(Struct, frozen=True, array_like=True):
    """The minutes that a meeting took, and those before and after it."""

    visit: int
    preparation: int = 0
    follow_up: int = 0

    @property
    def total(self) -> int:
        """All minutes."""
        return self.visit + self.preparation + self.follow_up


class ActionFields(Struct, frozen=True, array_like=True):
    """An agreed action, with the day by which it is due and the day on which it was done."""

    what: str
    by: str = ""
    done: str = ""


class CopiesFields(Struct, frozen=True, array_like=True):
    """The days on which the copies of a record were sent; empty for a copy that was not sent yet."""

    head_teacher: str = ""
    coordinator: str = ""


class ConcernFields(Struct, frozen=True, array_like=True):
    """The marker of a concern: the day on which it was raised, and the role with whom. No file says more."""

    raised: str
    to: str


class MeetingFields(Timed, frozen=True, array_like=True, tag="meeting"):
    """The settings of a Record of Meeting; its text is the summary.

    `involved` are titles of posts, never names. The school is that of the request, unless the record says
    otherwise.
    """

    title: str
    date: str
    time: TimeFields
    involved: tuple[str, ...]
    purpose: str
    request: str = ""
    school: str = ""
    visitor: str = ""
    agreed_by_school: tuple[ActionFields, ...] = ()
    agreed_by_visitor: tuple[ActionFields, ...] = ()
    copies: CopiesFields = CopiesFields()
    concern: ConcernFields | None = None
    audience: str = ""


class ValidationFields(Struct, frozen=True, array_like=True):
    """The day on which a colleague was found fit to support other schools, and the role that found so."""

    on: str
    by: str


class ColleagueFields(Timed, frozen=True, array_like=True, tag="colleague"):
    """The settings of a leading colleague; days of release and of supply cover are those of this session."""

    person: str
    specialisms: tuple[str, ...] = ()
    validated: ValidationFields | None = None
    release_days: float = 0
    release_used: float = 0
    cover_used: float = 0
    audience: str = ""


_DURATION: Final = lazy_pattern(
    r"(?:(\d{1,2}) ?(?:h|hours?))?(?:(?<=[hrs]) ?)?(?:(\d{1,3}) ?(?:min|minutes?))?"
)
_DAYS: Final = lazy_pattern(r"\d{1,3}(?:\.[05])?")
_DECIMAL: Final = lazy_pattern(r"(\d{1,2})[.,](\d) ?(?:h|hours?)?")


def _duration(node: Node, reading: Reading, at: str) -> int | None:
    """Read a length of time, as `1 h 30 min`, in minutes."""
    value = text(node, reading, at)
    if value is None:
        return None
    match = _DURATION.fullmatch(value)
    hours, minutes = (int(each or 0) for each in match.groups()) if match else (0, 0)
    if match is None or (hours and minutes > 59) or (value.isspace() or not any(match.groups())):
        decimal = _DECIMAL.fullmatch(value)
        meant = f"{decimal[1]} h {int(decimal[2]) * 6} min" if decimal else "1 h 30 min"
        reading.report(node, "wrong-type", f"“{value}” is not a length of time.", f"write it as `{meant}`")
        return None
    if hours * 60 + minutes > LONGEST:
        reading.report(
            node, "wrong-type", f"“{value}” is longer than a day.", "write what this one meeting took"
        )
        return None
    return hours * 60 + minutes


duration: Final = Written(_duration, _DURATION, "1 h 30 min")
"""The reader of a length of time, in minutes."""


def _days(node: Node, reading: Reading, at: str) -> float | None:
    value = text(node, reading, at)
    if value is None or _DAYS.fullmatch(value):
        return float(value) if value else None
    reading.report(
        node, "wrong-type", f"“{value}” is not a number of days.", "write whole or half days, as `2.5`"
    )
    return None


_half_days: Final = Written(_days, _DAYS, "2.5")


def _concern(node: Node, reading: Reading, _at: str) -> ConcernFields | None:
    """Read the marker of a concern.

    Anything else is refused, and not repeated in the message: messages are kept, too.
    """
    values = {key.text: value for key, value in node.pairs} if isinstance(node, Mapping) else {}
    trial = Reading(reading.path)
    raised, to = (
        (read(values[key], trial, key) if key in values else None)
        for key, read in (("raised", day), ("to", text))
    )
    if values.keys() == {"raised", "to"} and raised and to in RAISED_WITH:
        return ConcernFields(raised, to)
    if not (isinstance(node, Scalar) and node.text in NOTHING):
        reading.report(node, "concern-told", CONCERN_TOLD, CONCERN_HINT)
    return None


def _request_shape(audience: Reader[str]) -> Shape[RequestFields]:
    return Shape(
        RequestFields,
        {"title": text, "school": text, "support": listing(text, 20), "asked": day, "asked_by": text},
        {
            "authority": text,
            "when": text,
            "colleague": loose,
            "closed": day,
            "aliases": aliases,
            "audience": audience,
            **timed,
        },
        name="a request",
    )


def _meeting_shape(audience: Reader[str]) -> Shape[MeetingFields]:
    time = Shape(
        TimeFields,
        {"visit": duration},
        {"preparation": duration, "follow_up": duration},
        name="the time spent",
    )
    action = Shape(ActionFields, {"what": text}, {"by": day, "done": day}, name="an action")
    concern = Shape(
        ConcernFields, {"raised": day, "to": choice("a role", *RAISED_WITH)}, {}, name="a concern"
    )
    copies = Shape(CopiesFields, {}, {"head_teacher": day, "coordinator": day}, name="a list of copies sent")
    return Shape(
        MeetingFields,
        {"title": text, "date": day, "time": time, "involved": listing(text, 50), "purpose": prose},
        {
            "request": loose,
            "school": text,
            "visitor": loose,
            "agreed_by_school": listing(action, 50),
            "agreed_by_visitor": listing(action, 50),
            "copies": copies,
            "concern": Spellings(_concern, concern),
            "aliases": aliases,
            "audience": audience,
            **timed,
        },
        name="a record of a meeting",
    )


def _colleague_shape(audience: Reader[str]) -> Shape[ColleagueFields]:
    validation = Shape(ValidationFields, {"on": day, "by": text}, {}, name="a validation")
    days = dict.fromkeys(("release_days", "release_used", "cover_used"), _half_days)
    return Shape(
        ColleagueFields,
        {"person": loose},
        {
            "specialisms": listing(text, 20),
            "validated": validation,
            **days,
            "aliases": aliases,
            "audience": audience,
            **timed,
        },
        name="a leading colleague",
    )


def _check_request(fields: RequestFields, complain: Complain) -> None:
    if fields.closed and fields.closed < fields.asked:
        complain(
            ("closed",),
            "impossible-date",
            "This request was closed before it was made.",
            "correct `asked` or `closed`",
        )


def _check_meeting(fields: MeetingFields, complain: Complain) -> None:
    """Report a meeting of no school, and days that lie before it although they follow from it."""
    if not (fields.request or fields.school):
        complain(
            (),
            "missing-key",
            "A record of a meeting needs the `request` that it answers, or a `school`.",
            "add `request: …`, the name of a file in outreach/requests/ without its ending",
        )
    dates: list[tuple[Keys, str, str]] = [
        (("copies", key), getattr(fields.copies, key), "This copy was sent")
        for key in ("head_teacher", "coordinator")
    ]
    for side in ("agreed_by_school", "agreed_by_visitor"):
        for index, each in enumerate(getattr(fields, side)):
            dates += [
                ((side, index, "by"), each.by, "This was to be done"),
                ((side, index, "done"), each.done, "This was done"),
            ]
    for keys, when, what in dates:
        if when and when < fields.date:
            complain(
                keys,
                "impossible-date",
                f"{what} before the meeting took place.",
                "correct this day, or `date`",
            )


REQUEST: Final = Kind(
    "request",
    "a request",
    N_("Request for outreach"),
    "outreach/requests",
    RequestFields,
    _request_shape,
    usual="facilitators",
    widest="facilitators",
    anonymous=True,
    references={"colleague": "person"},
    check=_check_request,
    start=(
        ("title", "{title}"),
        ("school", "A school, described"),
        ("support", "what is asked for"),
        ("asked", "{date}"),
        ("asked_by", "head teacher"),
        ("when", ""),
    ),
    to_write=("school", "support"),
    body="Say what the school would like to be different, and what it has tried.",
    searched=("school", "authority", "support", "asked_by", "when"),
    when="asked",
)
MEETING: Final = Kind(
    "meeting",
    "a record of a meeting",
    N_("Record of Meeting"),
    "outreach/records",
    MeetingFields,
    _meeting_shape,
    usual="facilitators",
    widest="facilitators",
    anonymous=True,
    dated=True,
    references={"request": "record", "visitor": "person"},
    check=_check_meeting,
    start=(
        ("title", "{title}"),
        ("school", "A school, described"),
        ("date", "{date}"),
        ("visitor", "{person}"),
        ("time.visit", "1 h"),
        ("time.preparation", "0 min"),
        ("time.follow_up", "0 min"),
        ("involved", "head teacher"),
        ("purpose", "What the meeting was for."),
    ),
    to_write=("school", "purpose"),
    body="Write a brief summary: what was looked at and talked about, without a name "
    "and without anything by which a pupil could be known.",
    searched=("school", "purpose", "involved", "agreed_by_school.what", "agreed_by_visitor.what"),
    when="date",
)
COLLEAGUE: Final = Kind(
    "colleague",
    "a leading colleague",
    N_("Leading colleague"),
    "outreach/colleagues",
    ColleagueFields,
    _colleague_shape,
    usual="facilitators",
    widest="facilitators",
    references={"person": "person"},
    about="person",
    start=(("person", "{person}"), ("specialisms", "what they know about")),
    to_write=("specialisms",),
    body="Say what this colleague offers other schools.",
    searched=("specialisms", "validated.by"),
)
SUBJECT: Final = Subject((REQUEST, MEETING, COLLEAGUE), Section(HOME, N_("Outreach")), order=40)
CITED: Final = (f"{REQUEST.folder}/", f"{MEETING.folder}/")
"""The folders of the records that a case study can tell of."""
