"""The order of posts: newest first, by month, in their writers' blogs, in their cohorts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from operator import attrgetter
from typing import Final

from msgspec import Struct

from generator.network.edition import Edition, Neighbours
from generator.network.records import Post
from generator.publish.composer.cohorts import Cohorts

Beside = tuple[Post | None, Post | None]
"""The posts before and after another."""
_ALONE: Final = Neighbours()


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

    def neighbours(self, post: Post) -> tuple[Beside, Beside]:
        """Return the posts before and after a post in its first writer's blog, and in its cohort."""
        found = self.edition.neighbours.get(post.id, _ALONE)
        in_blog, in_cohort = (
            (self.edition.posts.get(before), self.edition.posts.get(after))
            for before, after in (
                (found.before, found.after),
                (found.before_in_cohort, found.after_in_cohort),
            )
        )
        return in_blog, in_cohort

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
