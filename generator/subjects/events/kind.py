"""Events: meetings on a day, and deadlines. `events/<slug>.md`."""

from __future__ import annotations

import datetime as dt
from typing import Final

from msgspec import Struct

from generator.model.messages import N_
from generator.model.patterns import lazy_pattern
from generator.schema.aliases import aliases
from generator.schema.dates import moment
from generator.schema.kind import Complain, Kind
from generator.schema.publication import Timed, timed
from generator.schema.reading import Reader
from generator.schema.shapes import Shape
from generator.schema.subject import Section, Subject
from generator.schema.values import address, choice, listing, loose, prose, text, yes_or_no

HOME: Final = "events/"
"""The address of the subject's section."""
MONTH: Final = lazy_pattern(r"\d{4}-\d{2}")
"""The name of a month's page among the events."""
SORTS: Final = ("residential", "recall day", "network meeting", "deadline", "other")


class MaterialFields(Struct, frozen=True, array_like=True):
    """Something to read or to bring: a file of the content folder, or an address elsewhere."""

    title: str
    link: str


class EventFields(Timed, frozen=True, array_like=True, tag="event"):
    """The settings of an event.

    A time without an offset is in the network's own zone. Days without a time are whole days, the last one
    included. `updated` is when it last changed, which tells those who have it in their own calendar.
    """

    title: str
    starts: str
    ends: str = ""
    kind: str = "other"
    place: str = ""
    cohorts: tuple[str, ...] = ()
    led_by: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    materials: tuple[MaterialFields, ...] = ()
    summary: str = ""
    updated: str = ""
    cancelled: bool = False
    audience: str = ""

    @property
    def last(self) -> str:
        """The day or moment at which it ends."""
        return self.ends or self.starts


def _shape(audience: Reader[str]) -> Shape[EventFields]:
    material = Shape(MaterialFields, {"title": text, "link": address}, {}, name="a material")
    return Shape(
        EventFields,
        {"title": text, "starts": moment},
        {
            "ends": moment,
            "kind": choice("a kind of event", *SORTS),
            "place": text,
            "cohorts": listing(loose, 50),
            "led_by": listing(loose, 50),
            "standards": listing(loose, 50),
            "bring": listing(text, 50),
            "materials": listing(material, 50),
            "summary": prose,
            "updated": moment,
            "cancelled": yes_or_no,
            "aliases": aliases,
            "audience": audience,
            **timed,
        },
        name="an event",
    )


def _check(fields: EventFields, complain: Complain) -> None:
    """Report an event that ends before it starts, or has a time at one end only."""
    if not fields.ends:
        return
    if ("T" in fields.starts) != ("T" in fields.ends):
        hint = (
            f"write `ends: {fields.ends[:10]} 16:00`"
            if "T" in fields.starts
            else f"write `ends: {fields.ends[:10]}`, or a time in `starts` too"
        )
        complain(
            ("ends",),
            "wrong-type",
            "One of `starts` and `ends` has a time of day, and the other has none.",
            hint,
        )
    elif _before(fields.ends, fields.starts):
        complain(
            ("ends",), "impossible-date", "This event ends before it starts.", "correct `starts` or `ends`"
        )


def _before(one: str, other: str) -> bool:
    """Return whether a time is before another.

    If only one has an offset, both are taken to be of one zone.
    """
    if len(one) > 19 and len(other) > 19:
        return dt.datetime.fromisoformat(one) < dt.datetime.fromisoformat(other)
    return one[:19] < other[:19]


EVENT: Final = Kind(
    "event",
    "an event",
    N_("Event"),
    "events",
    EventFields,
    _shape,
    references={"cohorts": "cohort", "led_by": "person", "standards": "standard"},
    links=("materials.link",),
    days=lambda fields: (fields.last[:10],),
    check=_check,
    start=(
        ("title", "{title}"),
        ("starts", "{date}"),
        ("kind", "other"),
        ("place", ""),
        ("cohorts", "{cohort}"),
        ("led_by", "{person}"),
    ),
    body="Say what will happen, and what to prepare.",
    searched=("summary", "place", "bring", "materials.title"),
    when="starts",
)
SUBJECT: Final = Subject(
    (EVENT,), Section(HOME, N_("Events"), N_("What is coming, and what has been.")), order=10
)
