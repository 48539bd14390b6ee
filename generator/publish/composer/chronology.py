"""The order of posts: newest first, in their writers' blogs, in their cohorts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Final

from msgspec import Struct

from generator.network.edition import Edition, Neighbours
from generator.network.records import Post
from generator.publish.composer.cohorts import Cohorts

Lists = Mapping[tuple[str, str], Sequence[Post]]
"""Posts by a key and the ids of their cohorts."""
InCohorts = Sequence[tuple[str, Sequence[Post]]]
"""Posts by the ids of their cohorts; that of no cohort is empty."""
Beside = tuple[Post | None, Post | None]
"""The posts before and after another."""
_ALONE: Final = Neighbours()


class Chronology(Struct, frozen=True, dict=True):
    """The posts of an edition in order of time."""

    edition: Edition
    cohorts: Cohorts

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

    def under_standard(self, name: str) -> InCohorts:
        """Return the posts under a standard by their cohorts, the newest cohort first, no cohort last."""
        return self._in_cohorts(self.edition.by_standard_in_cohort, self._cohorts_by_standard, name)

    def answering(self, prompt: str) -> InCohorts:
        """Return the posts that answer a prompt, in the same order."""
        return self._in_cohorts(self.edition.by_prompt, self._cohorts_by_prompt, prompt)

    def _in_cohorts(self, lists: Lists, held: Mapping[str, Sequence[str]], key: str) -> InCohorts:
        cohorts = held.get(key, ())
        ordered = [each.id for each in self.cohorts.from_newest(cohorts)]
        return [(each, lists[key, each]) for each in (*ordered, *([""] if "" in cohorts else []))]

    @cached_property
    def _cohorts_by_standard(self) -> dict[str, list[str]]:
        return _seconds(self.edition.by_standard_in_cohort)

    @cached_property
    def _cohorts_by_prompt(self) -> dict[str, list[str]]:
        return _seconds(self.edition.by_prompt)


def _seconds(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the second parts of pairs by their first ones."""
    found: dict[str, list[str]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return found
