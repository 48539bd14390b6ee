"""Dates in English words. Pages ask the `Language` of their edition."""

from __future__ import annotations

import calendar
from functools import lru_cache

from generator.publish.views.parts import Day


@lru_cache(maxsize=4096)
def day(iso: str) -> Day:
    """Return a day such as 2018-01-15 as “15 January 2018”."""
    year, month, number = iso[:10].split("-")
    return Day(iso[:10], f"{int(number)} {calendar.month_name[int(month)]} {year}")


@lru_cache(maxsize=4096)
def month(iso: str) -> str:
    """Return a month such as 2018-01 as “January 2018”."""
    year, number = iso[:7].split("-")
    return f"{calendar.month_name[int(number)]} {year}"


def weekdays() -> tuple[tuple[str, str], ...]:
    """Return the days of a week from Monday, each in short and in full."""
    return tuple(zip(calendar.day_abbr, calendar.day_name, strict=True))


def span(starts: str, ends: str) -> str:
    """Return a stretch of days in words, with nothing repeated: “8 to 19 January 2018”."""
    first, last = day(starts).label.split(), day(ends).label.split()
    while len(first) > 1 and first[-1] == last[len(first) - 1] and first[-1] in last[1:]:
        first.pop()
    return f"{' '.join(first)} to {' '.join(last)}"


def short(iso: str, *, with_year: bool = False) -> str:
    """Return a day for where there is little room: “15 Jan”, or “Jan 2018”."""
    year, month, number = iso[:10].split("-")
    name = calendar.month_abbr[int(month)]
    return f"{name} {year}" if with_year else f"{int(number)} {name}"
