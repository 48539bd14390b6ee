"""Views of records whose subject has no pages of its own."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Card, Day, Head, RichText, Tag


class Setting(Struct, frozen=True, array_like=True):
    """A setting of a record: its name, and its values, of which some lead somewhere."""

    label: str
    values: tuple[Anchor, ...]


class RecordView(Struct, frozen=True, array_like=True):
    """A record: what it is, its settings, and its text. `noted` are other records that refer to it."""

    head: Head
    label: str
    date: Day | None
    summary: str
    settings: tuple[Setting, ...]
    tags: tuple[Tag, ...]
    body: RichText | None
    posts: tuple[Card, ...]
    noted: tuple[Anchor, ...]
    audience: str
    edit: str


class RecordRow(Struct, frozen=True, array_like=True):
    """A record in a list."""

    record: Anchor
    date: Day | None
    summary: str


class RecordsView(Struct, frozen=True, array_like=True):
    """The list of a section's records, by their labels.

    A label stands over each list where there are several.
    """

    head: Head
    lists: tuple[tuple[str, tuple[RecordRow, ...]], ...]
