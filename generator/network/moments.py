"""Moments: dates and times as they are written, in UTC, and as days in the network's own zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo


def moment(value: str, zone: ZoneInfo) -> tuple[str, str]:
    """Return a moment in UTC, by which posts are ordered, and its day in the network's zone, which is shown.

    A date alone stands for its midnight in the network's zone.
    """
    parsed = dt.datetime.fromisoformat(value)
    local = parsed.replace(tzinfo=zone) if parsed.tzinfo is None else parsed.astimezone(zone)
    return f"{local.astimezone(dt.UTC).isoformat()[:19]}Z", local.date().isoformat()


def apart(found: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return moments by the ids of what happened then, no two the same.

    Where several things happened at one moment, such as the midnight that stands for a day, each is a second
    later than the one before it. Each is given by its moment, what it is ordered by after that, and its id.
    """
    moments: dict[str, str] = {}
    last = ""
    for moment, _, identity in sorted(found):
        last = moments[identity] = moment if moment > last else _after(last)
    return moments


def _after(moment: str) -> str:
    """Return the moment a second later."""
    later = dt.datetime.fromisoformat(moment) + dt.timedelta(seconds=1)
    return f"{later.isoformat()[:19]}Z"


@lru_cache(maxsize=4096)
def day(moment: str, zone: str) -> str:
    """Return the day of a moment in a zone."""
    return dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date().isoformat()
