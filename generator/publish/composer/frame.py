"""The frame of every page: its head, its feeds, the way to say that something is wrong."""

from __future__ import annotations

from functools import cached_property
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from generator.model import addresses
from generator.network.edition import Edition
from generator.publish.language import Language
from generator.publish.views.parts import Anchor, Head

MOST_IN_FOOT: Final = 20
"""Pages in the foot of every page: each would stand on all the others."""
MORE_PAGES: Final = "#more-pages"
"""The place on the front page where the others are."""


class Frame(Struct, frozen=True, dict=True):
    """The frame of an edition's pages."""

    edition: Edition
    language: Language

    @cached_property
    def base(self) -> str:
        """The absolute address of this edition's top."""
        config = self.edition.config
        return dict(config.addresses).get(self.edition.viewer.name, config.address)

    @property
    def notice(self) -> str:
        """The sentence that says for whom the edition is; empty in the public one."""
        notice = self.edition.viewer.notice
        return self.language.gettext(notice) if notice else ""

    @cached_property
    def notices(self) -> dict[str, str]:
        """The addresses of the pages that the law asks for, with their titles.

        A title is used where the network has no page of its own at the address.
        """
        config, _ = self.edition.config, self.language.gettext
        return {
            **({addresses.PRIVACY: _("Privacy")} if config.privacy else {}),
            **({addresses.ACCESSIBILITY: _("Accessibility")} if config.accessibility else {}),
        }

    @cached_property
    def foot(self) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
        """The pages in the foot of every page, and those for which there is no room.

        The front page lists the latter. Those that the law asks for always have room.
        """
        held = self.edition.pages.values()
        others = {addresses.page(page.id): page.title for page in held if page.footer}
        wanted = [Anchor(title, address) for address, title in sorted((self.notices | others).items())]
        required = [each for each in wanted if each.address in self.notices]
        optional = [each for each in wanted if each.address not in self.notices]
        room = MOST_IN_FOOT - len(required)
        shown = sorted((*required, *optional[:room]), key=lambda each: each.address)
        return tuple(shown), tuple(optional[room:])

    def head(
        self,
        title: str,
        address: str,
        *,
        description: str = "",
        feeds: tuple[Anchor, ...] = (),
        trail: tuple[Anchor, ...] = (),
        language: str = "",
        section: str = "",
    ) -> Head:
        """Return a page's head. `address` is its own, relative to the edition's top."""
        before, after = self._concern
        concern = f"{before}{quote(address)}{after}" if after else before
        return Head(
            title=title,
            address=address,
            canonical=self.base + address,
            concern=concern,
            description=description,
            language=language,
            feeds=feeds,
            trail=trail,
            section=section,
        )

    def feeds(self, title: str, address: str) -> tuple[Anchor, ...]:
        """Return the two feeds of what many people write."""
        return (*self.feed(title, address), Anchor(title, f"{address}{addresses.JSON_FEED}"))

    def feed(self, title: str, address: str) -> tuple[Anchor, ...]:
        """Return the feed of a person or a conversation."""
        return (Anchor(title, f"{address}{addresses.ATOM}"),)

    @cached_property
    def _concern(self) -> tuple[str, str]:
        """The address that concerns go to: all of it, or the parts before and after a page's own address."""
        concern, _ = self.edition.config.concern, self.language.gettext
        if not concern.startswith("mailto:"):
            return concern, ""
        joint = "&" if "?" in concern else "?"
        subject = quote(_("A concern"))
        return f"{concern}{joint}subject={subject}&body={quote(self.base)}", "%0A%0A"
