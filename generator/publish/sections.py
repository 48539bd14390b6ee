"""The sections of subjects: which of them an edition has, and how much each lists."""

from __future__ import annotations

from msgspec import Struct

from generator.network.edition import Edition
from generator.schema.subject import Section
from generator.subjects import registry


class Listed(Struct, frozen=True):
    """A section of an edition, and the number of entries in it."""

    section: Section
    entries: int


def sections(edition: Edition) -> tuple[Listed, ...]:
    """Return the sections that have something to list, in the order of menus.

    A section lists the records of its subject, or what the function `listed` of the subject's pages counts.
    """
    found = []
    for name, subject in registry.SUBJECTS.items():
        if subject.section is not None:
            listed = getattr(registry.module(name, "pages"), "listed", None)
            entries = (
                listed(edition) if listed else sum(len(edition.of_kind(each.name)) for each in subject.kinds)
            )
            found.append(Listed(subject.section, entries))
    return tuple(each for each in found if each.entries)
