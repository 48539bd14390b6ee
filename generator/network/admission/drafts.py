"""Drafts: the settings of posts on their way to be records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

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


def moment(value: str, zone: ZoneInfo) -> tuple[str, str]:
    """Return a moment in UTC, by which posts are ordered, and its day in the network's zone, which is shown.

    A date alone stands for its midnight in UTC.
    """
    if len(value) == 10:
        return f"{value}T00:00:00Z", value
    parsed = dt.datetime.fromisoformat(value)
    local = parsed.replace(tzinfo=zone) if parsed.tzinfo is None else parsed.astimezone(zone)
    return f"{local.astimezone(dt.UTC).isoformat()[:19]}Z", local.date().isoformat()
