"""The order of posts: newest first, by month, in their writers' blogs, in their cohorts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Final

from msgspec import Struct

from generator.network.edition import Edition
from generator.network.records import Post
from generator.publish.composer.cohorts import Cohorts

Neighbours = tuple[Post | None, Post | None]
"""The posts before and after another."""
_ALONE: Final[Neighbours] = (None, None)


class Chronology(Struct, frozen=True, dict=True):
    """The posts of an edition in order of time."""

    edition: Edition
    cohorts: Cohorts
    _lists: dict[str, tuple[tuple[str, tuple[Post, ...]], ...]] = {}

    @cached_property
    def newest(self) -> list[Post]:
        """Posts and replies, the newest first."""
        return sorted(
            [post for post in self.edition.posts.values() if not post.withdrawn],
            key=attrgetter("when", "id"),
            reverse=True,
        )

    @cached_property
    def changed(self) -> dict[str, str]:
        """The moments of the last changes of posts and replies, by their ids, no two the same.

        Where several changed at one moment, such as the midnight that stands for a day, each is a second
        later than the one before it, in the order of lists.
        """
        found: dict[str, str] = {}
        last = ""
        for moment, _, identity in sorted(
            (max(post.updated, post.when), post.when, post.id) for post in self.newest
        ):
            last = found[identity] = moment if moment > last else _after(last)
        return found

    @cached_property
    def newest_in_cohorts(self) -> dict[str, list[Post]]:
        """Posts and replies by their cohorts, the newest first."""
        cohorts: dict[str, list[Post]] = {}
        for post in self.newest:
            cohorts.setdefault(post.cohort, []).append(post)
        return cohorts

    @cached_property
    def by_month(self) -> dict[str, tuple[Post, ...]]:
        """Posts with pages of their own by their months (`2018-01`), the first month first."""
        months: dict[str, list[Post]] = {}
        for post in self.edition.titled:
            months.setdefault(post.day[:7], []).append(post)
        return {month: tuple(months[month]) for month in sorted(months)}

    def neighbours(self, post: Post) -> tuple[Neighbours, Neighbours]:
        """Return the posts before and after a post in its first writer's blog, and in its cohort."""
        return self._in_blogs.get(post.id, _ALONE), self._in_cohorts.get(post.id, _ALONE)

    @cached_property
    def _in_blogs(self) -> dict[str, Neighbours]:
        return _neighbours(
            [each for each in posts if each.titled and each.author == person]
            for person, posts in self.edition.by_person.items()
        )

    @cached_property
    def _in_cohorts(self) -> dict[str, Neighbours]:
        return _neighbours(
            [each for each in posts if each.titled] for posts in self.edition.by_cohort.values()
        )

    def in_cohorts(self, address: str, posts: Iterable[Post]) -> tuple[tuple[str, tuple[Post, ...]], ...]:
        """Return the posts of the list at an address by the ids of their cohorts, the newest cohort first.

        Those of no cohort come last. Within a cohort they are in order of time.
        """
        if address not in self._lists:
            groups: dict[str, list[Post]] = {}
            for post in posts:
                known = post.cohort in self.edition.cohorts
                groups.setdefault(post.cohort if known else "", []).append(post)
            keys = [*(each.id for each in self.cohorts.from_newest(groups)), ""]
            self._lists[address] = tuple((key, tuple(groups[key])) for key in keys if key in groups)
        return self._lists[address]


def _after(moment: str) -> str:
    """Return the moment a second later."""
    later = dt.datetime.fromisoformat(moment) + dt.timedelta(seconds=1)
    return f"{later.isoformat()[:19]}Z"


def _neighbours(lists: Iterable[Sequence[Post]]) -> dict[str, Neighbours]:
    return {
        post.id: (posts[index - 1] if index else None, posts[index + 1] if index + 1 < len(posts) else None)
        for posts in lists
        for index, post in enumerate(posts)
    }
