"""Views of feeds and of the list of all feeds."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, RichText


class FeedEntry(Struct, frozen=True, array_like=True):
    """One entry of a feed.

    `address` is absolute, `id` never changes, and `original` is where it was written, if elsewhere. Where
    there is a `body`, the `summary` is the writer's own, or empty: a beginning would be there twice.
    Otherwise it is the beginning.
    """

    id: str
    title: str
    address: str
    published: str
    updated: str
    writers: tuple[Anchor, ...]
    summary: str
    body: RichText | None
    tags: tuple[str, ...]
    answers: tuple[Anchor, ...]
    language: str
    original: str = ""


class FeedView(Struct, frozen=True, array_like=True):
    """A feed, in either format.

    `base` is the edition's absolute address, which fills the slots of its bodies. The `author` is who wrote
    all of it: a person, or the network.
    """

    id: str
    title: str
    address: str
    own: str
    base: str
    updated: str
    language: str
    author: Anchor
    entries: tuple[FeedEntry, ...]


class OutlinesView(Struct, frozen=True, array_like=True):
    """`opml.xml`: the feeds of all participants."""

    title: str
    feeds: tuple[tuple[str, str, str], ...]
