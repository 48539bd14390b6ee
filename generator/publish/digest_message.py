"""A cohort's digest as a message: new posts by standard and phase, open questions, what waits, and due dates.

It is a view that is rendered as plain text and as Markdown by `digest_text`, and as HTML by the theme's
template for mails. It is made from one edition, so it says nothing that this edition does not hold.
Everything is as it was on the day of the message: later posts are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.model import addresses
from generator.network.conversations import entries, tally
from generator.network.records import Cohort, Post
from generator.publish.composer.composer import Composer
from generator.publish.language import Language
from generator.publish.teasers import teaser
from generator.publish.views.parts import Anchor, Day
from generator.subjects.events.calendar import called, titled

MOST_WAITING: Final = 20
"""Posts that wait for an answer, in one message."""


class Line(Struct, frozen=True):
    """A post: its title and full address, its writers, its day, and its language where that may be another.

    `summary` is what makes one read a new post, or an open question; it is empty elsewhere. `replies` counts
    new ones.
    """

    title: str
    address: str
    who: str
    day: Day
    summary: str = ""
    replies: int = 0
    language: str = ""


class PhaseLines(Struct, frozen=True):
    """New posts of one phase; the title is empty where none of the section has a phase."""

    title: str
    lines: tuple[Line, ...]


class Section(Struct, frozen=True):
    """New posts on one standard, by phases."""

    title: str
    phases: tuple[PhaseLines, ...]


class Due(Struct, frozen=True):
    """Something that has a date: when it is, in words, and where it is explained."""

    when: str
    what: str
    address: str


class Message(Struct, frozen=True):
    """The contents of a digest.

    Addresses are absolute; `more` counts the waiting posts that are not listed.
    """

    network: Anchor
    cohort: Anchor
    digest: str
    language: Language
    notice: str
    since: Day
    date: Day
    posts: int
    replies: int
    new: tuple[Section, ...]
    conversations: tuple[Line, ...]
    questions: tuple[Line, ...]
    waiting: tuple[Line, ...]
    more: int
    due: tuple[Due, ...]

    @property
    def title(self) -> str:
        """The subject of the mail."""
        return self.language.gettext(
            "%(cohort)s: what is new since %(day)s", cohort=self.cohort.title, day=self.since.label
        )

    @property
    def nothing(self) -> bool:
        """True where nobody has written anything since the first day."""
        return not self.new and not self.conversations


def message(composer: Composer, cohort: Cohort, since: str, date: str) -> Message:
    """Return the digest of a cohort that this edition holds, from one day to another, both included."""
    edition, base = composer.edition, composer.frame.base
    written = [post for post in edition.by_cohort.get(cohort.id, ()) if post.day <= date]
    fresh = [post for post in written if post.day >= since]
    whole = tally(each for each in entries(edition)[cohort.id] if since <= each.day <= date)
    open_ones = (
        []
        if edition.viewer.is_public
        else [
            post
            for post in entries(edition)[cohort.id]
            if post.day <= date and not _answered(composer, post, date)
        ]
    )
    waiting = [post for post in open_ones if not post.reply_to]
    return Message(
        network=Anchor(edition.config.title, base),
        cohort=Anchor(cohort.fields.title, base + addresses.cohort(cohort.id)),
        digest=base + addresses.digest(cohort.id),
        language=composer.language,
        notice=composer.frame.notice,
        since=composer.language.day(since),
        date=composer.language.day(date),
        posts=whole.posts,
        replies=whole.replies,
        new=_by_standard(composer, cohort, fresh),
        conversations=_conversations(composer, cohort, since, date),
        questions=tuple(_questions(composer, open_ones))[:MOST_WAITING],
        waiting=tuple(_line(composer, post) for post in waiting[:MOST_WAITING]),
        more=max(0, len(waiting) - MOST_WAITING),
        due=tuple(
            replace(each, address=composer.frame.base + each.address) for each in due(composer, cohort, date)
        ),
    )


def _line(composer: Composer, post: Post, *, told: bool = False) -> Line:
    who = composer.people.writers_in_words(post)
    return Line(
        composer.entries.title(post),
        composer.frame.base + composer.entries.address(post.id),
        who,
        composer.language.day(post.day),
        _told(composer, post) if told else "",
        language=post.language or composer.content_language,
    )


def _told(composer: Composer, post: Post) -> str:
    """Return the writer's summary, or else the first sentence that says something."""
    words = composer.dependencies.words(post.text)
    return words.summary or teaser(words.excerpt)


def _answered(composer: Composer, post: Post, date: str) -> bool:
    """Return whether somebody else had replied by this day."""
    replies = (composer.edition.posts[each] for each in composer.edition.children.get(post.id, ()))
    return any(
        not each.withdrawn
        and each.day <= date
        and (each.author or each.guest) not in (post.author, *post.with_)
        for each in replies
    )


def _questions(composer: Composer, posts: Iterable[Post]) -> Iterator[Line]:
    """Yield the replies among these that end with a question, in its own words."""
    for post in posts:
        if post.reply_to and (asked := composer.dependencies.body(post.text).asks):
            yield replace(_line(composer, post), summary=asked)


def _by_standard(composer: Composer, cohort: Cohort, posts: list[Post]) -> tuple[Section, ...]:
    """Return posts by one standard each, those in focus first, then in the order of the catalogues.

    Each stands there once, so that a mail is no longer than what was written.
    """
    standards, focus = composer.edition.standards, frozenset(cohort.fields.focus)

    def rank(name: str) -> tuple[bool, int]:
        return focus.isdisjoint(standards.lineages((name,))), standards[name].order

    groups: dict[str, list[Post]] = {}
    for post in posts:
        groups.setdefault(min(post.standards, key=rank, default=""), []).append(post)
    named = sorted(filter(None, groups), key=rank)
    return tuple(
        Section(
            _under(composer, tag) if tag else composer.gettext("Without a standard"),
            _by_phase(composer, groups[tag]),
        )
        for tag in (*named, *([""] if "" in groups else []))
    )


def _by_phase(composer: Composer, posts: Iterable[Post]) -> tuple[PhaseLines, ...]:
    """Return posts by their phases, in the programme's order; those of none come last."""
    groups: dict[tuple[int, str], list[Line]] = {}
    for post in posts:
        phase = composer.cohorts.phase(post.cohort, post.phase)
        key = (
            (phase.place, f"{phase.place} {phase.title}") if phase else (len(composer.cohorts.phases) + 1, "")
        )
        groups.setdefault(key, []).append(_line(composer, post, told=True))
    outside = composer.gettext("Outside the phases") if any(title for _, title in groups) else ""
    return tuple(PhaseLines(title or outside, tuple(lines)) for (_, title), lines in sorted(groups.items()))


def _under(composer: Composer, name: str) -> str:
    """Return a standard's number and title, after those of what it is a part of."""
    standards = composer.edition.standards
    parent = standards[name].parent
    return ": ".join(
        f"{standards[each].number} {standards[each].title}".strip() for each in (parent, name) if each
    )


def _conversations(composer: Composer, cohort: Cohort, since: str, date: str) -> tuple[Line, ...]:
    """Return conversations with new replies, each leading to the first of these."""
    edition = composer.edition
    threads: dict[str, list[Post]] = {}
    for post in edition.posts.values():
        if not post.listed and not post.withdrawn and post.cohort == cohort.id and since <= post.day <= date:
            threads.setdefault(edition.shown_on[post.id][0], []).append(post)
    lines = []
    for root, replies in sorted(
        threads.items(), key=lambda each: min((post.when, post.id) for post in each[1])
    ):
        ordered = sorted(replies, key=lambda post: (post.when, post.id))
        who = dict.fromkeys(writer.title for post in ordered for writer in composer.people.writers(post))
        address, about = composer.frame.base + composer.entries.address(ordered[0].id), edition.posts[root]
        last = composer.language.day(ordered[-1].day)
        lines.append(
            Line(
                composer.entries.title(about),
                address,
                ", ".join(who),
                last,
                replies=len(ordered),
                language=about.language or composer.content_language,
            )
        )
    return tuple(lines)


def due(composer: Composer, cohort: Cohort, date: str) -> tuple[Due, ...]:
    """Return deadlines, events and phases after this day, in order of time."""
    found = sorted((*_programme(composer, cohort), *_events(composer, cohort)))
    return tuple(Due(when, what, address) for starts, when, what, address in found if starts[:10] > date)


def _programme(composer: Composer, cohort: Cohort) -> Iterator[tuple[str, str, str, str]]:
    _, day = composer.gettext, composer.language.day
    for phase in cohort.fields.phases:
        address = composer.cohorts.phases[cohort.id, phase.id].address
        for when, what in (
            (phase.starts, _("“%(title)s” begins", title=phase.title)),
            (phase.ends, _("“%(title)s” ends", title=phase.title)),
        ):
            if when:
                yield when, day(when).label, what, address
    for prompt in cohort.fields.prompts:
        if prompt.due:
            yield (
                prompt.due,
                day(prompt.due).label,
                _("“%(title)s” is to be answered", title=prompt.title),
                addresses.prompt(prompt.id),
            )


def _events(composer: Composer, cohort: Cohort) -> Iterator[tuple[str, str, str, str]]:
    """Yield the cohort's own events, and those for everybody until the cohort ends."""
    for each in composer.calendar.concerning((cohort.id,), most=len(composer.calendar.items)):
        if each.event and (each.cohorts or each.starts[:10] <= cohort.fields.ends):
            parts = (
                composer.gettext("“%(title)s”", title=titled(each, composer.language)),
                called(each.sort, composer.language) if each.sort == "deadline" else "",
                each.place,
            )
            yield each.starts, each.when(composer.language), ", ".join(filter(None, parts)), each.address
