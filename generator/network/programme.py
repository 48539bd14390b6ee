"""Programmes on a day: whether one is running, its phase, and the cohort of a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from generator.network.records import Cohort
from generator.source.files.cohort import CohortFields, PhaseFields


def running(cohort: CohortFields, date: str) -> bool:
    """Return whether the programme has begun and is not over."""
    return bool(date) and cohort.starts <= date <= cohort.ends


def by_start(cohorts: Iterable[Cohort]) -> list[Cohort]:
    """Return the cohorts in the order in which they began."""
    return sorted(cohorts, key=lambda each: (each.fields.starts, each.id))


def cohort_on(own: Sequence[Cohort], date: str) -> Cohort | None:
    """Return the one of somebody's cohorts (by their start) to which a date belongs.

    It is the first that runs then, otherwise the one before, otherwise the first of all.
    """
    begun = [each for each in own if each.fields.starts <= date]
    return next(
        (each for each in begun if running(each.fields, date)),
        begun[-1] if begun else own[0] if own else None,
    )


def phase_on(cohort: CohortFields, date: str) -> PhaseFields | None:
    """Return the phase that began last: between two phases, and after the programme, it is the one before.

    None before the first, and where phases have no dates.
    """
    begun = [each for each in cohort.phases if each.starts and each.starts <= date]
    return max(begun, key=lambda each: each.starts, default=None)


def days(since: str, date: str) -> int:
    """Return the number of days between two dates."""
    return (dt.date.fromisoformat(date) - dt.date.fromisoformat(since)).days


def monday(date: str) -> dt.date:
    """Return the first day of a date's week."""
    found = dt.date.fromisoformat(date)
    return found - dt.timedelta(days=found.weekday())


def commented(focus: Iterable[str]) -> str:
    """Return the setting `standards` of a new post, in which those in focus wait as comments."""
    return "".join(("standards:\n", *(f"  # - {each}\n" for each in focus)))
