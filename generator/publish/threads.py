"""Conversations as pages show them: trees laid flat, long ones on several pages.

A comment stands in full once a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from msgspec import Struct

from generator.model import addresses
from generator.network.edition import Edition
from generator.network.records import Post

FOLLOWED: Final = 3
"""Replies from which on a conversation has a feed; those of people and cohorts have the others, too."""
THREAD_LENGTH: Final = 200
"""Entries on one page of a conversation."""
REPLY_ORDER: Final = attrgetter("when", "id")
"""The order of replies to one entry: the oldest first."""


class Step(Struct, frozen=True, array_like=True):
    """One entry of a conversation.

    It stands `in_full` where it is a comment that was not there before on the page.
    """

    post: str
    depth: int
    in_full: bool


def flatten(root: str, edition: Edition) -> tuple[Step, ...]:
    """Return everything below a titled post, in the order of reading.

    An entry with a page of its own is named, and not followed further.
    """
    posts = edition.posts
    steps = []
    seen: set[str] = set()
    pending = [(each, 1) for each in _replies(root, edition)]
    while pending:
        key, depth = pending.pop()
        in_full = not posts[key].titled and key not in seen
        steps.append(Step(key, depth, in_full))
        if in_full:
            seen.add(key)
            pending.extend((each, depth + 1) for each in _replies(key, edition))
    return tuple(steps)


def _replies(key: str, edition: Edition) -> list[str]:
    """Return the replies to an entry, the last to be read first."""
    children = edition.children.get(key, ())
    if len(children) < 2:
        return list(children)
    ordered = sorted([edition.posts[each] for each in children], key=REPLY_ORDER)
    return [each.id for each in reversed(ordered)]


def folds(levels: Sequence[int]) -> list[tuple[int, int]]:
    """Return two numbers for each entry of a page, given by its level.

    They are the number of entries under it, and of the folds that end with it.
    """
    below, closes = [0] * len(levels), [0] * len(levels)
    open_: list[int] = []
    for index, level in enumerate([*levels, 0]):
        while open_ and levels[open_[-1]] >= level:
            start = open_.pop()
            below[start] = index - start - 1
            closes[index - 1] += index - start > 1
        open_.append(index)
    return list(zip(below, closes, strict=True))


def page_address(post: Post, page: int) -> str:
    """Return the address of a page of a post's thread; the first is the post's own."""
    own = addresses.post(post.id)
    return own if page == 1 else f"{own}thread/{page}/"


class Threads(Struct, frozen=True):
    """The conversations of an edition.

    `steps` are those below each titled post that has any. `addresses` are those of all entries: a titled post
    is at its own address, a comment on the page where it stands first.
    """

    steps: Mapping[str, tuple[Step, ...]]
    addresses: Mapping[str, str]

    @property
    def followed(self) -> Iterator[str]:
        """The posts whose conversations have feeds. Replies come and stay, so a feed does."""
        return (root for root in self.steps if self.is_followed(root))

    def is_followed(self, root: str) -> bool:
        """Return whether the conversation below a post has a feed."""
        return len(self.steps.get(root, ())) >= FOLLOWED


def threads(edition: Edition) -> Threads:
    """Return the conversations of an edition."""
    steps = {
        post.id: flatten(post.id, edition)
        for post in (*edition.titled, *edition.tombstones)
        if post.id in edition.children
    }
    return Threads(steps, _addresses(edition, steps))


def _addresses(edition: Edition, threads: Mapping[str, tuple[Step, ...]]) -> dict[str, str]:
    """Return where each entry is.

    A comment that was withdrawn has no place of its own on the page: the place would name whoever wrote it.
    """
    found = {post.id: addresses.post(post.id) for post in (*edition.titled, *edition.tombstones)}
    for root, steps in threads.items():
        for index, step in enumerate(steps):
            if step.in_full and edition.shown_on[step.post][0] == root:
                page = page_address(edition.posts[root], index // THREAD_LENGTH + 1)
                found[step.post] = (
                    page if edition.posts[step.post].withdrawn else f"{page}#{addresses.comment(step.post)}"
                )
    return found
