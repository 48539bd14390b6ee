"""Safe HTML with slots: after the sanitiser, each link and picture inside the network becomes a slot that an edition fills."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape
from typing import Final
from urllib.parse import unquote, urlsplit

import nh3

from generator.model import paths
from generator.source.markdown.positions import Place
from generator.source.markdown.raw_html import ALLOWED
from generator.source.markdown.slots import OPEN, OWN, SHUT, Link

Report = Callable[[str, str, str, Place], None]
Locate = Callable[[str], Place]
"""Where the next link to this address stands in the text."""


SCHEMES: Final = ("https", "http", "mailto", "tel")
"""Kinds of addresses that are published; the sanitiser drops any other, and the words that it stood behind stay."""
_SCHEME: Final = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\s-]*):")


def dropped(address: str) -> str:
    """The scheme for which the sanitiser drops an address, as a browser would read it; empty where it stays."""
    match = _SCHEME.match(address)
    scheme = re.sub(r"\s", "", match[1]).lower() if match else ""
    return "" if scheme in SCHEMES else scheme


@cache
def _cleaner() -> nh3.Cleaner:
    common = {"lang", "dir", "title", "id"}
    attributes: dict[str, set[str]] = {tag: set(common) for tag in ALLOWED}
    for tag, more in {
        "a": {"href", "name"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan", "headers"},
        "th": {"colspan", "rowspan", "headers", "scope"},
        "ol": {"start", "reversed", "type"},
        "li": {"value"},
        "col": {"span"},
        "colgroup": {"span"},
        "del": {"datetime"},
        "ins": {"datetime"},
        "time": {"datetime"},
        "details": {"open"},
        "span": {"role", "aria-label"},
    }.items():
        attributes[tag] |= more
    cells = {"align-left", "align-right", "align-center"}
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes=attributes,
        allowed_classes={
            "td": cells,
            "th": cells,
            "span": {"task", "done"},
            "section": {"footnotes"},
            "li": {"footnote-item", "task-list-item"},
            "ul": {"contains-task-list"},
            "ol": {"footnotes-list"},
            "sup": {"footnote-ref"},
            "a": {"footnote-backref"},
            "hr": {"footnotes-sep"},
        },
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,  # a second belt: a writer's comments are told of and taken out before (see rawhtml.py)
    )


_PLAIN: Final = (
    r"/?(?:p|li|em|strong|s|code|ul|ol|pre|blockquote|table|thead|tbody|tr|th|td|h[1-6])|(?:br|hr) /|/a"
)
_LEADING: Final = r'h[1-6] id="[a-z0-9-]++"|a href="https?://[A-Za-z0-9./-]++"(?=>(?:[^<]++|<(?!/?a[ >]))*+</a>)|t[dh] class="align-(?:left|right|center)"'
_TEXT: Final = r"[^<>&\0\r\xa0\ufdd0-\ufdd2\ufeff]*+"
_HARMLESS: Final = re.compile(rf"{_TEXT}(?:(?:<(?:{_PLAIN}|{_LEADING})>|&(?:amp|lt|gt|quot);){_TEXT})*+")
"""What the sanitiser has nothing to take out of: text, elements without attributes, headings with an id, links to the plainest of addresses
(none within another, as Markdown's own may be), aligned cells."""


def sanitised(dirty: str, *, tagged: bool) -> str:
    """HTML of which only what is allowed is left.

    That is for the sanitiser to see to. Where nothing is `tagged` (see `markdown.Outline`), so that each element ends where it has to, and there is nothing in the
    whole that is not known to be harmless, it would give back the same, written in its own way; and that it is written in without being asked.
    """
    if tagged or _HARMLESS.fullmatch(dirty) is None:
        return _cleaner().clean(dirty)
    return dirty.replace("&quot;", '"').replace(" />", ">")


MOST_SUGGESTIONS: Final = 20
"""Broken anchors of one text for which the nearest is looked up."""
MOST_KNOWN: Final = 500
"""Anchors among which it is looked for."""
SPACE: Final = " \t\n\f\r"
"""What a browser leaves out before and after an address: with any more left out here, an address would be judged that is not the one it follows."""
_MARKED: Final = re.compile(
    r'<(?:(?P<away>a href="https?://[A-Za-z0-9./-]+")|(?P<heading>h[1-6]) id="(?P<id>[a-z0-9-]+)"|(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")+))>|</a>'
)
"""A tag with attributes. Most are links to elsewhere, which stay as they are, and headings."""
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')


class Slotted:
    """One text on its way to slots."""

    def __init__(self, path: str, report: Report, locate: Locate) -> None:
        self.path = path
        self.report = report
        self.locate = locate
        self.links: list[Link] = []
        self.anchors: dict[str, None] = {}
        self.own: list[tuple[str, Place]] = []
        self._closing = "</a>"
        self._linked = False

    def fill(self, dirty: str, *, tagged: bool) -> str:
        """The sanitised HTML with slots. `tagged` is as in `markdown.Outline`."""
        clean = sanitised(dirty, tagged=tagged)
        if "\ufdd0" in clean or "\ufdd1" in clean or "\ufdd2" in clean:
            clean = re.sub("[\ufdd0-\ufdd2]", "\ufffd", clean)
        if '="' in clean:
            clean = _MARKED.sub(self._tag, clean)
            self._check_own()
        if "<pre>" in clean:
            clean = clean.replace("<pre>", '<pre tabindex="0">')
        if "<table" in clean:
            clean = re.sub(
                r"(<table[^>]*>.*?</table>)",
                r'<div class="scroll" role="group" aria-label="Table" tabindex="0">\1</div>',
                clean,
                flags=re.DOTALL,
            )
        return clean

    def _tag(self, match: re.Match[str]) -> str:
        if match["away"]:
            self._linked = True
            return match[0]
        if match["heading"]:
            own = self._own_id(match["id"])
            return f'<{match["heading"]} id="{own}">' if own else f"<{match['heading']}>"
        name = match["name"]
        if name is None:
            closing, self._closing, self._linked = self._closing, "</a>", False
            return closing
        attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(match["attributes"])}
        if name == "a" and "name" in attributes:
            attributes.setdefault("id", attributes.pop("name"))
            attributes.pop("name", None)
        if "id" in attributes:
            attributes["id"] = self._own_id(re.sub(r"\s", "-", attributes["id"]))
            if not attributes["id"]:
                del attributes["id"]
        if name == "img":
            return self._image(attributes)
        self._linked = self._linked or name == "a"
        if name == "a" and "href" in attributes:
            return self._link(attributes)
        return _written(name, attributes)

    def _own_id(self, anchor: str) -> str:
        """An anchor as an id of this text's own; empty where the text has it already."""
        if anchor in self.anchors:
            return ""
        self.anchors[anchor] = None
        return OWN + anchor

    def _link(self, attributes: dict[str, str]) -> str:
        href = attributes["href"].strip(SPACE)
        if _elsewhere(href):
            return _written("a", attributes)
        place = self.locate(href)
        if href.startswith("#"):
            fragment = unquote(href[1:])
            if fragment in ("", "top"):
                attributes["href"] = f"#{fragment}"
            else:
                attributes["href"] = f"#{OWN}{fragment}"
                self.own.append((fragment, place))
            return _written("a", attributes)
        if not href:
            self.report(
                "empty-link", "This link leads nowhere.", "put the address between the round brackets", place
            )
            self._closing = ""
            return ""
        if re.match(r"www\d?\.", href, re.IGNORECASE):
            self.report(
                "no-scheme",
                f"“{href}” lacks its scheme, so it would be looked for beside the post.",
                f"write https://{href}",
                place,
            )
            attributes["href"] = f"https://{href}"
            return _written("a", attributes)
        link = self._inside(href, place, image=False, attributes=attributes)
        if link is None:
            self._closing = ""
            return ""
        self.links.append(link)
        self._closing = f"{OPEN}/{len(self.links) - 1}{SHUT}"
        return f"{OPEN}{len(self.links) - 1}{SHUT}"

    def _image(self, attributes: dict[str, str]) -> str:
        source, alt = attributes.get("src", "").strip(SPACE), attributes.get("alt", "")
        if not source:
            return escape(alt)
        place = self.locate(source)
        if _elsewhere(source) or source.startswith("www."):
            self.report(
                "remote-image",
                "A picture from another site becomes a link: the site asks no other site for anything.",
                "save the picture beside the post and name it here",
                place,
            )
            label = escape(alt or "Picture")
            title = f' title="{escape(attributes["title"])}"' if "title" in attributes else ""
            return (
                f'<a href="{escape(source)}"{title}>{label}</a>'
                if "://" in source and not self._linked
                else label
            )
        link = self._inside(source, place, image=True, attributes=attributes)
        if link is None:
            return escape(alt)
        self.links.append(link)
        return f"{OPEN}{len(self.links) - 1}{SHUT}"

    def _inside(self, href: str, place: Place, *, image: bool, attributes: dict[str, str]) -> Link | None:
        found = inside(self.path, href, place, self.report)
        return found and Link(
            found.target,
            found.fragment,
            image,
            attributes.get("alt", ""),
            attributes.get("title", ""),
            *place,
        )

    def _check_own(self) -> None:
        broken = [(fragment, place) for fragment, place in self.own if fragment not in self.anchors]
        if not broken:
            return
        from generator.model.suggest import nearest

        known = [each for each in self.anchors if not re.fullmatch(r"fn(?:ref)?[\d:]+", each)][:MOST_KNOWN]
        for number, (fragment, place) in enumerate(broken):
            close = nearest(fragment, known) if number < MOST_SUGGESTIONS else []
            hint = (
                f"did you mean `#{close[0]}`?"
                if close
                else "headings are linked by their words, as `#what-i-tried`"
            )
            self.report(
                "broken-anchor", f"There is no heading or anchor “{fragment}” in this text.", hint, place
            )


def inside(path: str, href: str, place: Place, report: Report) -> Link | None:
    """What a file's relative address leads to in the content folder; None after it has been reported that it leads nowhere there."""
    parts = urlsplit(href)
    wanted = unquote(parts.path).replace("\\", "/")
    if wanted.startswith("/"):
        report(
            "site-link",
            f"“{href}” is an address, not a file, so Enquiry can't check it.",
            "link to the file, as ../../emma/posts/2018-01-17-listening.md",
            place,
        )
        return None
    target = paths.beside(path, wanted)
    if not target:
        report(
            "outside-content",
            f"“{href}” leads out of the content folder.",
            "link to something inside it",
            place,
        )
        return None
    return Link(target, unquote(parts.fragment), line=place[0], column=place[1])


def _elsewhere(href: str) -> bool:
    return href.startswith("//") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href) is not None


def _written(name: str, attributes: dict[str, str]) -> str:
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"
