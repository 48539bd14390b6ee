"""`participants/<person>/fetched.yaml`: what `enquiry fetch` remembers of somebody's feed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from generator.model.diagnostics import Diagnostic, Span
from generator.schema.dates import day
from generator.schema.shapes import Shape
from generator.schema.values import listing, text, yes_or_no

FETCHED: Final = "fetched.yaml"
MOST_SEEN: Final = 3000
"""Posts that are remembered; each takes a line."""


class FetchedFields(Struct, frozen=True, array_like=True, tag="fetched"):
    """The settings of `fetched.yaml`.

    `etag` and `modified` are those of the last answer at the address `feed`, when `picked` was asked of it.
    `seen` are digests of all posts that were ever written here: one of which the file is gone was withdrawn,
    and does not come back. `failing` is the reason for which the feed can't be had, `since` a day. A feed
    that is `gone` is not asked for again, and one that said `later` not before that day.
    """

    feed: str = ""
    picked: str = ""
    etag: str = ""
    modified: str = ""
    failing: str = ""
    since: str = ""
    gone: bool = False
    later: str = ""
    seen: tuple[str, ...] = ()


FETCHED_SHAPE: Final = Shape(
    FetchedFields,
    {"feed": text},
    {
        "picked": text,
        "etag": text,
        "modified": text,
        "failing": text,
        "since": day,
        "gone": yes_or_no,
        "later": day,
        "seen": listing(text, MOST_SEEN),
    },
    name="what is known of a feed",
)


def failing(path: str, fields: object) -> Iterator[Diagnostic]:
    """Yield a warning about a feed that can't be had, with the day since when."""
    if isinstance(fields, FetchedFields) and fields.failing:
        yield Diagnostic(
            Span(path, 1, 1),
            "feed-failing",
            f"Since {fields.since} the feed {fields.feed} can't be fetched: {fields.failing}.",
            "look at the address in a browser, and correct `feed` in profile.md, or take it out",
        )
