"""`/waiting/<person>/`: unanswered replies and open prompts, as a list for the person themselves.

It stands beside the participants' folders rather than in them, where a post may be called “waiting”. It says
nothing that its readers could not find in the conversations, and compares nobody; so it is in the cohort's
edition, too, but not in the public one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.model import addresses
from generator.network.conversations import to_answer
from generator.network.programme import phase_on, running
from generator.network.records import Post
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.pages import cohorts
from generator.publish.views.parts import Anchor
from generator.publish.views.waiting import Task, WaitingView

MOST_REPLIES: Final = 40
"""Replies of one sort."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield a list for each person, but in the public edition."""
    if not composer.edition.viewer.is_public:
        for identity in composer.edition.people:
            yield html_page(address(identity), "waiting.html", _view, identity)


def address(person: str) -> str:
    """Return the address of somebody's list."""
    return addresses.waiting(person)


def _view(composer: Composer, identity: str) -> WaitingView:
    person = composer.people.anchor(identity)
    replies = composer.derived(to_answer).get(identity, ())
    asking = [each for each in replies if composer.dependencies.body(each.text).asks]
    others = [each for each in reversed(replies) if each not in asking]
    return WaitingView(
        head=composer.frame.head(
            composer.gettext("Waiting for %(name)s", name=person.title),
            address(identity),
            trail=(Anchor(composer.gettext("People"), addresses.PEOPLE), person),
            section=addresses.PEOPLE,
        ),
        person=person,
        tasks=tuple(_tasks(composer, identity)),
        questions=composer.entries.cards(asking[:MOST_REPLIES]),
        replies=composer.entries.cards(others[:MOST_REPLIES]),
        more=max(0, len(asking) - MOST_REPLIES) + max(0, len(others) - MOST_REPLIES),
    )


def _tasks(composer: Composer, person: str) -> Iterator[Task]:
    """Return the prompts of the present phases of somebody's programmes that they have not answered."""
    date = composer.dependencies.today()
    written = composer.edition.by_person.get(person, ())
    for cohort, member in composer.cohorts.memberships.get(person, ()):
        phase = phase_on(cohort.fields, date)
        if phase and running(cohort.fields, date) and member.role == "participant":
            for prompt in cohort.fields.prompts:
                if prompt.phase == phase.id and not _answered(written, cohort.id, prompt.id):
                    yield Task(
                        cohorts.prompt(composer, cohort, prompt),
                        composer.cohorts.anchor(cohort),
                        composer.language.known_day(prompt.due),
                    )


def _answered(written: Sequence[Post], cohort: str, prompt: str) -> bool:
    return any(post.listed and post.cohort == cohort and post.prompt == prompt for post in written)


FAMILY: Final = Family(pages)
