"""The language of the user interface: messages, plurals and dates. Messages are written in English.

Strings for people in `publish/` go through a `Language`, those in templates through `_('…')` and
`ngettext('…', '…', number)` (`templates.py`), so that extraction finds them. Values in a message are named:
`%(title)s`. A percent sign is written `%%`.
"""

from __future__ import annotations

import gettext as messages
import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from generator.model.patterns import lazy_pattern
from generator.publish import dates
from generator.publish.views.parts import Day

PLACE: Final = re.compile(r"%(?:(%)|\((\w+)\)s)?")
"""A percent sign in a message: doubled, the place of a name, or (neither) a mistake."""
_ELEMENT: Final = lazy_pattern(r"<[^<>]*>")


class Language(Struct, frozen=True):
    """A language, as data.

    `code` is its tag; `catalogues` are compiled (`.mo`), each falling back on the next, and on English.
    `calendar` is the locale whose dates are written, empty for English; a `draft` is a translation that
    nobody has checked who speaks the language.
    """

    code: str = "en-GB"
    catalogues: tuple[bytes, ...] = ()
    calendar: str = ""
    draft: bool = False

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message, with these values in their places."""
        return _translations(self.catalogues).gettext(message) % values

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return a message with a number, which stands at `%(num)s`."""
        return _translations(self.catalogues).ngettext(one, many, number) % {"num": number, **values}

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Return a message whose meaning depends on its context."""
        return _translations(self.catalogues).pgettext(context, message) % values

    @property
    def translations(self) -> messages.NullTranslations:
        """The messages themselves, nothing put in their places."""
        return _translations(self.catalogues)

    def day(self, iso: str) -> Day:
        """Return a day such as 2018-01-15, in words."""
        return _day(self.calendar, iso[:10]) if self.calendar else dates.day(iso)

    def known_day(self, iso: str) -> Day | None:
        """Return a day in words; None where the day is empty."""
        return self.day(iso) if iso else None

    def span(self, starts: str, ends: str) -> str:
        """Return a stretch of days in words; empty where neither end is known."""
        if starts and ends:
            return (
                self.gettext("%(first)s to %(last)s", first=self.day(starts).label, last=self.day(ends).label)
                if self.calendar
                else dates.span(starts, ends)
            )
        if starts:
            return self.gettext("from %(day)s", day=self.day(starts).label)
        return self.gettext("until %(day)s", day=self.day(ends).label) if ends else ""

    def month(self, iso: str) -> str:
        """Return a month such as 2018-01, in words with its year."""
        return _month(self.calendar, iso[:7]) if self.calendar else dates.month(iso)

    def short(self, iso: str, *, with_year: bool = False) -> str:
        """Return a day for where there is little room: 15 Jan, or Jan 2018."""
        return (
            _short(self.calendar, iso[:10], "yMMM" if with_year else "MMMd")
            if self.calendar
            else dates.short(iso, with_year=with_year)
        )

    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """Return the days of a week from Monday, each in short and in full."""
        return _weekdays(self.calendar) if self.calendar else dates.weekdays()

    def names(self, names: Sequence[str]) -> str:
        """Return several names in a row: Ann, Ben and Cat."""
        *others, last = names
        return self.gettext("%(names)s and %(last)s", names=", ".join(others), last=last) if others else last


ENGLISH: Final = Language()


@lru_cache(maxsize=4)
def _translations(catalogues: tuple[bytes, ...]) -> messages.NullTranslations:
    found = messages.NullTranslations()
    for data in reversed(catalogues):
        own = messages.GNUTranslations(io.BytesIO(data))
        own.add_fallback(found)
        found = own
    return found


@lru_cache(maxsize=4096)
def _day(calendar: str, iso: str) -> Day:
    from datetime import date

    from babel.dates import format_date

    return Day(iso, format_date(date.fromisoformat(iso), "long", locale=calendar))


@lru_cache(maxsize=512)
def _month(calendar: str, month: str) -> str:
    from datetime import date

    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=calendar)


@lru_cache(maxsize=512)
def _short(calendar: str, iso: str, skeleton: str) -> str:
    from datetime import date

    from babel.dates import format_skeleton

    return format_skeleton(skeleton, date.fromisoformat(iso), locale=calendar)


@lru_cache(maxsize=4)
def _weekdays(calendar: str) -> tuple[tuple[str, str], ...]:
    from babel.dates import get_day_names

    short, full = (get_day_names(width, "stand-alone", locale=calendar) for width in ("abbreviated", "wide"))
    return tuple((short[number], full[number]) for number in range(7))


def places(message: str) -> frozenset[str]:
    """Return the names of the places in a message.

    Raises `ValueError` where it has a percent sign that is neither a place nor doubled.
    """
    return frozenset(name for name in _marks(message) if name)


def _marks(message: str) -> Iterator[str]:
    for found in PLACE.finditer(message):
        if found[0] == "%":
            raise ValueError(
                "a percent sign is written %%, and a place %(name)s: "
                f"“{message[found.start() : found.start() + 10]}”"
            )
        yield found[2] or ""


def unfaithful(message: str, translation: str) -> str:
    """Return why a translation can't stand for its message: it has another place in it, or other HTML.

    It is empty where the translation can.
    """
    try:
        if strange := sorted(places(translation) - places(message)):
            return f"it has the place %({strange[0]})s, which “{message}” does not have"
    except ValueError as error:
        return str(error)
    if sorted(_ELEMENT.findall(message)) != sorted(_ELEMENT.findall(translation)):
        return f"its HTML is not that of “{message}”"
    return ""
