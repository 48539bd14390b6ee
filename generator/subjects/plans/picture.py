"""The picture of a plan: its aims as bars over whole years, with marks for evidence, reviews and days due.

Places are per cent of the width, so that the picture is as wide as the page that it stands on, and its marks
and its words keep their size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from generator.publish.composer.composer import Composer
from generator.publish.views.parts import Anchor, Tag
from generator.publish.views.timeline import Mark
from generator.subjects.plans.kind import AimFields, PlanFields
from generator.subjects.plans.views import Aim, Plot, PlotGroup, PlotRow

MOST_LABELS: Final = 8
"""Years that are named: more would not stand beside each other on a phone."""


class Axis(Struct, frozen=True):
    """Whole years, from the first to the last."""

    first: int
    last: int

    def at(self, date: str) -> str:
        """Return the place of a day in per cent."""
        start, end = dt.date(self.first, 1, 1).toordinal(), dt.date(self.last, 12, 31).toordinal()
        return _per_cent((dt.date.fromisoformat(date).toordinal() - start) / (end - start))


def plot(composer: Composer, fields: PlanFields, aims: Sequence[Aim]) -> Plot | None:
    """Return the picture of the aims of a plan; None where nothing in them has a date."""
    stretches = [_stretch(aim, view) for aim, view in zip(fields.aims, aims, strict=True)]
    dates = [each for stretch in stretches for each in stretch if each]
    dates += [each for view in aims for each in _days(view)]
    if not dates:
        return None
    dates += [each.date for each in fields.reviews]
    axis = Axis(int(min(dates)[:4]), int(max(dates)[:4]))
    groups: dict[str, tuple[Tag | None, list[PlotRow]]] = {}
    for view, stretch in zip(aims, stretches, strict=True):
        tag = view.tags[0] if view.tags else None
        row = _row(composer, axis, view, stretch)
        groups.setdefault(tag.id if tag else "", (tag, []))[1].append(row)
    return Plot(
        years=tuple(_years(axis)),
        span=f"{axis.first}–{axis.last}" if axis.first != axis.last else str(axis.first),
        reviews=tuple(
            Mark(axis.at(each.date), f"{composer.language.day(each.date).label}, {each.with_}")
            for each in sorted(fields.reviews, key=lambda each: each.date)
        ),
        groups=tuple(
            PlotGroup(tag, tuple(rows))
            for _, (tag, rows) in sorted(groups.items(), key=lambda each: not each[0])
        ),
    )


def _row(composer: Composer, axis: Axis, view: Aim, stretch: tuple[str, str]) -> PlotRow:
    start, end = stretch
    x = axis.at(start) if start else ""
    return PlotRow(
        aim=Anchor(view.title, f"#{view.anchor}"),
        state=view.state,
        status=view.status,
        also=view.tags[1:],
        when=composer.language.span(start, end) if start else "",
        first=composer.language.known_day(start),
        by=view.by,
        x=x,
        width=_number(float(axis.at(end)) - float(x)) if start else "",
        due=axis.at(view.by.iso) if view.by else "",
        marks=tuple(Mark(axis.at(each.date.iso), each.entry.title) for each in view.evidence if each.date),
        evidence=len(view.evidence),
    )


def _stretch(aim: AimFields, view: Aim) -> tuple[str, str]:
    """Return the first and the last day of the work on an aim; two empty strings where nothing says.

    Its stages say when that began, else its first evidence does; it lasts until the day that is set.
    """
    stages = sorted(each for stage in aim.stages for each in (stage.starts, stage.ends) if each)
    days = stages or sorted(_days(view))
    if not days:
        return "", ""
    end = max(aim.by, days[-1]) if stages or not aim.by else aim.by
    return min(days[0], end), end


def _days(view: Aim) -> Iterator[str]:
    yield from (each.date.iso for each in view.evidence if each.date)
    if view.by:
        yield view.by.iso


def _years(axis: Axis) -> Iterator[Mark]:
    every = -(-(axis.last - axis.first + 1) // MOST_LABELS)
    for year in range(axis.first, axis.last + 1, every):
        yield Mark(axis.at(f"{year}-01-01"), str(year))


def _per_cent(part: float) -> str:
    return _number(100 * part)


def _number(value: float) -> str:
    return f"{round(value, 2) + 0:.2f}".rstrip("0").removesuffix(".")
