"""Drafts: the settings of posts on their way to be records."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator.network.records import Post
from generator.source.document import Document
from generator.source.files.post import PostFields


class Draft(Struct, frozen=True):
    """A document that is to become a post, and the posts that it answers, once these are admitted.

    `when` is its moment in UTC, `day` its date in the network's zone.
    """

    document: Document
    fields: PostFields
    when: str
    day: str
    answered: Sequence[Post] = ()

    @property
    def author(self) -> str:
        """The person whose folder it is in; empty for a guest."""
        return self.document.file.owner

    @property
    def first(self) -> Post | None:
        """The first post that it answers, from which it takes what it does not say itself."""
        return self.answered[0] if self.answered else None
