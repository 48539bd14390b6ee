"""Records of the described kinds, as pages name them."""

from __future__ import annotations

from msgspec import Struct

from generator.model import addresses
from generator.network.edition import Edition
from generator.publish.views.parts import Anchor


class Records(Struct, frozen=True):
    """The records of an edition."""

    edition: Edition

    def anchor(self, identity: str) -> Anchor:
        """Return a record's title, leading to its page."""
        return Anchor(self.edition.records[identity].title, addresses.record(identity))

    def naming(self, kind: str, identity: str) -> tuple[Anchor, ...]:
        """Return the records that refer or link to something."""
        return tuple(self.anchor(each) for each in self.edition.noted_in.get((kind, identity), ()))
