"""`/` and `/showcase/`: what this is, what is new, and what the facilitators picked."""

from __future__ import annotations

from collections.abc import Iterator

from generator.network.records import Cohort
from generator.publish.composer import Composer
from generator.publish.page import Page, html_page
from generator.publish.pages import cohorts, conversations, people, standards
from generator.publish.views import Anchor, HomeView, PickView, ShowcaseGroup, ShowcaseView

LATEST = 12


def pages(composer: Composer) -> Iterator[Page]:
    """The front page, and the showcase where there is one."""
    yield html_page("", "home.html", _home)
    if any(each.fields.showcase for each in composer.newest_cohorts):
        yield html_page("showcase/", "showcase.html", _showcase)


def _showcase(composer: Composer) -> ShowcaseView:
    head = composer.head(composer.gettext("Showcase"), "showcase/", description=composer.gettext("Posts that the facilitators picked, and why."), section="showcase/")
    chosen = [each for each in composer.newest_cohorts if each.fields.showcase]
    return ShowcaseView(head, tuple(ShowcaseGroup(Anchor(each.fields.title, f"cohorts/{each.id}/"), each.fields.summary, _picks(composer, each)) for each in chosen))


def _picks(composer: Composer, cohort: Cohort) -> tuple[PickView, ...]:
    return tuple(PickView(composer.card(composer.edition.posts[each.post]), each.why) for each in cohort.fields.showcase)


def _home(composer: Composer) -> HomeView:
    edition = composer.edition
    about = edition.pages.get("about")
    introduction = edition.config.tagline or (about.summary or composer.words(about.text).excerpt if about else "")
    newest = composer.newest_cohorts
    phases = tuple(each for cohort in newest[:1] for each in cohorts.phase_counts(composer, cohort))
    return HomeView(
        head=composer.head(edition.config.title, "", description=introduction, feeds=composer.feeds(edition.config.title, "")),
        introduction=introduction,
        picks=tuple(pick for cohort in newest for pick in _picks(composer, cohort)) if edition.viewer.is_public else (),
        latest=composer.cards(reversed(edition.titled[-LATEST:])),
        cohorts=cohorts.counts(composer),
        standards=standards.counts(composer),
        phases=phases,
        cohort=composer.cohort(newest[0].id) if newest else None,
        people=people.counts(composer),
        today=conversations.today(composer) if edition.viewer.compares else (),
    )
