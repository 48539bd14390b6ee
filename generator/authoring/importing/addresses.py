"""Old addresses of blogs, and what they lead to in the network: texts, comments, files, people."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec import Struct

from generator.authoring.importing.exports import OLD_SLUG, Item
from generator.authoring.importing.identities import fragment, key, of_text
from generator.authoring.importing.index import Index
from generator.authoring.importing.placing import Placed
from generator.authoring.importing.planning import plain
from generator.authoring.importing.shelf import Shelf
from generator.authoring.importing.survey import Surveyed
from generator.model import addresses
from generator.model.slugs import folded
from generator.schema.aliases import can_be_an_address
from generator.source.files.paths import content_file
from generator.subjects.registry import SECTIONS

_COMMENT: Final = re.compile(r"comment-(\d{1,18})")
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Book(Struct, frozen=True):
    """An index of old addresses: texts by their identities, files, and the homes of blogs."""

    texts: Mapping[str, str]
    files: Mapping[str, str]
    homes: Mapping[str, str]
    titles: Mapping[str, str]
    placed: Placed

    def text(self, address: str) -> str:
        """Return the identity of the text at an address; empty where none comes in."""
        source = self.texts.get(key(address), "")
        return source if source in self.placed.texts else ""

    def path(self, address: str) -> str:
        """Return the file that an address leads to; empty where there is none."""
        source = self.text(address)
        if not source:
            return self.homes.get(key(address), "")
        if comment := _COMMENT.fullmatch(fragment(address)):
            reply = self.placed.replies.get(f"{source}#comment-{comment[1]}")
            if reply is not None:
                return reply.place.path
        return self.placed.texts[source].path


def book(exports: Sequence[Surveyed], placed: Placed, index: Index) -> Book:
    """Return the index of the addresses of these exports."""
    texts, files, titles = index.table(str), index.table(str), index.table(str)
    homes: dict[str, str] = {}
    for export in exports:
        people = {
            placed.texts[source].person
            for item in export.texts
            if (source := of_text(export.blog, item)) in placed.texts
        } - {""}
        if len(people) == 1:
            homes[key(export.blog.address)] = f"participants/{people.pop()}/profile.md"
        for item in export.texts:
            source = of_text(export.blog, item)
            titles[source] = plain(item.title)
            texts.update((key(each), source) for each in _addresses(export, item))
        for item in export.attachments:
            if item.attachment:
                files.update((key(each), item.attachment) for each in _addresses(export, item))
    for export in exports:
        for item in export.texts:
            for each in former(item)[1:]:  # another text may have the address now
                texts.setdefault(key(each), of_text(export.blog, item))
    return Book(texts, files, homes, titles, placed)


def _addresses(export: Surveyed, item: Item) -> Iterator[str]:
    """Yield the addresses that something had."""
    home = export.blog.address.rstrip("/")
    yield f"{home}/?p={item.id}"
    yield from (each for each in (item.link, item.guid) if _WEB.match(each) and key(each) != key(home))


def former(item: Item) -> list[str]:
    """Return the addresses that a text had: that in its export, and those with the names of earlier days."""
    home, _, name = item.link.rstrip("/").rpartition("/")
    if not item.name or unquote(name) != unquote(item.name):
        return [item.link] if item.link else []
    old = (each for name, each in item.meta if name == OLD_SLUG and each and not set(each) & set("/?#"))
    return [item.link, *(f"{home}/{each}/" for each in old)]


class TextAddresses:
    """The addresses in one text, as seen from its file."""

    def __init__(self, book: Book, shelf: Shelf, path: str, here: str) -> None:
        """`here` is the address that the text had, to which others may be relative."""
        self.book = book
        self.shelf = shelf
        self.path = path
        self.here = here

    def _whole(self, address: str) -> str:
        address = address.strip()
        if _SCHEME.match(address) and not _WEB.match(address):
            return address
        try:
            return urljoin(self.here, address)
        except ValueError:
            return ""

    def beside(self, path: str) -> str:
        """Return the address of a file, as seen from the text."""
        return posixpath.relpath(path, posixpath.dirname(self.path))

    def link(self, address: str) -> str:
        """Return the address of a link: a file where there is one, or else as it was."""
        whole = self._whole(address)
        if not _WEB.match(whole):
            return whole
        if found := self.book.path(whole):
            return self.beside(found)
        file = self.book.files.get(key(whole), whole)
        if (_is_upload(file) or key(whole) in self.book.files) and (kept := self.shelf.put(file, self.path)):
            return self.beside(kept)
        return _quoted(whole)

    def picture(self, address: str) -> str:
        """Return the file of a picture, as seen from the text; empty where it is missing."""
        whole = self._whole(address)
        if not _WEB.match(whole):
            return ""
        kept = self.shelf.put(self.book.files.get(key(whole), whole), self.path)
        return self.beside(kept) if kept else ""


def _is_upload(address: str) -> bool:
    """Return whether an address is that of a file that somebody uploaded to a blog."""
    return (
        re.search(r"/(?:wp-content/)?(?:uploads|files|blogs\.dir)/.*\.\w{2,5}$", urlsplit(address).path)
        is not None
    )


def _quoted(address: str) -> str:
    """Return an address without signs that no address may have, and without those that nobody sees."""
    shown = "".join(each if each.isprintable() else quote(each) for each in address)
    return shown.replace(" ", "%20")


def _own(path: str) -> str:
    """Return the address that a text or a person has by its file."""
    file = content_file(path)
    if file is None or file.kind == "page":
        return file.name if file else ""
    return addresses.post(f"{file.owner}/{file.name}") if file.name else addresses.person(file.owner)


class Aliases:
    """Earlier addresses, each for the first file that has it."""

    def __init__(self, taken: Mapping[str, str], index: Index, has: Callable[[str, str], bool]) -> None:
        """`taken` are addresses of the network, with their files. A person `has` texts of some names."""
        self._has = has
        self._there = {folded(address): path for address, path in taken.items()}
        self._new = index.table(str)
        self.dropped = index.rows(str)

    def of(self, address: str, path: str) -> str:
        """Return the alias by which an old address leads to a file; empty where there can be none."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        before = unquote(parts.path)
        alias = f"/{before.strip('/')}/"
        if parts.query or alias == "//" or before.endswith(".php"):
            return ""
        known = folded(alias.strip("/"))
        section, *rest = known.split("/")
        if known == folded(_own(path).strip("/")):
            return ""
        kept = section in SECTIONS and not self._was_own(known, path)
        if kept or "thread" in rest or not can_be_an_address(alias) or self._first(known, path) != path:
            self.dropped.append(address)
            return ""
        return alias

    def _was_own(self, known: str, path: str) -> bool:
        """Return whether a text can have had an address here, by another name, that no other text has."""
        owner, _, name = known.rpartition("/")
        place, _, person = owner.rpartition("/")
        file = content_file(path)
        is_own = file is not None and bool(file.name) and person == folded(file.owner)
        return is_own and f"{place}/" == addresses.PEOPLE and not self._has(person, name)

    def _first(self, known: str, path: str) -> str:
        """Return the file that has an address; this one, if no other has it."""
        return self._there.get(known) or self._new.setdefault(known, path)
