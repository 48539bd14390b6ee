"""Moments: dates and times as they are written, in UTC, and as days in the network's own zone."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo


def moment(value: str, zone: ZoneInfo) -> tuple[str, str]:
    """Return a moment in UTC, by which posts are ordered, and its day in the network's zone, which is shown.

    A date alone stands for its midnight in the network's zone.
    """
    parsed = dt.datetime.fromisoformat(value)
    local = parsed.replace(tzinfo=zone) if parsed.tzinfo is None else parsed.astimezone(zone)
    return f"{local.astimezone(dt.UTC).isoformat()[:19]}Z", local.date().isoformat()


@lru_cache(maxsize=4096)
def day(moment: str, zone: str) -> str:
    """Return the day of a moment in a zone."""
    return dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date().isoformat()
