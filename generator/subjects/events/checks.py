"""Checks of events in their network: their hours, the time of their cohorts, the address of their page."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from generator.model.diagnostics import Report, Span
from generator.network.lookup import Lookup
from generator.network.programme import running
from generator.network.records import Record
from generator.source.document import Document
from generator.subjects.events.kind import HOME, MONTH, EventFields


def check(record: Record, document: Document, lookup: Lookup, report: Report) -> None:
    """Report the faults of an event in this network."""
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
    for index, alias in enumerate(fields.aliases):
        if alias.startswith(HOME) and MONTH.fullmatch(alias.removeprefix(HOME)):
            message = f"/{alias}/ is the page of a month."
            report(document.span("aliases", index), "duplicate-address", message, "remove it from `aliases`")
    for key, value in (("starts", fields.starts), ("ends", fields.ends)):
        if fault := _skipped(value, lookup.zone):
            report(document.span(key), "impossible-date", *fault)
    for index, name in enumerate(fields.cohorts):
        time = lookup.cohorts[name].fields
        day = fields.starts[:10]
        if not running(time, day):
            message = f"This is on {day}, and the cohort {name} runs from {time.starts} to {time.ends}."
            report(
                document.span("cohorts", index),
                "outside-cohort",
                message,
                "correct the date, or keep it if it is meant",
            )


def _skipped(value: str, zone: ZoneInfo) -> tuple[str, str] | None:
    """Return a message and a hint for a time that clocks skip in spring; None for any other time."""
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
