"""`/` and `/showcase/`: what this is, what is new, and what the facilitators picked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.network.records import Cohort, Post
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Menu
from generator.publish.page import Page, html_page
from generator.publish.pages import cohorts, conversations, people, standards
from generator.publish.views.front import HomeView, PickView, Programme, ShowcaseGroup, ShowcaseView
from generator.publish.views.parts import Anchor, Count

MOST_LATEST: Final = 12
"""The newest posts on the front page."""
MOST_PICKS: Final = 9
"""Picks on the front page; the showcase has them all."""


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


def _shown(cohorts: list[Cohort]) -> dict[str, int]:
    """Return the number of picks of each cohort on the front page.

    The newest cohort's come first, as many as there is room for, then those of the cohorts before it.
    """
    room, shown = MOST_PICKS, {}
    for cohort in cohorts:
        shown[cohort.id] = min(room, len(cohort.fields.showcase))
        room -= shown[cohort.id]
    return shown


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


def _picks(composer: Composer, cohort: Cohort, most: int | None = None) -> tuple[PickView, ...]:
    return tuple(
        PickView(composer.entries.card(composer.edition.posts[each.post]), each.why)
        for each in cohort.fields.showcase[:most]
    )


def _home(composer: Composer) -> HomeView:
    edition = composer.edition
    about = edition.pages.get("about")
    introduction = edition.config.tagline or (
        about.summary or composer.dependencies.words(about.text).excerpt if about else ""
    )
    newest = composer.cohorts.newest
    introduction = introduction or next((each.fields.summary for each in newest if each.fields.summary), "")
    shown = _shown(newest) if edition.viewer.is_public else {}
    phases = tuple(each for cohort in newest[:1] for each in cohorts.phase_counts(composer, cohort))
    return HomeView(
        head=composer.frame.head(
            edition.config.title,
            "",
            description=introduction,
            feeds=composer.frame.feeds(edition.config.title, ""),
        ),
        introduction=introduction,
        picks=tuple(pick for cohort in newest for pick in _picks(composer, cohort, shown.get(cohort.id, 0))),
        latest=composer.entries.cards(reversed(edition.titled[-MOST_LATEST:])),
        cohorts=cohorts.counts(composer),
        standards=standards.counts(composer),
        phases=phases,
        cohort=composer.cohorts.named(newest[0].id) if newest else None,
        people=people.counts(composer),
        today=conversations.today(composer) if edition.viewer.compares else (),
        programme=_programme(composer, newest[0]) if newest else None,
        more=sum(len(each.fields.showcase) for each in newest) - sum(shown.values()) if shown else 0,
        everybody=addresses.PEOPLE,
        showcase=addresses.SHOWCASE,
        pages=composer.frame.foot[1],
    )


def _menu(composer: Composer) -> Iterator[Anchor]:
    if _has_showcase(composer):
        yield Anchor(composer.gettext("Showcase"), addresses.SHOWCASE)


def _has_showcase(composer: Composer) -> bool:
    return any(each.fields.showcase for each in composer.cohorts.newest)


FAMILY: Final = Family(pages, menu=Menu(10, _menu))
