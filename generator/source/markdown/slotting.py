"""Safe HTML with slots, which stand for links and pictures inside the network until an edition fills them."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection
from html import escape, unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from generator.model import addresses, paths
from generator.source import characters
from generator.source.markdown.addresses import is_local
from generator.source.markdown.looks import length
from generator.source.markdown.positions import Position, Report
from generator.source.markdown.site_addresses import like_own
from generator.source.markdown.slots import OPEN, OWN, SHUT, Link
from generator.source.markdown.structure import structured

Locate = Callable[[str], Position]
"""Returns the place in the text of the next link to this address."""


MOST_SUGGESTIONS: Final = 20
"""Broken anchors of one text for which the nearest is looked up."""
MOST_CANDIDATES: Final = 500
"""Anchors among which it is looked for."""
SPACE: Final = " \t\n\f\r"
"""White space around an address that a browser leaves out: with any more left out here, another address would
be judged than the one that it follows."""
_TAG: Final = re.compile(r'<(?P<name>a(?=>)|[a-z][a-z0-9]*(?= ))(?P<attributes>(?: [a-z-]+="[^"]*")*)>|</a>')
"""A tag with attributes, or the beginning or end of a link, as the sanitiser writes it."""
_OWN_RULES: Final = frozenset({"a", "img"})
_TO_CHANGE: Final = re.compile(r"[&'<>]| id=| class=\"\"")
"""A sign that `opening` writes in another way, or an attribute that does not stay as it is."""
_BLANK: Final = re.compile(r"\s")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')


class Slotter:
    """One text on its way to slots.

    What it links to and its anchors are gathered in `links` and `anchors`. Of these, `unsuggested` are
    spellings that no hint offers. `controls` says that the HTML had characters that no text has.
    """

    def __init__(self, path: str, report: Report, locate: Locate, unsuggested: Collection[str] = ()) -> None:
        self.path = path
        self.report = report
        self.locate = locate
        self.unsuggested = unsuggested
        self.links: list[Link] = []
        self.anchors: dict[str, None] = {}
        self.controls = False
        self.own: list[tuple[str, Position]] = []
        self._open: list[str] = []
        """Ends of the links that are open, each empty where its beginning is left out."""

    def slotted(self, safe: str, *, typed: bool) -> str:
        """Return sanitised HTML with slots. `typed` says that tags of the writer's own are in it."""
        clean = structured(safe, typed=typed)
        if characters.no_text(clean):
            clean = characters.replaced(clean)
            self.controls = True
        if '="' in clean:
            clean = _TAG.sub(self._tag, clean)
            self._check_own()
        return clean

    def _tag(self, match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return self._open.pop()
        if name not in _OWN_RULES and not _TO_CHANGE.search(match["attributes"]):
            return match[0]
        attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(match["attributes"])}
        if not attributes.get("class", "none"):
            del attributes["class"]
        if name == "a" and "name" in attributes:
            attributes.setdefault("id", attributes.pop("name"))
            attributes.pop("name", None)
        if "id" in attributes:
            attributes["id"] = self._own_id(_BLANK.sub("-", attributes["id"]))
            if not attributes["id"]:
                del attributes["id"]
        if name == "img":
            return self._image(attributes)
        if name != "a":
            return opening(name, attributes)
        self._open.append("</a>")
        return self._link(attributes) if "href" in attributes else opening("a", attributes)

    def _own_id(self, anchor: str) -> str:
        """Return an anchor as an id of this text's own; empty where the text has it already."""
        anchor = _composed(anchor)
        if anchor in self.anchors:
            return ""
        self.anchors[anchor] = None
        return OWN + addresses.anchor(anchor)

    def _link(self, attributes: dict[str, str]) -> str:
        href = attributes["href"].strip(SPACE)
        if is_local(href):
            self._open[-1] = ""
            return ""
        if _elsewhere(href):
            if like_own(href) and attributes.keys() <= {"href", "title"}:
                return self._apart(href, attributes)
            return opening("a", attributes)
        place = self.locate(href)
        if href.startswith("#"):
            return opening("a", {**attributes, "href": self._within(_composed(unquote(href[1:])), place)})
        if not href:
            hint = "put the address between the round brackets"
            self.report("empty-link", "This link leads nowhere.", hint, place)
            self._open[-1] = ""
            return ""
        if re.match(r"www\d?\.", href, re.IGNORECASE):
            message = f"“{href}” lacks its https://, so it would be looked for beside the post."
            self.report("no-scheme", message, f"write https://{href}", place)
            return opening("a", {**attributes, "href": f"https://{href}"})
        slot = self._slot(href, place, attributes, image=False)
        self._open[-1] = f"{OPEN}/{len(self.links) - 1}{SHUT}" if slot else ""
        return slot

    def _apart(self, href: str, attributes: dict[str, str]) -> str:
        """Return the slot of an address that may be one of this network's own."""
        address, _, fragment = href.partition("#")
        link = Link(address, unquote(fragment), False, "", attributes.get("title", ""), *self.locate(href))
        self.links.append(link)
        self._open[-1] = f"{OPEN}/{len(self.links) - 1}{SHUT}"
        return f"{OPEN}{len(self.links) - 1}{SHUT}"

    def _within(self, fragment: str, place: Position) -> str:
        """Return the address of an anchor of this text."""
        if fragment in ("", "top"):
            return f"#{fragment}"
        self.own.append((fragment, place))
        return f"#{OWN}{addresses.anchor(fragment)}"

    def _image(self, attributes: dict[str, str]) -> str:
        source, alt = attributes.get("src", "").strip(SPACE), attributes.get("alt", "")
        if not source or is_local(source):
            return escape(alt)
        place = self.locate(source)
        if not _elsewhere(source) and not source.startswith("www."):
            return self._slot(source, place, attributes, image=True) or escape(alt)
        message = "A picture from another site becomes a link: the site asks no other site for anything."
        self.report("remote-image", message, "save the picture beside the post and name it here", place)
        label = escape(alt or "Picture")
        if "://" not in source or any(self._open):
            return label
        title = f' title="{escape(attributes["title"])}"' if "title" in attributes else ""
        return f'<a href="{escape(source)}"{title}>{label}</a>'

    def _slot(self, href: str, place: Position, attributes: dict[str, str], *, image: bool) -> str:
        """Return the slot of a link or a picture; empty, reported, where it leads nowhere here."""
        link = inside(self.path, href, place, self.report)
        if link is None:
            return ""
        alt, title = attributes.get("alt", ""), attributes.get("title", "")
        asked = _asked(attributes) if image else ()
        self.links.append(Link(link.target, link.fragment, image, alt, title, *place, *asked))
        return f"{OPEN}{len(self.links) - 1}{SHUT}"

    def _check_own(self) -> None:
        broken = [(fragment, place) for fragment, place in self.own if fragment not in self.anchors]
        if not broken:
            return
        from generator.model.suggest import nearest

        known = [
            each
            for each in self.anchors
            if each not in self.unsuggested and not re.fullmatch(r"fn(?:ref)?[\d:]+", each)
        ]
        for number, (fragment, place) in enumerate(broken):
            close = nearest(fragment, known[:MOST_CANDIDATES]) if number < MOST_SUGGESTIONS else []
            hint = "headings are linked by their words, as `#what-i-tried`"
            message = f"There is no heading “{fragment}” in this text."
            self.report("broken-anchor", message, f"did you mean `#{close[0]}`?" if close else hint, place)


def inside(path: str, href: str, place: Position, report: Report) -> Link | None:
    """Return the file that a relative address leads to; None, reported, where there can be none."""
    parts = urlsplit(href)
    wanted = unquote(parts.path).replace("\\", "/")
    if wanted.startswith("/"):
        message = f"“{href}” is an address, not a file, so Enquiry can't check it."
        report("site-link", message, f"link to the file, as {_beside(path, wanted)}", place)
        return None
    target = paths.beside(path, wanted)
    if not target:
        message = f"“{href}” leads out of the content folder."
        report("outside-content", message, "link to something inside it", place)
        return None
    return Link(target, _composed(unquote(parts.fragment)), line=place[0], column=place[1])


def _beside(path: str, wanted: str) -> str:
    """Return a file as it is linked to from another one, if a forge's address of it was `wanted`."""
    name = wanted.rpartition("content/")[2].lstrip("/")
    if not name.startswith("participants/") or not posixpath.splitext(name)[1]:
        return "../../emma/posts/2018-01-17-listening.md"
    return posixpath.relpath(name, posixpath.dirname(path))


def _composed(anchor: str) -> str:
    """Return an anchor in the one form of its letters in which anchors and links to them are compared."""
    return anchor if anchor.isascii() else unicodedata.normalize("NFC", anchor)


def _asked(attributes: dict[str, str]) -> tuple[str, str, str]:
    """Return the width, the height and the side that a writer asked for."""
    width, height = (length(attributes.get(key, "")) for key in ("width", "height"))
    return width, height, attributes.get("class", "").partition(" ")[0].removeprefix("align-")


def _elsewhere(href: str) -> bool:
    return href.startswith("//") or _SCHEME.match(href) is not None


def opening(name: str, attributes: dict[str, str]) -> str:
    """Return the tag that begins an element."""
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"
