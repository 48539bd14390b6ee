"""`/cohorts/<cohort>/conversations/`: posts that wait for an answer, quiet members, and the sociogram.

It is in the facilitators' edition alone, the picture too: some of its dots stand among many lines and others
without any, so it compares people even if nobody says so. Few others show what it shows of a day, so that
another day leaves the rest of the site as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.model import addresses
from generator.model.messages import N_
from generator.network.conversations import answered, entries, ties, writers
from generator.network.programme import days, phase_on, running
from generator.network.records import Cohort, Post
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Readers
from generator.publish.page import Page, html_page
from generator.publish.sociogram import matrix, sociogram
from generator.publish.views.conversations import ConversationsView, Quiet, Talker, TodayView, Waiting
from generator.publish.views.parts import Anchor, Head

MOST_WAITING: Final = 50
"""Posts or questions that wait for an answer, the longest waiting first."""
FACILITATOR = "facilitator"


def pages(composer: Composer) -> Iterator[Page]:
    """Yield a page for each cohort."""
    for cohort in composer.cohorts.newest:
        yield html_page(addresses.conversations(cohort.id), "conversations.html", _view, cohort.id)


def tools(composer: Composer, cohort: Cohort) -> tuple[Anchor, ...]:
    """Return the ways to a cohort's pages for facilitators."""
    named = (
        (N_("Conversations"), addresses.conversations(cohort.id)),
        (N_("Coverage"), addresses.coverage(cohort.id)),
        (N_("Timeline"), addresses.timeline(cohort.id)),
    )
    return tuple(Anchor(composer.gettext(title), address) for title, address in named)


def today(composer: Composer) -> tuple[TodayView, ...]:
    """Return each cohort whose programme is under way, at a glance."""
    return tuple(
        _at_a_glance(composer, cohort)
        for cohort in composer.cohorts.newest
        if running(cohort.fields, composer.dependencies.today())
    )


def _at_a_glance(composer: Composer, cohort: Cohort) -> TodayView:
    posts = composer.derived(entries)[cohort.id]
    waiting = unanswered(composer, (post for post in posts if not post.reply_to))
    quiet = [each for each in _quiet(composer, cohort, posts) if not each.role]
    date = composer.dependencies.today()
    phase = phase_on(cohort.fields, date)
    return TodayView(
        cohort=composer.cohorts.anchor(cohort),
        phase=composer.cohorts.phase(cohort.id, phase.id) if phase else None,
        waiting=len(waiting),
        longest=max((days(post.day, date) for post in waiting), default=0),
        waiting_at=f"{addresses.conversations(cohort.id)}#waiting",
        quiet=len(quiet),
        quiet_at=f"{addresses.conversations(cohort.id)}#quiet",
        tools=tools(composer, cohort),
    )


def _view(composer: Composer, identity: str) -> ConversationsView:
    cohort = composer.edition.cohorts[identity]
    posts = composer.derived(entries)[identity]
    date = composer.dependencies.today()
    phase = phase_on(cohort.fields, date)
    waiting = unanswered(composer, (post for post in posts if not post.reply_to))
    questions = [
        post
        for post in unanswered(composer, (post for post in posts if post.reply_to))
        if composer.dependencies.body(post.text).asks
    ]
    counted = ties(composer.edition, posts)
    own = composer.cohorts.anchor(cohort)
    people = _people(composer, cohort, posts)
    talking = {person for pair in counted for person in pair}
    roles = {name: composer.people.role(cohort.id, name) for name in people}
    last = _last(posts)
    return ConversationsView(
        head=_head(composer, identity, own),
        cohort=own,
        today=composer.language.day(date) if running(cohort.fields, date) else None,
        phase=composer.cohorts.phase(identity, phase.id) if phase else None,
        waiting=tuple(waits(composer, cohort, post) for post in waiting[:MOST_WAITING]),
        waiting_count=len(waiting),
        questions=tuple(waits(composer, cohort, post, quoted=True) for post in questions[:MOST_WAITING]),
        questions_count=len(questions),
        quiet=_quiet(composer, cohort, posts),
        alone=tuple(_quiet_person(composer, cohort, name, last) for name in people if name not in talking),
        sociogram=sociogram(
            people, {name for name, member in cohort.fields.members if member.role == "participant"}, counted
        ),
        matrix=matrix(people, counted),
        people=_talkers(composer, people, roles, posts, counted),
    )


def _head(composer: Composer, cohort: str, own: Anchor) -> Head:
    return composer.frame.head(
        composer.gettext("Conversations: %(cohort)s", cohort=own.title),
        addresses.conversations(cohort),
        description=composer.gettext("Who answers whom"),
        trail=(Anchor(composer.gettext("Cohorts"), addresses.COHORTS), own),
        section=addresses.COHORTS,
    )


def unanswered(composer: Composer, posts: Iterable[Post]) -> list[Post]:
    """Return the entries among these that nobody but their writers has answered."""
    return [post for post in posts if not answered(composer.edition, post)]


def waits(composer: Composer, cohort: Cohort, post: Post, *, quoted: bool = False) -> Waiting:
    """Return a post that waits for an answer.

    The days are counted while the programme runs; afterwards nobody waits, and nobody waits yet for an answer
    to a post of a later date.
    """
    date = composer.dependencies.today()
    waited = days(post.day, date) if running(cohort.fields, date) and post.day <= date else -1
    language = post.language or composer.content_language
    return Waiting(
        composer.entries.anchor(post),
        composer.people.writers(post),
        composer.language.day(post.day),
        waited,
        language,
        composer.dependencies.body(post.text).asks if quoted else "",
    )


def _people(composer: Composer, cohort: Cohort, posts: Sequence[Post]) -> dict[str, str]:
    """Return the names of a cohort's members, and of others who wrote there, in their order."""
    people = composer.edition.people
    known = dict.fromkeys(
        [*(name for name, _ in cohort.fields.members), *(name for post in posts for name in writers(post))]
    )
    return {
        name: people[name].name
        for name in sorted(known, key=lambda each: (people[each].name.casefold(), each))
    }


def _last(posts: Iterable[Post]) -> dict[str, str]:
    """Return the day on which each person last wrote."""
    return {name: post.day for post in posts for name in writers(post)}


def _quiet(composer: Composer, cohort: Cohort, posts: Sequence[Post]) -> tuple[Quiet, ...]:
    """Return the members who have written nothing since the latest phase began, nor anything for it.

    Those who wrote last longest ago (or never) come first. Facilitators know of themselves.
    """
    phase = phase_on(cohort.fields, composer.dependencies.today())
    if phase is None:
        return ()
    heard = {
        name for post in posts if post.day >= phase.starts or post.phase == phase.id for name in writers(post)
    }
    last = _last(posts)
    members = [
        name for name, member in cohort.fields.members if name not in heard and member.role != FACILITATOR
    ]
    return tuple(
        _quiet_person(composer, cohort, name, last)
        for name in sorted(members, key=lambda each: (last.get(each, ""), each))
    )


def _quiet_person(composer: Composer, cohort: Cohort, name: str, last: Mapping[str, str]) -> Quiet:
    return Quiet(
        composer.people.anchor(name),
        composer.people.role(cohort.id, name),
        composer.language.day(last[name]) if name in last else None,
    )


def _talkers(
    composer: Composer,
    people: Mapping[str, str],
    roles: Mapping[str, str],
    posts: Iterable[Post],
    counted: Mapping[tuple[str, str], int],
) -> tuple[Talker, ...]:
    given: dict[str, list[tuple[str, int]]] = {}
    taken: dict[str, list[tuple[str, int]]] = {}
    for (one, other), times in counted.items():
        given.setdefault(one, []).append((people[other], times))
        taken.setdefault(other, []).append((people[one], times))
    wrote = Counter((name, bool(post.reply_to)) for post in posts for name in writers(post))
    return tuple(
        Talker(
            composer.people.anchor(name),
            roles[name],
            wrote[name, False],
            wrote[name, True],
            _most_first(given.get(name, ())),
            _most_first(taken.get(name, ())),
        )
        for name in people
    )


def _most_first(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(pairs, key=lambda each: (-each[1], each[0].casefold())))


FAMILY: Final = Family(pages, readers=Readers.FACILITATORS)
