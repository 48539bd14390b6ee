"""The description of a subject: the kinds of records that belong together, and their section of the site."""

from __future__ import annotations

from msgspec import Struct

from generator.schema.kind import Kind


class Section(Struct, frozen=True):
    """A section of the site.

    `title` stands in the menu if the section has something to list. With a `note`, a sentence about it, the
    section is shown at `/search/`, too.
    """

    address: str
    title: str
    note: str = ""


class Subject(Struct, frozen=True):
    """The subject of a folder in `generator/subjects/`: the constant `SUBJECT` of its module `kind`.

    `order` is its position in menus and lists: the lowest comes first.
    """

    kinds: tuple[Kind, ...]
    section: Section | None = None
    order: int = 100
