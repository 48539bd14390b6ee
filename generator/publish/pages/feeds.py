"""Feeds of the network, people, cohorts, standards and threads, and the list of the participants' feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec.structs import replace

from generator.model import addresses
from generator.network.programme import days
from generator.network.records import Post
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page
from generator.publish.views.feeds import FeedEntry, FeedView, OutlinesView
from generator.publish.views.parts import Anchor

FEED_LENGTH: Final = 15
"""Entries of a feed of many people."""
SHORT: Final = 5
"""Entries of a feed of one person or one conversation, of which there are as many as people and posts."""
RECENT: Final = 28
"""Days before the newest entry from which such a feed has all, so that nobody who asks weekly misses one."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the feeds of the network, people, cohorts, standards and threads, and the list of feeds.

    Feeds of many people are there as JSON, too, for programs. Readers of feeds all take Atom, and those of
    people and conversations are most of the files of a network. A text stands in full in the feeds of its
    writers, its cohort and the network; those of a standard or a conversation have its beginning.
    """
    edition = composer.edition
    yield from _both("", _network)
    for name in edition.people:
        yield Page(f"{addresses.person(name)}{addresses.ATOM}", "atom", _person, (name,))
    for name in edition.cohorts:
        yield from _both(addresses.cohort(name), _cohort, name)
    for name in edition.by_standard:
        yield from _both(addresses.standard(name), _standard, name)
    for root in composer.threads.followed:
        yield Page(f"{composer.entries.address(root)}{addresses.ATOM}", "atom", _thread, (root,))
    yield Page(addresses.OUTLINES, "opml", _outlines)


def _outlines(composer: Composer) -> OutlinesView:
    base = composer.frame.base
    people = composer.edition.people.values()
    return OutlinesView(
        composer.edition.config.title,
        tuple(
            (
                each.name,
                f"{base}{addresses.person(each.id)}{addresses.ATOM}",
                base + addresses.person(each.id),
            )
            for each in people
        ),
    )


def _both(address: str, make: Callable[..., FeedView], *about: str) -> Iterator[Page]:
    yield Page(f"{address}{addresses.ATOM}", "atom", make, (*about, addresses.ATOM))
    yield Page(f"{address}{addresses.JSON_FEED}", "json-feed", make, (*about, addresses.JSON_FEED))


def _network(composer: Composer, name: str) -> FeedView:
    return _feed(composer, "", "", composer.chronology.newest, name, _first_day(composer))


def _person(composer: Composer, person: str) -> FeedView:
    """Return what somebody wrote; before their first post, it changed last when their first cohort began."""
    own = composer.edition.people[person].name
    feed = _feed(
        composer,
        own,
        addresses.person(person),
        _recent(composer.edition.by_person.get(person, ())[::-1]),
        addresses.ATOM,
        _first_day(composer, [cohort.id for cohort, _ in composer.cohorts.memberships.get(person, ())]),
    )
    return replace(feed, author=Anchor(own, feed.address))


def _cohort(composer: Composer, cohort: str, name: str) -> FeedView:
    return _feed(
        composer,
        composer.edition.cohorts[cohort].fields.title,
        addresses.cohort(cohort),
        composer.chronology.newest_in_cohorts.get(cohort, ()),
        name,
        _first_day(composer, (cohort,)),
    )


def _standard(composer: Composer, identity: str, name: str) -> FeedView:
    standard = composer.edition.standards[identity]
    return _feed(
        composer,
        f"{standard.number} {standard.title}".strip(),
        addresses.standard(identity),
        reversed(composer.edition.by_standard[identity]),
        name,
        full=False,
    )


def _thread(composer: Composer, root: str) -> FeedView:
    """Return the replies to a post."""
    posts = composer.edition.posts
    answers = (posts[each] for each in {step.post for step in composer.threads.steps[root]})
    replies = sorted(
        (each for each in answers if not each.withdrawn), key=lambda post: (post.when, post.id), reverse=True
    )
    return _feed(
        composer,
        composer.gettext("Conversation on “%(title)s”", title=composer.entries.title(posts[root])),
        composer.entries.address(root),
        _recent(replies),
        addresses.ATOM,
        full=False,
    )


def _recent(posts: Sequence[Post]) -> Iterator[Post]:
    """Yield the newest of these posts, the newest first: all of some weeks, and some in any case."""
    for number, post in enumerate(posts):
        if number >= SHORT and days(post.day, posts[0].day) > RECENT:
            return
        yield post


def _first_day(composer: Composer, cohorts: Iterable[str] = ()) -> str:
    """Return the beginning of the first of these cohorts, or of all; without any, the network's own day.

    An empty feed has not changed since: Atom wants a moment, and the clock is not asked.
    """
    held = composer.edition.cohorts
    began = [held[name].fields.starts for name in cohorts] or [each.fields.starts for each in held.values()]
    return composer.edition.moment(min(began)) if began else composer.identifiers.began


def _feed(
    composer: Composer,
    title: str,
    address: str,
    posts: Iterable[Post],
    name: str,
    empty: str = "",
    *,
    full: bool = True,
) -> FeedView:
    """Return a feed of these posts, the newest first; `empty` is the moment of one without any."""
    network = composer.edition.config.title
    show = entry if full else _beginning
    entries = tuple(show(composer, post) for post in islice(posts, FEED_LENGTH))
    updated = max((each.updated for each in entries), default=empty)
    home = composer.frame.base + address
    return FeedView(
        composer.identifiers.feed(address + name),
        f"{title} – {network}" if title else network,
        home,
        home + name,
        composer.frame.base,
        updated,
        composer.edition.config.language,
        Anchor(f"{title} – {network}" if title else network, home),
        entries,
    )


def entry(composer: Composer, post: Post) -> FeedEntry:
    """Return a post as feeds hold it in full."""
    return composer.dependencies.once(_entry, post.id, composer, post)


def _entry(composer: Composer, post: Post) -> FeedEntry:
    begun = _beginning(composer, post)
    body = composer.texts.body(post.text, "" if post.titled else addresses.in_comment(post.id))
    return (
        replace(begun, summary=composer.dependencies.words(post.text).summary, body=body) if body else begun
    )


def _beginning(composer: Composer, post: Post) -> FeedEntry:
    base = composer.frame.base
    return FeedEntry(
        id=composer.identifiers.post(post),
        title=composer.entries.title(post),
        address=base + composer.entries.address(post.id),
        published=post.when,
        updated=composer.edition.changed[post.id],
        writers=tuple(
            Anchor(each.title, base + each.address if each.address else "")
            for each in composer.people.writers(post)
        ),
        summary=composer.entries.summary(post),
        body=None,
        tags=tuple(each.title for each in composer.tags.several(post.standards)),
        answers=tuple(
            Anchor(
                composer.identifiers.post(composer.edition.posts[each]), base + composer.entries.address(each)
            )
            for each in post.reply_to
            if not composer.edition.posts[each].withdrawn
        ),
        language=post.language,
        original=post.original,
    )


FAMILY: Final = Family(pages, single=True)
