"""Checks of outreach in its network: visitors are of another school, and meetings follow their requests."""

from __future__ import annotations

from typing import Final

from generator.model.diagnostics import Report
from generator.network.lookup import Lookup
from generator.network.records import Record
from generator.network.schools import at_host
from generator.source.document import Document
from generator.subjects.outreach.kind import MeetingFields, RequestFields


def check_request(record: Record, document: Document, lookup: Lookup, report: Report) -> None:
    """Report a request that a colleague of the same school is to answer."""
    fields = record.fields
    if (
        isinstance(fields, RequestFields)
        and fields.colleague
        and at_host(fields.school, (lookup.people[fields.colleague].school,))
    ):
        report(
            document.span("colleague"),
            "own-school",
            "This colleague is of the school that asks.",
            "outreach comes from another school: choose somebody else",
        )


def check_meeting(record: Record, document: Document, lookup: Lookup, report: Report) -> None:
    """Report a meeting before its request, or of a visitor of the same school."""
    fields = record.fields
    if not isinstance(fields, MeetingFields):
        return
    asked = lookup.records[fields.request].fields if fields.request else None
    if fields.request and not isinstance(asked, RequestFields):
        report(
            document.span("request"),
            "unknown-record",
            f"{fields.request} is no request.",
            "write the name of a file in outreach/requests/ without its ending",
        )
    school = fields.school or (asked.school if isinstance(asked, RequestFields) else "")
    if isinstance(asked, RequestFields) and fields.date < asked.asked:
        report(
            document.span("date"),
            "impossible-date",
            "This meeting took place before the school asked for it.",
            "correct `date`, or `asked` in the request",
        )
    if fields.visitor and at_host(school, (lookup.people[fields.visitor].school,)):
        report(
            document.span("visitor"),
            "own-school",
            "This visitor is of the school that was visited.",
            "outreach comes from another school: correct `visitor` or `school`",
        )


CHECKS: Final = {"request": check_request, "meeting": check_meeting}
"""The checks of admission, by kind."""
