"""`/portfolio/`: all of a portfolio on one page, to be printed or made into a PDF.

No other edition has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.network.records import Post
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Menu, Readers
from generator.publish.page import Page, html_page
from generator.publish.pages.posts import WITHDRAWN_BY
from generator.publish.views.parts import Anchor, RichText
from generator.publish.views.portfolio import Entry, PortfolioReply, PortfolioView
from generator.subjects.plans import pages as plans


def pages(composer: Composer) -> Iterator[Page]:  # noqa: ARG001 - each family of pages is asked so
    """Yield the one page."""
    yield html_page(addresses.PORTFOLIO, "portfolio.html", _view)


def _view(composer: Composer) -> PortfolioView:
    edition = composer.edition
    owner = edition.viewer.person
    person = edition.people[owner]
    identity = f"participants/{owner}/plan"
    plan = plans.view(composer, identity) if identity in edition.records else None
    evidence = plans.evidence(composer, identity) if plan and plan.aims else None
    return PortfolioView(
        head=composer.frame.head(
            composer.gettext("Portfolio of %(name)s", name=person.name),
            addresses.PORTFOLIO,
            section=addresses.PORTFOLIO,
        ),
        name=person.name,
        school=person.school,
        biography=composer.texts.body(person.text, f"{owner}-"),
        plan=plan,
        years=evidence.years if evidence else (),
        suites=evidence.suites if evidence else (),
        standards=evidence.standards if evidence else (),
        entries=tuple(
            _entry(composer, each) for each in edition.titled if owner in (each.author, *each.with_)
        ),
    )


def _entry(composer: Composer, post: Post) -> Entry:
    edition = composer.edition
    replies = tuple(
        _reply(composer, edition.posts[step.post]) for step in composer.threads.steps.get(post.id, ())
    )
    return Entry(
        addresses.comment(post.id),
        composer.entries.anchor(post),
        composer.language.day(post.day),
        composer.tags.several(post.standards),
        tuple(composer.entries.attributed(edition.posts[each]) for each in post.reply_to),
        _body(composer, post),
        replies,
        composer.entries.audience(post.audience),
        post.language or composer.content_language,
    )


def _reply(composer: Composer, post: Post) -> PortfolioReply:
    gone = composer.gettext(WITHDRAWN_BY[post.titled, post.withdrawn]) if post.withdrawn else ""
    return PortfolioReply(
        composer.people.writers(post),
        composer.language.day(post.day),
        None if gone else _body(composer, post),
        gone,
    )


def _body(composer: Composer, post: Post) -> RichText | None:
    return composer.texts.body(post.text, addresses.in_comment(post.id))


def _menu(composer: Composer) -> Iterator[Anchor]:
    yield Anchor(composer.gettext("Portfolio"), addresses.PORTFOLIO)


FAMILY: Final = Family(pages, readers=Readers.PORTFOLIO, menu=Menu(0, _menu))
