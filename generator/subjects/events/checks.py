"""What is checked of an event beside its references: that its hours are there on that day, that it lies in the time of its cohorts, that its page has an address of its own."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from generator.model.diagnostics import Report, Span
from generator.network.lookup import Lookup
from generator.network.programme import running
from generator.network.records import Record
from generator.source.document import Document
from generator.subjects.events.kind import MONTH, EventFields


def check(record: Record, document: Document, lookup: Lookup, report: Report) -> None:
    """Report what is wrong with an event in this network."""
    fields = record.fields
    if not isinstance(fields, EventFields):
        return
    if MONTH.fullmatch(document.file.name):
        report(
            Span(document.path),
            "duplicate-address",
            f"/events/{document.file.name}/ is the page of a month.",
            "give this file another name",
        )
    for key, value in (("starts", fields.starts), ("ends", fields.ends)):
        if fault := _skipped(value, lookup.zone):
            report(document.span(key), "impossible-date", *fault)
    for index, name in enumerate(fields.cohorts):
        time = lookup.cohorts[name].fields
        if not running(time, fields.starts[:10]):
            message = f"This is on {fields.starts[:10]}, and the cohort {name} runs from {time.starts} to {time.ends}."
            report(
                document.span("cohorts", index),
                "outside-cohort",
                message,
                "correct the date, or keep it if it is meant",
            )


def _skipped(value: str, zone: ZoneInfo) -> tuple[str, str] | None:
    """Why a time on a clock is never shown by it: it is in the hour that is left out in spring."""
    if "T" not in value or len(value) > 19:
        return None
    there = dt.datetime.fromisoformat(value).replace(tzinfo=zone)
    real = there.astimezone(dt.UTC).astimezone(zone)
    if real.replace(tzinfo=None) == there.replace(tzinfo=None):
        return None
    return (
        f"On {value[:10]} there is no {value[11:16]}: the clocks go forward.",
        f"did you mean {real.strftime('%H:%M')}?",
    )


CHECKS: Final = {"event": check}
"""The checks of admission, by kind."""
