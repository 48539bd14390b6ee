"""Settings of a post that are allowed, and perhaps not meant: dates, and no standards."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from typing import Final

from generator.model.audience import AUDIENCES, PRIVATE
from generator.model.diagnostics import Span
from generator.model.suggest import listed
from generator.network.admission.context import Context
from generator.network.admission.drafts import Draft
from generator.network.moments import moment
from generator.network.programme import days
from generator.network.records import Cohort
from generator.source.files.post import AHEAD

FAR: Final = 28
"""Days from which a date is far from the one in the file's name: a month was mistaken at least."""
NAMED: Final = 3
"""Standards in focus that a hint names."""
_LIKE_DATED: Final = re.compile(r"(?:\d{4}[-_.]\d{2}[-_.]\d{2}|\d{2}[-_.]\d{2}[-_.]\d{4})[-_.]")
_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=[-.])")


def check_plausibility(context: Context, draft: Draft, cohort: Cohort | None) -> None:
    """Warn of settings of a post that are hardly meant, and note a day that is still to come."""
    if draft.fields.withdrawn:
        return
    if draft.fields.draft:
        message = "This is a draft, so it is in no edition."
        context.report(draft.document.span("draft"), "draft", message, "delete this line once it is ready")
    named = _day_of_name(draft)
    unlikely = list(_unlikely(context, draft, cohort, named))
    waits = not draft.fields.draft and context.sources.date and draft.day > context.sources.date
    if waits and not any(setting == "date" for setting, *_ in unlikely):
        message = f"This is published on {draft.day}: until then it is in no edition."
        hint = f"`enquiry serve --date {draft.day}` shows it; or correct the date"
        context.report(draft.document.span("date"), "scheduled", message, hint)
    if not named:
        _check_name(context, draft)
    for setting, message, hint in unlikely:
        context.report(draft.document.span(setting), "unlikely-date", message, hint)
    _check_standards(context, draft, cohort)


def _prepares(draft: Draft, cohort: Cohort) -> bool:
    """Return whether somebody writes who is there before a cohort begins: one of its facilitators."""
    return any(name == draft.author and each.role == "facilitator" for name, each in cohort.fields.members)


def _unlikely(
    context: Context, draft: Draft, cohort: Cohort | None, named: str
) -> Iterator[tuple[str, str, str]]:
    """Yield the setting of each date that can hardly be right, with a sentence and a hint."""
    day, today = draft.day, context.sources.date
    updated = moment(draft.fields.updated, context.lookup.zone)[1] if draft.fields.updated else ""
    if named and named != day and abs(days(named, day)) >= FAR:
        message = f"The file's name says {named}, but this is dated {day}."
        yield "date", message, _or(named, day, "correct one of them")
    elif earlier := next((each for each in draft.answered if not each.withdrawn and each.day > day), None):
        message = f"This answers something of {earlier.day}, but is dated {day}, before that."
        yield "date", message, _or(named, day, "correct the date")
    elif cohort and not draft.answered and day < cohort.fields.starts and not _prepares(draft, cohort):
        message = f"{day} is before the cohort {cohort.id} began, on {cohort.fields.starts}."
        yield "date", message, "correct the date, or keep it if it is meant"
    elif today and day > today and days(today, day) > AHEAD:
        yield "date", f"{day} is more than a year away.", "correct the date"
    if updated and updated < day:
        yield "updated", f"This was changed on {updated}, before it was written.", "correct one of the dates"
    elif updated and today and updated > max(today, day):
        yield "updated", f"{updated} is in the future.", "correct the date"


def _or(named: str, day: str, otherwise: str) -> str:
    """Return a hint at the day in the file's name, where that is another one."""
    return f"did you mean {named}, as in the file's name?" if named and named < day else otherwise


def _day_of_name(draft: Draft) -> str:
    """Return the day in front of a file's name; empty where there is none."""
    name = posixpath.basename(draft.document.path)
    if name.startswith((f"{draft.day}-", f"{draft.day}.")):
        return draft.day
    match = _DATED.match(name)
    try:
        return dt.date.fromisoformat(match[0]).isoformat() if match else ""
    except ValueError:
        return ""


def _check_name(context: Context, draft: Draft) -> None:
    """Warn of what looks like a date in front of a file's name: it is none, or not written as one is."""
    name = posixpath.basename(draft.document.path)
    if _LIKE_DATED.match(name):
        message = (
            f"The file's name begins with “{name[:10]}”, which is no date, so it is a part of the address."
        )
        rest = name[10:].lstrip("-_. ")
        hint = (
            f"rename it to `{draft.day}-{rest}`" if rest.partition(".")[0] else "begin it with year-month-day"
        )
        context.report(Span(draft.document.path, 1, 1), "unlikely-date", message, hint)


def _check_standards(context: Context, draft: Draft, cohort: Cohort | None) -> None:
    """Warn of a participant's post that names no standard, where the cohort has some in focus.

    A private one is in no digest, whatever it names.
    """
    if cohort is None or draft.answered or draft.fields.standards or draft.fields.draft:
        return
    if draft.fields.audience == AUDIENCES[PRIVATE]:
        return
    focus = cohort.fields.focus
    role = next((member.role for name, member in cohort.fields.members if name == draft.author), "")
    if focus and role == "participant":
        names = [f"`{each}`" for each in focus[:NAMED]]
        context.report(
            draft.document.span("standards"),
            "no-standards",
            f"This names no standard, so it is under none in the digest of {cohort.id}.",
            f"add a line such as `standards: [{focus[0]}]`; in focus {'are' if names[1:] else 'is'} "
            f"{listed(names)}; `enquiry standards` lists them all",
        )
