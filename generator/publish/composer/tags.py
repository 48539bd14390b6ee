"""Standards as labels."""

from __future__ import annotations

import textwrap
from collections.abc import Container
from typing import Final

from msgspec import Struct

from generator.model import addresses
from generator.network.catalogues import Standards
from generator.publish.views.parts import Tag

MOST_OF_TITLE: Final = 72
"""Characters of a title, where a table has a line for each standard: official wordings can have some hundred.
"""


def shortened(title: str, most: int = MOST_OF_TITLE) -> str:
    """Return the beginning of a long title, up to the end of a word."""
    return textwrap.shorten(title, most, placeholder=" …")


class Tags(Struct, frozen=True):
    """The standards of a network as labels. Those in `used` have pages in this edition.

    In the `public` edition none says that its wording was not checked: that is a note for those who edit.
    """

    standards: Standards
    used: Container[str]
    public: bool
    _several: dict[tuple[str, ...], tuple[Tag, ...]] = {}

    def one(self, identity: str) -> Tag:
        """Return a standard as a label. It leads nowhere where this edition has nothing under it."""
        standard = self.standards[identity]
        address = addresses.standard(identity) if identity in self.used else ""
        return Tag(identity, standard.title, standard.number, address, standard.verified or self.public)

    def several(self, identities: tuple[str, ...]) -> tuple[Tag, ...]:
        """Return standards as labels."""
        tags = self._several.get(identities)
        if tags is None:
            tags = self._several[identities] = tuple(self.one(each) for each in identities)
        return tags
