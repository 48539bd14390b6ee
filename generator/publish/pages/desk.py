"""`/desk/`: who needs a word, what waits for an answer, and what comes next, in the cohort of the day.

It compares people, so it is in the facilitators' edition alone. Everything on it leads to its evidence.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.model import addresses
from generator.network.conversations import entries, is_reply, tally, to_answer, writers
from generator.network.coverage import LEARNERS, Coverage, coverage
from generator.network.programme import by_start, cohort_on, days, monday, phase_on, running
from generator.network.records import Cohort, Post
from generator.publish.composer.composer import Composer
from generator.publish.digest_message import due
from generator.publish.family import Family, Menu, Readers
from generator.publish.page import Page, html_page
from generator.publish.pages.conversations import FACILITATOR, tools, unanswered, waits
from generator.publish.views.desk import Ahead, DeskRow, DeskView, Question, Spark
from generator.publish.views.parts import Anchor, Day
from generator.source.files.cohort import PhaseFields

MOST: Final = 8
"""Entries of each list; the cohort's own pages have the others."""
WEEK: Final = 7
STEP, TALLEST = 4, 14
"""The width of a week in a sparkline, and its height."""


class Desk(Struct, frozen=True):
    """The material of a desk: the entries up to a day, and what follows from the edition."""

    cohort: Cohort
    date: str
    phase: PhaseFields | None
    written: Sequence[Post]
    coverage: Coverage
    to_answer: Mapping[str, Sequence[Post]]


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the desk, where there is a cohort."""
    if composer.cohorts.newest:
        yield html_page(addresses.DESK, "desk.html", _view)


def _desk(composer: Composer) -> Desk:
    """Return the desk of the cohort that runs on the day of the build, or else of the last one."""
    date = composer.dependencies.today()
    cohorts = by_start(composer.edition.cohorts.values())
    cohort = (cohort_on(cohorts, date) if date else None) or cohorts[-1]
    date = date or cohort.fields.ends
    return Desk(
        cohort,
        date,
        phase_on(cohort.fields, date),
        [post for post in composer.derived(entries)[cohort.id] if post.day <= date],
        composer.derived(coverage)[cohort.id],
        composer.derived(to_answer),
    )


def _view(composer: Composer) -> DeskView:
    desk = _desk(composer)
    cohort, date = desk.cohort, desk.date
    waiting = unanswered(composer, (post for post in desk.written if not is_reply(post)))
    asking = [
        post
        for post in unanswered(composer, filter(is_reply, desk.written))
        if composer.dependencies.body(post.text).asks
    ]
    fresh = [post for post in desk.written if days(post.day, date) < WEEK]
    whole = tally(fresh)
    return DeskView(
        head=composer.frame.head(
            composer.gettext("Desk: %(cohort)s", cohort=cohort.fields.title),
            addresses.DESK,
            description=composer.gettext("Who needs a word, and what waits for an answer."),
            section=addresses.DESK,
        ),
        cohort=composer.cohorts.anchor(cohort),
        today=composer.language.day(date) if running(cohort.fields, date) else None,
        phase=composer.cohorts.phase(cohort.id, desk.phase.id) if desk.phase else None,
        focus=desk.coverage.focus,
        coverage=addresses.coverage(cohort.id),
        conversations=addresses.conversations(cohort.id),
        rows=rows(composer, desk),
        waiting=tuple(waits(composer, cohort, post) for post in waiting[:MOST]),
        waiting_count=len(waiting),
        questions=tuple(_question(composer, cohort, post) for post in asking[:MOST]),
        questions_count=len(asking),
        due=tuple(Ahead(each.when, each.what, each.address) for each in due(composer, cohort, date)[:MOST]),
        new=tuple(_new(composer, post) for post in reversed(fresh[-MOST:])),
        posts=whole.posts,
        replies=whole.replies,
        tools=tools(composer, cohort),
    )


def _question(composer: Composer, cohort: Cohort, post: Post) -> Question:
    asked = [composer.edition.posts[each] for each in post.reply_to]
    own = composer.people.writers(post)
    to = dict.fromkeys(writer for each in asked for writer in composer.people.writers(each))
    return Question(
        waits(composer, cohort, post, quoted=True), tuple(writer for writer in to if writer not in own)
    )


def _new(composer: Composer, post: Post) -> tuple[Anchor, str, Day]:
    return (
        composer.entries.anchor(post),
        composer.people.writers_in_words(post),
        composer.language.day(post.day),
    )


def rows(composer: Composer, desk: Desk) -> tuple[DeskRow, ...]:
    """Return the members but for the facilitators, those who need a word first.

    Those are whoever wrote nothing in this phase, then those whose last words are oldest.
    """
    by_writer: dict[str, list[Post]] = {}
    for post in desk.written:
        for writer in writers(post):
            by_writer.setdefault(writer, []).append(post)
    found = [
        _row(composer, desk, name, by_writer.get(name, []))
        for name, member in desk.cohort.fields.members
        if member.role != FACILITATOR
    ]
    return tuple(sorted(found, key=lambda row: (not row.quiet, _last(row), -len(row.open), row.person.title)))


def _last(row: DeskRow) -> str:
    """Return the day on which somebody last wrote; empty, which sorts first, where they never did."""
    return max((each[1].iso for each in (row.post, row.reply) if each), default="")


def _row(composer: Composer, desk: Desk, name: str, own: Sequence[Post]) -> DeskRow:
    here = tally(post for post in own if _belongs(post, desk.phase))
    role = composer.cohorts.members[desk.cohort.id, name].role
    focus = desk.coverage.standards[: desk.coverage.focus]
    evidence = desk.coverage.evidence
    open_still = tuple(
        each
        for each in focus
        if role in LEARNERS and not any(post.day <= desk.date for post in evidence.get((name, each), ()))
    )
    return DeskRow(
        person=composer.people.anchor(name),
        role=composer.people.role(desk.cohort.id, name),
        post=_latest(composer, [post for post in own if not is_reply(post)]),
        reply=_latest(composer, [post for post in own if is_reply(post)]),
        posts=here.posts,
        replies=here.replies,
        waits=sum(
            post.day <= desk.date and post.cohort == desk.cohort.id for post in desk.to_answer.get(name, ())
        ),
        waiting=addresses.waiting(name),
        open=composer.tags.several(open_still),
        quiet=not (here.posts or here.replies),
        spark=_spark(desk, own),
    )


def _belongs(post: Post, phase: PhaseFields | None) -> bool:
    """Return whether an entry was written since a phase began, or for it: as the conversations count.

    Where phases have no dates, all of the programme counts.
    """
    return phase is None or post.day >= phase.starts or post.phase == phase.id


def _latest(composer: Composer, posts: Sequence[Post]) -> tuple[Anchor, Day] | None:
    return (composer.entries.anchor(posts[-1]), composer.language.day(posts[-1].day)) if posts else None


def _spark(desk: Desk, own: Sequence[Post]) -> Spark:
    """Return a line for each week of the programme, as high as the entries of that week."""
    first = monday(desk.cohort.fields.starts)
    weeks = (dt.date.fromisoformat(desk.cohort.fields.ends) - first).days // 7 + 1
    counted = Counter((dt.date.fromisoformat(post.day) - first).days // 7 for post in own)
    lines = (
        f"M{week * STEP + STEP // 2} {TALLEST}v-{min(counted[week] * 3, TALLEST)}"
        for week in range(weeks)
        if counted[week]
    )
    return Spark(f"0 0 {weeks * STEP} {TALLEST}", "".join(lines))


def _menu(composer: Composer) -> Iterator[Anchor]:
    if composer.cohorts.newest:
        yield Anchor(composer.gettext("Desk"), addresses.DESK)


FAMILY: Final = Family(pages, readers=Readers.FACILITATORS, menu=Menu(5, _menu))
