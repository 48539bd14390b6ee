"""`/participants/<person>/<slug>/`: a post, its conversation in full, and what is around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from generator.model import addresses
from generator.model.messages import N_
from generator.network.programme import running
from generator.network.records import Post
from generator.publish.composer.composer import Composer
from generator.publish.composer.entries import site_of
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.threads import THREAD_LENGTH, Step, folds, page_address
from generator.publish.views.parts import Anchor, Card, Head
from generator.publish.views.post import PostView, ThreadItem, Writer

DEEPEST_LEVEL: Final = 6
"""The level of headings at which deeper replies stay."""
WORDS_A_MINUTE: Final = 200
"""The speed of reading."""
WITHDRAWN = "withdrawn.html"
WITHDRAWN_BY = {
    (True, "by its author"): N_("This post was withdrawn by its author."),
    (True, "by the facilitators"): N_("This post was withdrawn by the facilitators."),
    (True, "not brought along"): N_("This post stayed where it was written."),
    (False, "not brought along"): N_("This reply stayed where it was written."),
    (False, "by its author"): N_("This reply was withdrawn by its author."),
    (False, "by the facilitators"): N_("This reply was withdrawn by the facilitators."),
}
"""The sentences in the place of a post, or of a reply without a title, by whom it was withdrawn."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield every titled post, and the places of posts that were withdrawn.

    A long conversation takes several pages.
    """
    for post in composer.edition.titled:
        yield html_page(composer.entries.address(post.id), "post.html", _view, post.id, 1)
        for number in range(2, _count(composer, post) + 1):
            yield html_page(page_address(post, number), "post.html", _view, post.id, number)
    for post in composer.edition.tombstones:
        for number in range(1, _count(composer, post) + 1):
            yield html_page(page_address(post, number), WITHDRAWN, _view, post.id, number)


def _count(composer: Composer, post: Post) -> int:
    return max(1, -(-len(composer.threads.steps.get(post.id, ())) // THREAD_LENGTH))


def _view(composer: Composer, identity: str, number: int) -> PostView:
    edition = composer.edition
    post = edition.posts[identity]
    steps = composer.threads.steps.get(identity, ())[(number - 1) * THREAD_LENGTH : number * THREAD_LENGTH]
    in_blog, in_cohort = composer.chronology.neighbours(post)
    first = number == 1
    reply = composer.actions.reply(post, _today(composer, post))
    answerable = reply or any(each.in_full and edition.posts[each.post].source for each in steps)
    return PostView(
        head=_head(composer, post, number),
        card=composer.entries.card(post),
        writers=_writers(composer, post),
        cohort=None if post.withdrawn else composer.cohorts.named(post.cohort),
        prompt=_prompt(composer, post),
        body=composer.texts.body(post.text) if first else None,
        minutes=-(-composer.dependencies.body(post.text).words // WORDS_A_MINUTE),
        updated=composer.language.day(edition.day(post.updated)) if post.updated else None,
        answers=_answers(composer, post) if first else (),
        thread=folded([_item(composer, step, page_address(post, number)) for step in steps]),
        page=number,
        pages=_pages(composer, post),
        backlinks=_backlinks(composer, post) if first else (),
        reflects_on=tuple(composer.records.anchor(each) for each in post.reflects_on),
        previous=composer.entries.anchor(in_blog[0]) if in_blog[0] else None,
        next=composer.entries.anchor(in_blog[1]) if in_blog[1] else None,
        previous_in_cohort=composer.entries.attributed(in_cohort[0]) if in_cohort[0] else None,
        next_in_cohort=composer.entries.attributed(in_cohort[1]) if in_cohort[1] else None,
        edit=composer.actions.edit(post.source),
        reply=reply,
        form=composer.actions.reply_form(post) if answerable else None,
        picture=composer.texts.picture(post.text) if first and edition.viewer.is_public else None,
        withdrawn=_withdrawn(composer, post),
        original=Anchor(site_of(post.original), post.original) if post.original and first else None,
    )


def _today(composer: Composer, post: Post) -> str:
    """Return the day for a reply on the forge's page, while the cohort of a post runs.

    Otherwise the page would be another every day, though hardly anybody answers then.
    """
    cohort = composer.edition.cohorts.get(post.cohort)
    asks = composer.edition.config.forge and not composer.edits and not composer.edition.viewer.is_public
    today = composer.dependencies.today() if asks and cohort else ""
    return today if cohort and running(cohort.fields, today) else ""


def _prompt(composer: Composer, post: Post) -> Anchor | None:
    """Return the prompt that a post answers."""
    cohort = composer.edition.cohorts.get(post.cohort)
    prompts = cohort.fields.prompts if cohort and post.prompt else ()
    return next(
        (Anchor(each.title, addresses.prompt(each.id)) for each in prompts if each.id == post.prompt), None
    )


def _answers(composer: Composer, post: Post) -> tuple[Card, ...]:
    """Return the posts that this one answers."""
    posts = composer.edition.posts
    return () if post.withdrawn else composer.entries.cards(posts[each] for each in post.reply_to)


def _pages(composer: Composer, post: Post) -> tuple[Anchor, ...]:
    """Return all pages of a post's thread; none, where there is but one."""
    count = _count(composer, post)
    if count == 1:
        return ()
    return tuple([Anchor(str(each), page_address(post, each)) for each in range(1, count + 1)])


def _backlinks(composer: Composer, post: Post) -> tuple[Anchor, ...]:
    """Return the posts and the records that link to a post."""
    edition = composer.edition
    links = edition.links_here.get(("post", post.id), ())
    posts = tuple(composer.entries.attributed(edition.posts[each]) for each in links)
    return posts + composer.records.naming("post", post.id)


def _withdrawn(composer: Composer, post: Post) -> str:
    """Return the sentence in the place of an entry that was withdrawn; empty for any other."""
    return composer.gettext(WITHDRAWN_BY[post.titled, post.withdrawn]) if post.withdrawn else ""


def _head(composer: Composer, post: Post, number: int) -> Head:
    own = composer.entries.title(post)
    title = (
        own
        if number == 1
        else composer.gettext("%(title)s (conversation, page %(page)s)", title=own, page=number)
    )
    feeds = (
        composer.frame.feed(
            composer.gettext("Conversation on %(title)s", title=own), composer.entries.address(post.id)
        )
        if composer.threads.is_followed(post.id)
        else ()
    )
    trail = composer.people.writers(post) if post.author else ()
    return composer.frame.head(
        title,
        page_address(post, number),
        description=composer.entries.description(post),
        feeds=feeds,
        trail=(Anchor(composer.gettext("People"), addresses.PEOPLE), *trail[:1]),
        language=post.language or composer.content_language,
    )


def _writers(composer: Composer, post: Post) -> tuple[Writer, ...]:
    if post.withdrawn:
        return ()
    if not post.author:
        return (Writer(post.guest, "", "", composer.gettext("guest")),)
    people = composer.edition.people
    return tuple(
        Writer(
            people[each].name,
            addresses.person(each),
            composer.people.school(post) if each == post.author else people[each].school,
            composer.people.role(post.cohort, each),
        )
        for each in (post.author, *post.with_)
    )


def _item(composer: Composer, step: Step, page: str) -> ThreadItem:
    post = composer.edition.posts[step.post]
    name = addresses.comment(post.id)
    answers: tuple[Anchor, ...] = ()
    if step.depth > 1 or len(post.reply_to) > 1:
        answers = tuple(_answered(composer, composer.edition.posts[each], page) for each in post.reply_to)
    return ThreadItem(
        anchor=name if step.in_full and not post.withdrawn else "",
        level=min(step.depth, DEEPEST_LEVEL),
        depth=step.depth,
        card=composer.entries.card(post),
        body=composer.texts.body(post.text, addresses.in_comment(post.id)) if step.in_full else None,
        answers=() if post.withdrawn else answers,
        edit=composer.actions.edit(post.source) if step.in_full else "",
        reply=composer.actions.reply(post, _today(composer, post)) if step.in_full else None,
        withdrawn=_withdrawn(composer, post),
    )


def folded(items: Sequence[ThreadItem]) -> tuple[ThreadItem, ...]:
    """Return a page's thread, each entry with the number of those that can be folded away under it."""
    if not items:
        return ()
    levels = [each.level for each in items]
    lasts = [following == 1 for _, following in pairwise([*levels, 1])]
    return tuple(
        replace(item, below=below, closes=closes, last=last)
        for item, last, (below, closes) in zip(items, lasts, folds(levels), strict=True)
    )


def _answered(composer: Composer, post: Post, page: str) -> Anchor:
    """Return the first writer of the entry that another one answers.

    The address of an entry on the page itself is its place there.
    """
    name = (
        composer.gettext("a post that was withdrawn")
        if post.titled
        else composer.gettext("a reply that was withdrawn")
    )
    title = name if post.withdrawn else composer.people.writers(post)[0].title
    address = composer.entries.address(post.id)
    return Anchor(title, address.removeprefix(page) if address.startswith(f"{page}#") else address)


FAMILY: Final = Family(pages, single=True)
