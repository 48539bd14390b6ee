"""`standards/<catalogue>.yaml`, and the catalogues that ship with Enquiry: standards and their parts."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.schema.dates import day
from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Node
from generator.schema.values import identifier, listing, prose, text, yes_or_no


class ElementFields(Struct, frozen=True, array_like=True):
    """A standard, or a part of one, at any level."""

    id: str
    title: str
    kind: str = "element"
    number: str = ""
    statement: str = ""
    parent: str = ""
    verified: bool = True
    number_verified: bool = True


class CatalogueFields(Struct, frozen=True, array_like=True, tag="catalogue"):
    """The settings of `standards/<catalogue>.yaml`, or of a catalogue that ships with Enquiry."""

    elements: tuple[ElementFields, ...]
    suite: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    in_force_from: str = ""
    in_force_to: str = ""


def _unread(node: Node, reading: Reading, at: str) -> None:
    """Accept a note that a catalogue keeps for its own readers, and keep nothing of it."""


_ELEMENT: Final = Shape(
    ElementFields,
    {"id": identifier, "title": text},
    {
        "kind": text,
        "number": text,
        "statement": prose,
        "parent": text,
        "verified": yes_or_no,
        "number_verified": yes_or_no,
        "seen": _unread,
        "sources": _unread,
        "note": _unread,
        "title_exact": _unread,
    },
    name="an element of a catalogue",
)

CATALOGUE: Final = Shape(
    CatalogueFields,
    {"elements": listing(_ELEMENT)},
    {
        "suite": text,
        "title": text,
        "publisher": text,
        "published": text,
        "in_force_from": day,
        "in_force_to": day,
        "id_rule": _unread,
        "gaps": _unread,
        "sources": _unread,
        "crosswalk_note": _unread,
    },
    name="a catalogue of standards",
)
