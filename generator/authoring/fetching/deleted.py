"""Entries that their writers deleted: the feed says so, or their own address does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.authoring.fetching.asking import PAUSE, Asked, Wait
from generator.authoring.fetching.blogs import Blog
from generator.authoring.fetching.feeds import Feed
from generator.authoring.fetching.transport import Client, Unreachable
from generator.source.document import Document
from generator.source.files.post import PostFields

MOST_LOOKED_FOR: Final = 5
"""Entries of one feed that are looked for at their own addresses."""


def deleted(blog: Blog, asked: Asked, client: Client, wait: Wait) -> Iterator[str]:
    """Yield the files of entries that were deleted on purpose.

    A feed holds the last few posts only. One that is missing between others is looked for; that it is gone
    (410) says that somebody meant it, and that it can't be found (404) does not.
    """
    if asked.feed is None:
        return
    said = set(asked.feed.deleted)
    yield from (
        document.path
        for source, document in blog.known.items()
        if source in said and document.file.kind == "elsewhere"
    )
    for document in _missing(blog, asked.feed)[:MOST_LOOKED_FOR]:
        wait(PAUSE)
        if _is_gone(document, client):
            yield document.path


def _missing(blog: Blog, feed: Feed) -> list[Document]:
    """Return the files of entries that are not in the feed, though older ones are."""
    there = {each.id for each in feed.entries} | set(feed.deleted)
    oldest = min((each.date for each in feed.entries), default="")
    return [
        document
        for source, document in blog.known.items()
        if source not in there
        and document.file.kind == "elsewhere"
        and isinstance(document.fields, PostFields)
        and oldest
        and document.fields.date > oldest
    ]


def _is_gone(document: Document, client: Client) -> bool:
    address = document.fields.original if isinstance(document.fields, PostFields) else ""
    try:
        return bool(address) and client.get(address, method="HEAD").status == 410
    except Unreachable:
        return False
