"""`/` and `/showcase/`: what this is, what is new, and what the facilitators picked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from msgspec.structs import replace

from generator.model import addresses
from generator.network.edition import writes
from generator.network.programme import by_start, cohort_on, phase_on, running
from generator.network.records import Cohort, Post
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Menu
from generator.publish.page import Page, html_page
from generator.publish.pages import cohorts, conversations, standards
from generator.publish.teasers import brief, complete
from generator.publish.views.front import (
    Face,
    HomeView,
    LeadView,
    OpenPrompt,
    PickView,
    Programme,
    ShowcaseGroup,
    ShowcaseView,
)
from generator.publish.views.parts import Anchor, Card, Count
from generator.source.files.cohort import PickFields, PromptFields

MOST_LATEST: Final = 6
"""The newest posts on the front page."""
MOST_BESIDE: Final = 3
"""The open question, a lively conversation and picks beside the post on which the front page opens."""
MOST_PICKS: Final = 2
"""Picks among these; the showcase has them all."""
MOST_WAYS: Final = 6
"""The standards, and the cohorts, to which the front page leads."""
MOST_FACES: Final = 14
"""People on the front page; there is a page of all."""
RECENT: Final = dt.timedelta(weeks=4)
"""The time before the last reply of the network in which a conversation counts as lively."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the front page, and the showcase where there is one."""
    yield html_page("", "home.html", _home)
    if _has_showcase(composer):
        yield html_page(addresses.SHOWCASE, "showcase.html", _showcase)


def _showcase(composer: Composer) -> ShowcaseView:
    head = composer.frame.head(
        composer.gettext("Showcase"),
        addresses.SHOWCASE,
        description=composer.gettext("Posts that the facilitators picked, and why."),
        section=addresses.SHOWCASE,
    )
    chosen = [each for each in composer.cohorts.newest if each.fields.showcase]
    return ShowcaseView(head, tuple(_group(composer, each) for each in chosen))


def _group(composer: Composer, cohort: Cohort) -> ShowcaseGroup:
    posts = [composer.edition.posts[each.post] for each in cohort.fields.showcase]
    used = Counter(tag for post in posts for tag in post.standards)
    standards = sorted(used, key=lambda each: composer.edition.standards[each].order)
    return ShowcaseGroup(
        programme=_programme(composer, cohort),
        picks=_picks(composer, cohort),
        people=_writers(composer, posts),
        standards=tuple(
            Count(f"{tag.number} {tag.title}".strip(), tag.address, used[tag.id])
            for tag in composer.tags.several(tuple(standards))
        ),
    )


def _shown(cohorts: list[Cohort]) -> tuple[PickFields, ...]:
    """Return all picks, those of the newest cohort first."""
    return tuple(pick for cohort in cohorts for pick in cohort.fields.showcase)


def _writers(composer: Composer, posts: list[Post]) -> tuple[Count, ...]:
    """Return the writers of these posts in their order, with the number of their posts and their school."""
    written = Counter(writer for post in posts for writer in composer.people.writers(post))
    schools: dict[Anchor, str] = {}
    for post in posts:
        for writer, person in zip(composer.people.writers(post), (post.author, *post.with_), strict=True):
            schools.setdefault(
                writer,
                composer.people.school(post)
                if person == post.author
                else composer.edition.people[person].school,
            )
    return tuple(
        Count(writer.title, writer.address, number, schools[writer]) for writer, number in written.items()
    )


def _programme(composer: Composer, cohort: Cohort) -> Programme:
    fields = cohort.fields
    return Programme(
        fields.programme,
        composer.cohorts.anchor(cohort),
        composer.language.span(fields.starts, fields.ends),
        fields.summary,
    )


def _picks(composer: Composer, cohort: Cohort) -> tuple[PickView, ...]:
    return tuple(
        PickView(composer.entries.card(composer.edition.posts[each.post]), each.why)
        for each in cohort.fields.showcase
    )


def _home(composer: Composer) -> HomeView:
    edition = composer.edition
    introduction, title, cohort = _introduction(composer), edition.config.title, _cohort_of_the_day(composer)
    today = conversations.today(composer) if edition.viewer.compares else ()
    picks = _shown(composer.cohorts.newest)
    picked = picks if edition.viewer.is_public else ()
    lead = _lead(composer, picked)
    lively = _liveliest(composer, lead.id if lead else "")
    question = _question(composer)
    above = {each.id for each in (lead, lively) if each}
    room = min(MOST_PICKS, MOST_BESIDE - bool(lively) - bool(question))
    others = tuple(each for each in picks if each.post not in above)[:room]
    above |= {each.post for each in others}
    latest = _newest(composer, above, MOST_LATEST - 2 * bool(others))
    return HomeView(
        head=composer.frame.head(title, "", description=introduction, feeds=composer.frame.feeds(title, "")),
        introduction="" if today else introduction,
        lead=_opening(composer, lead, picked) if lead else None,
        lively=_brief(composer, lively) if lively else None,
        question=question,
        picks=tuple(PickView(_brief(composer, edition.posts[each.post]), each.why) for each in others),
        latest=tuple(_brief(composer, each) for each in latest),
        cohorts=cohorts.counts(composer)[:MOST_WAYS],
        standards=_most_written(composer),
        phases=cohorts.phase_rows(composer, cohort) if cohort else (),
        cohort=composer.cohorts.named(cohort.id) if cohort else None,
        people=_faces(composer),
        writers=len(edition.people),
        today=today,
        programme=_programme(composer, cohort) if cohort else None,
        more=sum(each.post not in above for each in picks),
        everybody=addresses.PEOPLE,
        showcase=addresses.SHOWCASE,
        months=addresses.MONTHS,
        pages=composer.frame.foot[1],
    )


def _cohort_of_the_day(composer: Composer) -> Cohort | None:
    """Return the cohort that runs on the day of the build, or else the last one before."""
    own, date = by_start(composer.edition.cohorts.values()), composer.dependencies.today()
    return cohort_on(own, date or own[-1].fields.starts) if own else None


def _introduction(composer: Composer) -> str:
    """Return the network's tagline, or how its page about itself or its newest programme begins."""
    about = composer.edition.pages.get("about")
    return (
        composer.edition.config.tagline
        or (about.summary or complete(composer.dependencies.words(about.text).excerpt) if about else "")
        or next((each.fields.summary for each in composer.cohorts.newest if each.fields.summary), "")
    )


def _lead(composer: Composer, picks: Sequence[PickFields]) -> Post | None:
    """Return the post to open on, of the picks or of the newest: the first with a picture, else the first."""
    picked = [composer.edition.posts[each.post] for each in picks]
    found = picked or composer.edition.titled[-MOST_LATEST:][::-1]
    return next((each for each in found if composer.texts.picture(each.text)), found[0] if found else None)


def _opening(composer: Composer, post: Post, picks: Sequence[PickFields]) -> LeadView:
    return LeadView(
        card=composer.entries.card(post),
        excerpt=complete(composer.dependencies.words(post.text).excerpt),
        picture=composer.texts.picture(post.text),
        why=next((each.why for each in picks if each.post == post.id), ""),
    )


def _liveliest(composer: Composer, without: str) -> Post | None:
    """Return the post with most replies among those that were answered in the last weeks of the network."""
    found = composer.edition.conversations
    answered = [each for each in composer.edition.titled if each.id in found and found[each.id].last]
    if not answered:
        return None
    last = dt.date.fromisoformat(max(found[each.id].last for each in answered)[:10])
    since = (last - RECENT).isoformat()
    lively = [
        each
        for each in answered
        if found[each.id].last >= since and found[each.id].replies > 1 and each.id != without
    ]
    return max(lively, key=lambda each: (found[each.id].replies, found[each.id].last, each.id), default=None)


def _newest(composer: Composer, above: Container[str], most: int) -> list[Post]:
    """Return the newest posts that do not stand further up on the page."""
    return list(islice((each for each in reversed(composer.edition.titled) if each.id not in above), most))


def _brief(composer: Composer, post: Post) -> Card:
    """Return the card of a post with little of its text, as there are many on the page."""
    card = composer.entries.card(post)
    return replace(card, summary=brief(card.summary))


def _question(composer: Composer) -> OpenPrompt | None:
    """Return the question to be answered today; None where readers of the edition do not write."""
    edition, date = composer.edition, composer.dependencies.today()
    if not writes(edition.config, edition.viewer):
        return None
    for cohort in composer.cohorts.newest:
        if running(cohort.fields, date) and (prompt := _open_prompt(cohort, date)):
            return OpenPrompt(
                cohorts.prompt(composer, cohort, prompt),
                composer.language.known_day(prompt.due),
                composer.actions.answer(prompt, date),
            )
    return None


def _open_prompt(cohort: Cohort, date: str) -> PromptFields | None:
    """Return the question of a cohort that is due next, else the last of the phase that is under way."""
    due = [each for each in cohort.fields.prompts if each.due >= date]
    phase = phase_on(cohort.fields, date)
    asked = [each for each in cohort.fields.prompts if phase and each.phase == phase.id and not each.due]
    return min(due, key=lambda each: each.due) if due else asked[-1] if asked else None


def _most_written(composer: Composer) -> tuple[Count, ...]:
    """Return the standards of most posts, in the order of the catalogues."""
    found = standards.counts(composer)
    most = sorted(found, key=lambda each: -each.entries)[:MOST_WAYS]
    return tuple(each for each in found if each in most)


def _faces(composer: Composer) -> tuple[Face, ...]:
    """Return those who wrote last, each once, and behind them others by their names."""
    edition = composer.edition
    wrote = (post.author for post in composer.chronology.newest if post.author)
    named = sorted(edition.people, key=lambda each: (edition.people[each].name.casefold(), each))
    return tuple(_face(composer, each) for each in islice(dict.fromkeys(chain(wrote, named)), MOST_FACES))


def _face(composer: Composer, identity: str) -> Face:
    person = composer.edition.people[identity]
    words = person.name.split()
    return Face(
        composer.people.anchor(identity),
        "".join(each[0] for each in dict.fromkeys((words[0], words[-1]))).upper(),
        composer.files.portrait(person.photo) if person.photo else "",
    )


def _menu(composer: Composer) -> Iterator[Anchor]:
    if _has_showcase(composer):
        yield Anchor(composer.gettext("Showcase"), addresses.SHOWCASE)


def _has_showcase(composer: Composer) -> bool:
    return any(each.fields.showcase for each in composer.cohorts.newest)


FAMILY: Final = Family(pages, menu=Menu(10, _menu))
