"""Identifiers in feeds and calendars: they are never changed, by no rename and by no move of the site.

A feed's entry is named by a `tag:` URI (RFC 4151; RFC 4287, 4.2.6): a name that belonged to the network on a
day, and the first address of what is named.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from generator.model import addresses
from generator.network.edition import Edition
from generator.network.origins import Origins
from generator.network.records import Post

_USUAL_DAY: Final = "2026"
"""The day of networks that name none in `tagging_entity`: since then, ids in feeds are made like this."""
_NO_HOST: Final = "localhost"


class Identifiers(Struct, frozen=True, dict=True):
    """The identifiers of an edition."""

    edition: Edition

    @cached_property
    def origins(self) -> Origins:
        """The first and the earlier addresses of what the edition holds."""
        return Origins(self.edition)

    @cached_property
    def entity(self) -> tuple[str, str]:
        """A name that belonged to the network on a day, and that day."""
        config = self.edition.config
        name, _, day = config.tagging_entity.partition(",")
        return (name or host(config.address)), (day or _USUAL_DAY)

    def post(self, post: Post) -> str:
        """Return the id of a post or a reply in feeds, which is the same in all editions."""
        return self._tag(self.origins.first(addresses.post(post.id)))

    def feed(self, address: str) -> str:
        """Return the id of a feed: each edition has one of its own."""
        edition = "" if self.edition.viewer.is_public else f"{self.edition.viewer.name}/"
        return self._tag(f"{edition}{self.origins.first(address)}")

    def event(self, identity: str) -> str:
        """Return the id of an entry in calendars (a UID of RFC 5545)."""
        return f"{self.origins.first(f'{identity}/').rstrip('/')}@{self.entity[0].rpartition('@')[2]}"

    @property
    def began(self) -> str:
        """The moment at which the network's own day begins."""
        day = self.entity[1]
        return f"{day}{'-01-01'[len(day) - 4 :]}T00:00:00Z"

    def _tag(self, address: str) -> str:
        name, day = self.entity
        return f"tag:{name},{day}:{quote(address)}"


def host(address: str) -> str:
    """Return the host of an address, as ids name it."""
    try:
        return (urlsplit(address).hostname or _NO_HOST).encode("idna").decode()
    except UnicodeError:
        return _NO_HOST
