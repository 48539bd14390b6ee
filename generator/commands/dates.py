"""Dates that commands are given, and the day of today where none is."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import click

from generator.model import paths
from generator.source.document import MOST_BYTES
from generator.source.timezone import timezone


def the_day(given: str, content: Path) -> str:
    """Return the date that was given, or today's where the network is: whoever builds it may be elsewhere."""
    if given:
        return a_date(given)
    try:
        settings = paths.contents(content / "network.yaml", MOST_BYTES)
    except OSError:
        settings = b""
    return dt.datetime.fromtimestamp(time.time(), timezone(settings)).date().isoformat()


def a_date(given: str) -> str:
    """Return the date that was given. Raises a usage error where it is none."""
    try:
        return dt.date.fromisoformat(given).isoformat()
    except ValueError:
        raise click.UsageError(f"“{given}” is not a date. Write it as 2018-01-15.") from None
