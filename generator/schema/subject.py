"""The description of a subject: the kinds of records that belong together, and their section of the site."""

from __future__ import annotations

from msgspec import Struct

from generator.schema.kind import Kind


class Section(Struct, frozen=True):
    """A section of the site.

    `title` stands in the menu, wherever the section has something to list. With a `note`, a sentence about it, it is
    among the ways in that `/search/` shows, too.
    """

    address: str
    title: str
    note: str = ""


class Subject(Struct, frozen=True):
    """What a folder of `generator/subjects/` is about, as the constant `SUBJECT` of its module `kind`.

    `order` is its position in menus and lists: the lowest comes first.
    """

    kinds: tuple[Kind, ...]
    section: Section | None = None
    order: int = 100
