"""Conversations: the ties between people who answer each other, and posts that nobody has answered yet.

All of it follows from the writers of posts and from what they answer, never from words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.network.edition import Edition
from generator.network.records import Post


class Tally(Struct, frozen=True):
    """The numbers of posts and of replies among some entries."""

    posts: int
    replies: int


def is_reply(entry: Post) -> bool:
    """Return whether an entry is a reply: whatever answers something is one, with a title or without."""
    return bool(entry.reply_to)


def tally(found: Iterable[Post]) -> Tally:
    """Count the posts and the replies among entries: all pages, feeds and mails that count them ask here."""
    counted = Counter(is_reply(each) for each in found if not each.withdrawn)
    return Tally(counted[False], counted[True])


def writers(post: Post) -> tuple[str, ...]:
    """Return the people who wrote a post; nobody for a guest's, and for a withdrawn one."""
    return (post.author, *post.with_) if post.author and not post.withdrawn else ()


def entries(edition: Edition) -> dict[str, tuple[Post, ...]]:
    """Return the posts and replies of each cohort, the oldest first."""
    found: dict[str, list[Post]] = {cohort: [] for cohort in edition.cohorts}
    for post in sorted(edition.posts.values(), key=lambda each: (each.when, each.id)):
        if post.cohort in found and not post.withdrawn:
            found[post.cohort].append(post)
    return {cohort: tuple(posts) for cohort, posts in found.items()}


def answered(edition: Edition, post: Post) -> bool:
    """Return whether somebody else has answered a post, or what its writers added below it."""
    own = set(writers(post))
    pending = list(edition.children.get(post.id, ()))
    while pending:
        reply = edition.posts[pending.pop()]
        if not reply.withdrawn and not (reply.author and own.issuperset(writers(reply))):
            return True
        pending.extend(edition.children.get(reply.id, ()))
    return False


def ties(edition: Edition, posts: Iterable[Post]) -> Counter[tuple[str, str]]:
    """Return how often each person has answered each other one.

    Answers to a post of one's own, and those of guests, do not count.
    """
    found: Counter[tuple[str, str]] = Counter()
    for reply in posts:
        theirs = {writer for key in reply.reply_to for writer in writers(edition.posts[key])}
        found.update(
            (one, other) for one in writers(reply) for other in theirs if other not in writers(reply)
        )
    return found


def to_answer(edition: Edition) -> Mapping[str, tuple[Post, ...]]:
    """Return, for each person, the replies to their posts that they have not answered, the oldest first."""
    found: dict[str, list[Post]] = {}
    for reply in sorted(edition.posts.values(), key=lambda each: (each.when, each.id)):
        if reply.reply_to and not reply.withdrawn:
            for person in _owing(edition, reply):
                found.setdefault(person, []).append(reply)
    return {person: tuple(replies) for person, replies in found.items()}


def _owing(edition: Edition, reply: Post) -> Iterator[str]:
    """Yield the people whose post a reply answers, where neither they nor a co-writer have answered it."""
    said = {writer for key in edition.children.get(reply.id, ()) for writer in writers(edition.posts[key])}
    for person in dict.fromkeys(
        writer for key in reply.reply_to for writer in _when_silent(edition.posts[key], said)
    ):
        if person not in writers(reply):
            yield person


def _when_silent(post: Post, said: set[str]) -> tuple[str, ...]:
    """Return the writers of a post where none of them is among those who answered; otherwise nobody."""
    return () if said.intersection(writers(post)) else writers(post)
