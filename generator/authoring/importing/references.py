"""References of a text, by the addresses by which what they lead to is known here: links, pictures, films."""

from __future__ import annotations

import re
from typing import Final, Protocol

from bs4 import BeautifulSoup
from bs4.element import Tag

from generator.authoring.importing.html_tree import EMBEDDED, elements, inside, new_link

_SMILEYS: Final = frozenset({"wp-smiley", "emoji"})
_SAFE: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PLAYER: Final = re.compile(
    r"(?:https?:)?//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/|youtu\.be/)([\w-]{6,20}).*"
)
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?.*)?$", re.IGNORECASE)


class Addresses(Protocol):
    """The addresses of a text, and those by which the same things are known where it is written to."""

    def link(self, address: str) -> str:
        """Return the address of a link."""

    def picture(self, address: str) -> str:
        """Return the file of a picture, as seen from the text; empty where it is not to be had."""


def refer(tree: BeautifulSoup, addresses: Addresses, notes: list[str]) -> None:
    """Give all that a text refers to the address by which it is known here."""
    _embedded(tree, addresses, notes)
    _pictures(tree, addresses)
    _links(tree, addresses, notes)


def _embedded(tree: BeautifulSoup, addresses: Addresses, notes: list[str]) -> None:
    """Put links in the place of films, sounds, and pages of others."""
    for each in elements(tree, *EMBEDDED):
        if each.parent is None:
            continue
        sources = [each, *each.find_all(["source", "embed", "iframe"])]
        found = [str(tag.get(key)) for tag in sources for key in ("src", "data-src", "data") if tag.get(key)]
        if not found:
            each.unwrap()
            continue
        address = _PLAYER.sub(r"https://www.youtube.com/watch?v=\1", found[0])
        address = f"https:{address}" if address.startswith("//") else address
        paragraph = tree.new_tag("p")
        paragraph.append(new_link(tree, address, str(each.get("title") or "")))
        words = each.get_text(" ").strip()
        each.insert_before(paragraph)
        if words and each.name != "iframe":
            paragraph.append(f" {words}")
        each.extract()
        if addresses.link(address) == address:
            notes.append(f"what was shown from {address[:200]}, which became a link")


def _pictures(tree: BeautifulSoup, addresses: Addresses) -> None:
    """Give pictures their files. One that is not to be had becomes a link to where it was."""
    for each in elements(tree, "img"):
        source = str(each.get("data-orig-file") or each.get("data-src") or each.get("src") or "").strip()
        alt = " ".join(str(each.get("alt") or "").split())
        if _SMILEYS & {str(name) for name in each.get("class") or ()}:
            each.replace_with(alt)
            continue
        found = addresses.picture(source) if source else ""
        if found:
            each["src"], each["alt"] = found, alt
            _without_zoom(each)
            continue
        whole = addresses.link(source) if source else ""
        if _SAFE.match(whole) and not inside(each, ("a",)):
            each.replace_with(new_link(tree, whole, alt))
        else:
            each.replace_with(alt)


def _without_zoom(picture: Tag) -> None:
    """Take away the link around a picture that leads to itself."""
    around = picture.parent
    if around is not None and around.name == "a" and len(around.contents) == 1:
        href = str(around.get("href") or "")
        if _PICTURE.search(href) or not href:
            around.unwrap()


def _links(tree: BeautifulSoup, addresses: Addresses, notes: list[str]) -> None:
    """Give links the addresses by which what they lead to is known here."""
    everything = elements(tree)
    hrefs = [str(each.get("href") or "") for each in everything if each.name == "a"]
    wanted = {each[1:] for each in hrefs if each.startswith("#")}
    there = {str(each["id"]) for each in everything if each.get("id")} & wanted
    for each in everything:
        if each.name != "a":
            if str(each.get("id") or "") in there:
                each.insert(0, tree.new_tag("a", id=str(each["id"])))
            continue
        if str(each.get("id") or each.get("name") or "") not in there:
            each.attrs.pop("id", None)
        href = str(each.get("href") or "").strip()
        if not href:
            continue
        found = (href if href[1:] in there else "") if href.startswith("#") else addresses.link(href)
        if _SCHEME.match(found) and not _SAFE.match(found):
            notes.append("a link with an address that is not published")
            found = ""
        if found:
            if each.get_text() == href != found:
                each.string = found if _SCHEME.match(found) else href
            each["href"] = found
        else:
            each.unwrap()
