"""`/cohorts/<cohort>/timeline/`: posts and replies by week, against the phases of the programme."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from generator.model import addresses
from generator.network.conversations import entries, is_reply, tally
from generator.network.programme import monday
from generator.network.records import Cohort, Post
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Readers
from generator.publish.page import Page, html_page
from generator.publish.views.parts import Anchor
from generator.publish.views.timeline import Band, Bar, Mark, Rhythm, TimelineView, Week
from generator.source.files.cohort import PhaseFields

MOST_ROWS: Final = 120
"""Rows of the table. A longer programme is shown by several weeks at a time."""
WIDTH, HEIGHT, LEFT, TOP = 960.0, 260.0, 36.0, 32.0
LABELS: Final = 10
"""Labels on the axis of weeks, about."""
MOST_LINES: Final = 4
"""Lines across the picture."""


class Stretch(Struct, frozen=True):
    """Weeks from a Monday on, `count` rows of `weeks` each."""

    first: dt.date
    count: int
    weeks: int

    def row(self, date: str) -> int:
        """Return the row in which a day lies; below 0 or from `count` on for days outside."""
        return (dt.date.fromisoformat(date) - self.first).days // (7 * self.weeks)

    def start(self, row: int) -> str:
        """Return the day on which a row begins."""
        return (self.first + dt.timedelta(weeks=row * self.weeks)).isoformat()


def pages(composer: Composer) -> Iterator[Page]:
    """Yield a page for each cohort."""
    for cohort in composer.cohorts.newest:
        yield html_page(addresses.timeline(cohort.id), "timeline.html", _view, cohort.id)


def _stretch(cohort: Cohort) -> Stretch:
    first = monday(cohort.fields.starts)
    weeks = (dt.date.fromisoformat(cohort.fields.ends) - first).days // 7 + 1
    step = -(-weeks // MOST_ROWS)
    return Stretch(first, -(-weeks // step), step)


def _view(composer: Composer, identity: str) -> TimelineView:
    cohort = composer.edition.cohorts[identity]
    stretch = _stretch(cohort)
    written = composer.derived(entries)[identity]
    whole = tally(written)
    counted = Counter(
        (min(max(stretch.row(post.day), -1), stretch.count), is_reply(post)) for post in written
    )
    counts = [(counted[row, False], counted[row, True]) for row in range(-1, stretch.count + 1)]
    tallest = max(map(max, counts[1:-1]))
    step, top = _scale(tallest)
    own = composer.cohorts.anchor(cohort)
    return TimelineView(
        head=composer.frame.head(
            composer.gettext("Timeline: %(cohort)s", cohort=cohort.fields.title),
            addresses.timeline(identity),
            description=composer.gettext("Posts and replies over time"),
            trail=(Anchor(composer.gettext("Cohorts"), addresses.COHORTS), own),
            section=addresses.COHORTS,
        ),
        cohort=own,
        rhythm=_rhythm(composer, cohort, stretch, written, [sum(each) for each in counts[1:-1]]),
        weeks=stretch.weeks,
        rows=tuple(_rows(composer, cohort, stretch, counts)),
        posts=whole.posts,
        replies=whole.replies,
        phases=tuple(composer.cohorts.phases[identity, each.id] for each in cohort.fields.phases),
        box=f"0 0 {WIDTH:.0f} {HEIGHT + TOP + 28:.0f}",
        bands=tuple(_bands(composer, cohort, stretch)),
        post_bars=bars(stretch, [posts for posts, _ in counts[1:-1]], top, 0.12),
        reply_bars=bars(stretch, [replies for _, replies in counts[1:-1]], top, 0.5),
        across=_across(composer, stretch),
        up=tuple(
            Mark(_number(TOP + HEIGHT * (1 - value / top)), str(value)) for value in range(0, top + 1, step)
        ),
    )


def _rhythm(
    composer: Composer, cohort: Cohort, stretch: Stretch, written: Sequence[Post], counts: Sequence[int]
) -> Rhythm:
    weeks = Stretch(
        stretch.first, (dt.date.fromisoformat(cohort.fields.ends) - stretch.first).days // 7 + 1, 1
    )
    days, date = [post.day for post in written], composer.dependencies.today()
    rows = {weeks.row(day) for day in days}
    busiest = counts.index(max(counts)) if any(counts) else None
    return Rhythm(
        weeks=weeks.count,
        active=sum(0 <= row < weeks.count for row in rows),
        busiest=None if busiest is None else composer.language.day(stretch.start(busiest)),
        silent=tuple(
            composer.cohorts.phases[cohort.id, each.id]
            for each in cohort.fields.phases
            if each.starts
            and each.starts <= date
            and not any(each.starts <= day <= (each.ends or each.starts) for day in days)
        ),
    )


def _rows(
    composer: Composer, cohort: Cohort, stretch: Stretch, counts: Sequence[tuple[int, int]]
) -> Iterator[Week]:
    """Return the weeks, and before and after them what lies outside, where there is any."""
    if any(counts[0]):
        yield Week("before", None, (), *counts[0])
    for row in range(stretch.count):
        here = tuple(
            composer.cohorts.phases[cohort.id, each.id]
            for each in cohort.fields.phases
            if each.starts and _meets(each, stretch, row)
        )
        yield Week("", composer.language.day(stretch.start(row)), here, *counts[row + 1])
    if any(counts[-1]):
        yield Week("after", None, (), *counts[-1])


def _meets(phase: PhaseFields, stretch: Stretch, row: int) -> bool:
    return stretch.row(phase.starts) <= row <= stretch.row(phase.ends or phase.starts)


def _scale(tallest: int) -> tuple[int, int]:
    """Return the distance of the lines (1, 2, 5, or one with noughts), and the value of the highest."""
    step = next(
        unit * 10**power
        for power in range(9)
        for unit in (1, 2, 5)
        if unit * 10**power * MOST_LINES >= max(tallest, 1)
    )
    return step, step * max(1, -(-tallest // step))


def _column(stretch: Stretch) -> float:
    return (WIDTH - LEFT) / stretch.count


def bars(stretch: Stretch, values: Sequence[int], top: int, shift: float) -> tuple[Bar, ...]:
    """Return a bar for each row of the table, as high as its value is next to the highest.

    `shift` is its place within the row's column.
    """
    column = _column(stretch)
    return tuple(
        Bar(
            _number(LEFT + column * (row + shift)),
            _number(TOP + HEIGHT * (1 - value / top)),
            _number(column * 0.38),
            _number(HEIGHT * value / top),
        )
        for row, value in enumerate(values)
        if value
    )


def _bands(composer: Composer, cohort: Cohort, stretch: Stretch) -> Iterator[Band]:
    """Return each phase that has dates within the programme, to the day."""
    across = _column(stretch) / (7 * stretch.weeks)
    last = stretch.count * 7 * stretch.weeks
    for phase in cohort.fields.phases:
        if phase.starts and phase.ends:
            start, end = (
                (dt.date.fromisoformat(each) - stretch.first).days for each in (phase.starts, phase.ends)
            )
            start, end = max(0, start), min(last, end + 1)
            if start < end:
                x, width = LEFT + start * across, (end - start) * across
                yield Band(
                    composer.cohorts.phases[cohort.id, phase.id],
                    _number(x),
                    _number(width),
                    _number(x + width / 2),
                )


def _across(composer: Composer, stretch: Stretch) -> tuple[Mark, ...]:
    every = -(-stretch.count // LABELS)
    long = stretch.count * stretch.weeks > 60
    return tuple(
        Mark(
            _number(LEFT + _column(stretch) * row),
            composer.language.short(stretch.start(row), with_year=long),
        )
        for row in range(0, stretch.count, every)
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


FAMILY: Final = Family(pages, readers=Readers.FACILITATORS)
