"""Texts as HTML: their slots filled with what this edition holds of what they link to."""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from generator.model import addresses
from generator.model.messages import N_
from generator.network.edition import Edition
from generator.network.texts import Text
from generator.publish.composer.dependencies import Dependencies
from generator.publish.composer.files import Files
from generator.publish.composer.pictures import picture
from generator.publish.language import Language
from generator.publish.threads import Threads
from generator.publish.views.parts import Picture, RichText
from generator.source.markdown.slots import OPEN

LEFT_OUT: Final = N_("A picture of people is not shown here.")


class Texts(Struct, frozen=True):
    """The written texts of an edition."""

    edition: Edition
    language: Language
    threads: Threads
    files: Files
    dependencies: Dependencies

    def body(self, text: Text, own: str = "") -> RichText | None:
        """Return a text, its slots filled with what this edition holds; None where nothing is written.

        `own` is put before its anchors, where it shares a page with other texts.
        """
        digest = self.dependencies.body(text).digest
        if not digest:
            return None
        return RichText(digest, own, tuple([self._slot(text, index) for index in range(len(text.links))]))

    def bare(self, text: Text) -> RichText | None:
        """Return a text that leads nowhere: its slots are left empty. None where nothing is written."""
        digest = self.dependencies.body(text).digest
        return RichText(digest, "", ("",) * len(text.links)) if digest else None

    def picture(self, text: Text) -> Picture | None:
        """Return the first picture that a text shows, at its widest; None where it shows none."""
        return self._first(text, -1)

    def thumbnail(self, text: Text) -> Picture | None:
        """Return the first picture that a text shows, at its narrowest; None where it shows none."""
        return self._first(text, 0)

    def _first(self, text: Text, which: int) -> Picture | None:
        for link in text.links:
            if link.image and link.target in self.files.held and (found := self.files.variants(link.target)):
                file, name = found[which]
                return Picture(name, file.width, file.height, link.alt)
        return None

    def target(self, address: str) -> str:
        """Return the address of something that is named in a record's settings.

        It is a web address, or what this edition holds of the content folder; empty for anything else.
        """
        path, _, fragment = address.partition("#")
        if "://" in address:
            return address
        return self.files.attachment(path) if path in self.files.held else self._target(path, fragment)

    def _slot(self, text: Text, index: int) -> str:
        link = text.links[index]
        if link.image and not link.target:
            words = escape(self.language.gettext(LEFT_OUT), quote=False)
            return f'<span class="left-out" lang="{self.language.code}">{words}</span>'
        title = f' title="{escape(link.title)}"' if link.title else ""
        if link.target in self.files.held:
            if link.image:
                return picture(self.files.variants(link.target), link)
            return f'<a href="{OPEN}{self.files.attachment(link.target)}"{title}>'
        if "://" in link.target:
            address = f"{link.target}#{quote(link.fragment)}" if link.fragment else link.target
            return f'<a href="{escape(address)}"{title}>'
        target = self._target(link.target, link.fragment)
        return f'<a href="{OPEN}{escape(target)}"{title}>' if target and not link.image else ""

    def _target(self, path: str, fragment: str) -> str:
        kind, identity = self.edition.paths.get(path, ("", ""))
        if kind == "post":
            address = self.threads.addresses[identity]
            own = addresses.in_comment(identity) if "#" in address else ""
            return _at(address.partition("#")[0], fragment, own) if fragment else address
        address = self._address(kind, identity)
        return _at(address, fragment) if address and fragment else address

    def _address(self, kind: str, identity: str) -> str:
        match kind:
            case "person":
                return addresses.person(identity)
            case "cohort":
                return addresses.cohort(identity)
            case "page":
                return addresses.page(identity)
            case _:
                return addresses.record(identity) if identity in self.edition.records else ""


def _at(address: str, fragment: str, own: str = "") -> str:
    return f"{address}#{own}{addresses.anchor(fragment)}"
