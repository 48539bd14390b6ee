"""Dates in words."""

from __future__ import annotations

import calendar
from functools import lru_cache

from generator.publish.views import Day


@lru_cache(maxsize=4096)
def day(iso: str) -> Day:
    """A day such as 2018-01-15, as “15 January 2018”."""
    year, month, number = iso[:10].split("-")
    return Day(iso[:10], f"{int(number)} {calendar.month_name[int(month)]} {year}")


def span(starts: str, ends: str) -> str:
    """A stretch of days in words, with nothing said twice: “8 to 19 January 2018”; empty where neither is known."""
    if not starts or not ends:
        return f"from {day(starts).label}" if starts else f"until {day(ends).label}" if ends else ""
    first, last = day(starts).label.split(), day(ends).label.split()
    while len(first) > 1 and first[-1] == last[len(first) - 1] and first[-1] in last[1:]:
        first.pop()
    return f"{' '.join(first)} to {' '.join(last)}"


def short(iso: str, *, with_year: bool = False) -> str:
    """A day where there is little room: “15 Jan”, or “Jan 2018”."""
    year, month, number = iso[:10].split("-")
    name = calendar.month_abbr[int(month)]
    return f"{name} {year}" if with_year else f"{int(number)} {name}"
