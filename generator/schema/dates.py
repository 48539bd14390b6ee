"""Readers of dates and of moments."""

from __future__ import annotations

import calendar
import re
from typing import Final

from generator.model.patterns import lazy_pattern
from generator.schema.reading import Reading, setting
from generator.schema.tree import Node
from generator.schema.values import word

_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MOMENT: Final = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2})[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?"
)
_OTHER_DAY: Final = lazy_pattern(
    r"(?:[A-Za-z]{3,9},? )?(?P<day>\d{1,2})(?:st|nd|rd|th)?[/. -]"
    r"(?P<month>\d{1,2}|[A-Za-z]{3,9})[/. -]+(?P<year>\d{4}|\d{2})"
    r"|(?P<first>\d{4})(?P<sign>[/.]?)(?P<second>\d{1,2})(?P=sign)(?P<third>\d{1,2})"
)
"""A day before its month and year; or year, month and day with other signs between them, or none."""
_TIME_IN_WORDS: Final = lazy_pattern(r"\d{4}-\d{2}-\d{2}(?=[Tt ]+\d)")


def day(node: Node, reading: Reading, at: str) -> str | None:
    """Read a date such as `2018-01-15`."""
    value = word(node, reading, at)
    if value is None:
        return None
    if match := _DAY.fullmatch(value):
        return _real_day(match, node, reading, at)
    _not_a_date(value, node, reading)
    return None


def moment(node: Node, reading: Reading, at: str) -> str | None:
    """Read a date, or a date and time, in ISO 8601. Without an offset the time is the network's own."""
    value = word(node, reading, at)
    if value is None:
        return None
    if match := _DAY.fullmatch(value):
        return _real_day(match, node, reading, at)
    if match := _MOMENT.fullmatch(value):
        found = _DAY.fullmatch(match[1])
        first = _real_day(found, node, reading, at) if found else None
        hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
        if first is None:
            return None
        if hour > 23 or minute > 59 or second > 59:
            reading.report(
                node,
                "impossible-date",
                f"There is no time {match[2]}:{match[3]}.",
                "hours run from 00 to 23, minutes from 00 to 59",
            )
            return None
        zone = (match[5] or "").upper().replace("Z", "+00:00")
        if zone and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        if zone and (int(zone[1:3]) > 14 or int(zone[4:]) > 59):
            reading.report(
                node,
                "impossible-date",
                f"There is no time zone {match[5]}.",
                "offsets run from -12:00 to +14:00; Z is Greenwich",
            )
            return None
        return f"{first}T{hour:02}:{minute:02}:{second:02}{zone}"
    _not_a_date(value, node, reading)
    return None


def _real_day(match: re.Match[str], node: Node, reading: Reading, at: str) -> str | None:
    year, month, number = map(int, match.groups())
    if not 1 <= month <= 12:
        swapped = number <= 12 and 1 <= month <= 31
        hint = (
            f"did you mean {year:04}-{number:02}-{month:02}?"
            if swapped
            else "a date is written year-month-day, as 2018-01-15"
        )
        reading.report(node, "impossible-date", f"There is no month {month}.", hint)
        return None
    if not 1900 <= year <= 2200:
        reading.report(
            node,
            "impossible-date",
            f"The year {year} can't be right.",
            "a date is written year-month-day, as 2018-01-15",
        )
        return None
    last = 28 if 1 <= number <= 28 else calendar.monthrange(year, month)[1]
    if not 1 <= number <= last:
        reading.report(
            node,
            "impossible-date",
            f"{calendar.month_name[month]} {year} has {last} days, "
            f"so `{setting(at)}` can't be the {_ordinal(number)}.",
            "correct the day",
        )
        return None
    return f"{year:04}-{month:02}-{number:02}"


def _not_a_date(value: str, node: Node, reading: Reading) -> None:
    hint = "a date is written year-month-day, as 2018-01-15"
    if value.upper() == "YYYY-MM-DD":
        hint = "write the day in its place, as 2018-01-15"
    elif match := _OTHER_DAY.fullmatch(value):
        year, month, number = (
            (match["first"], match["second"], match["third"])
            if match["first"]
            else (match["year"], match["month"], match["day"])
        )
        months = {name.lower()[:3]: index for index, name in enumerate(calendar.month_abbr) if name}
        index = int(month) if month.isdigit() else months.get(month.lower()[:3], 0)
        if 1 <= index <= 12:
            full_year = year if len(year) == 4 else f"20{year}"
            hint = f"write it year-month-day: {full_year}-{index:02}-{int(number):02}"
    elif match := _TIME_IN_WORDS.match(value):
        hint = f"write the time in hours and minutes, with a colon: {match[0]} 09:30"
    reading.report(node, "wrong-type", f"“{value}” is not a date.", hint)


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
