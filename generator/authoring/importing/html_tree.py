"""HTML of a blog as a tree that Markdown can say: bounded, whole, and without what only a browser needs.

nh3 parses first, as a browser does, so that what is not closed is closed where a reader would see it end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from typing import Final

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from generator.source.markdown.raw_html import ALLOWED

MOST_TAGS: Final = 40_000
"""In one text; of one with more, the words alone come in."""
MOST_DEPTH: Final = 40
MOST_OPEN: Final = 100

EMBEDDED: Final = frozenset({"iframe", "video", "audio", "embed", "object"})
_TAGS: Final = {
    *ALLOWED,
    *EMBEDDED,
    *"acronym address article aside big button center fnote footer form header input main nav select".split(),
    *"source strike textarea tt".split(),
}
_ATTRIBUTES: Final = {
    "*": {"id", "class"},
    "a": {"href", "title", "name"},
    "img": {"src", "alt", "title", "class", "data-src", "data-orig-file", "data-lazy-src"},
    "abbr": {"title"},
    "acronym": {"title"},
    "ol": {"start"},
    "iframe": {"src", "title", "data-src"},
    **{name: {"src"} for name in ("video", "audio", "source", "embed")},
    "object": {"data"},
}
_BLOCKS: Final = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_HOLDING: Final = frozenset("[document] article aside blockquote center div main section dd".split())
"""Blocks in which blank lines mean paragraphs, in the classic editor."""
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_WORD: Final = re.compile(r"[^\W_]+")
_TAG: Final = re.compile(r"<[^<>]*>")
_NO_TAG: Final = re.compile(r"<(?=!(?!--)|\?)")
"""The beginning of what only looks like a tag: a browser would hide the words up to the next >."""
_OPENING: Final = re.compile(r"<(?P<end>/)?(?P<name>[A-Za-z][A-Za-z0-9]*)")
_ALONE: Final = frozenset(
    "area br col embed hr img input li p param rp rt source td th tr wbr dd dt option".split()
)
"""Elements without an end, or whose end their next neighbour is."""


def parsed(html: str, notes: list[str]) -> BeautifulSoup:
    """Return HTML as a tree, with what a browser would show."""
    html = _whole(_NO_TAG.sub("&lt;", html))
    if "<!--" in html:
        notes.append("a comment in the text that no reader saw")
    if html.count("<") > MOST_TAGS or _is_tangled(html):
        notes.append("tags that are not closed, or too many; the words came in, and the tags did not")
        html = escape(unescape(_TAG.sub(" ", html)))
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes=None)
    return BeautifulSoup(clean, "html.parser")


def _whole(html: str) -> str:
    """Return HTML in which a tag without an end is text: a browser would hide the words behind it."""
    end = html.rfind(">") + 1
    return html if html.rfind("<!--") >= end else html[:end] + html[end:].replace("<", "&lt;")


def _is_tangled(html: str) -> bool:
    """Return whether so many elements are open that a parser would look through them for ever."""
    now: Counter[str] = Counter()
    total = 0
    for match in _OPENING.finditer(html):
        name = match["name"].lower()
        step = 0 if name in _ALONE else 1 if not match["end"] else -1 if now[name] else 0
        now[name] += step
        total += step
        if total > MOST_OPEN:
            return True
    return False


def words(tree: BeautifulSoup) -> Counter[str]:
    """Return the words of a tree, each with how often it is there."""
    return Counter(word for string in tree.strings for word in _WORD.findall(string))


def lost(wanted: Counter[str], text: str) -> list[str]:
    """Name words that are not in the Markdown."""
    there = Counter(_WORD.findall(text))
    plain = re.sub(r"\\|\*|</?\w+>", "", text)
    gone = [word for word in wanted if wanted[word] > there[word] and word not in plain]
    return [f"the words {' '.join(gone[:20])}"] if gone else []


def reshaped(tree: BeautifulSoup, classic: bool, notes: list[str]) -> None:
    """Change a tree to what Markdown can say. In a `classic` text blank lines mean paragraphs."""
    _flatten(tree)
    _code(tree)
    _bare_addresses(tree)
    if classic:
        _paragraphs(tree)
    _small_things(tree, notes)
    _tables(tree)
    _lists(tree)


def elements(tree: Tag, *names: str) -> list[Tag]:
    """Return the elements within another, all or those of some names, in their order.

    A text is gone through a dozen times, and the library's own search takes three times as long.
    """
    return [each for each in tree.descendants if isinstance(each, Tag) and (not names or each.name in names)]


def _strings(tree: Tag, part: str) -> list[NavigableString]:
    """Return the pieces of text that hold this."""
    return [each for each in tree.descendants if isinstance(each, NavigableString) and part in each]


def _flatten(tree: BeautifulSoup) -> None:
    """Take away elements that are nested deeper than Markdown is read; their words stay."""
    depths: dict[int, int] = {id(tree): 0}
    for each in elements(tree):
        depth = depths[id(each.parent)] + 1 if each.parent is not None else 1
        depths[id(each)] = depth
        if depth > MOST_DEPTH:
            depths[id(each)] = depth - 1
            each.unwrap()


def _code(tree: BeautifulSoup) -> None:
    """Make lines of code nothing but text, in which a break is the end of a line."""
    for each in elements(tree, "pre"):
        for line in each.find_all(["br", *_BLOCKS]):
            line.insert_before("\n")
        language = " ".join(str(name) for tag in each.find_all("code") for name in tag.get("class") or ())
        each.string = each.get_text()
        if language:
            each["class"] = language


def inside(node: PageElement, names: Iterable[str]) -> bool:
    """Return whether something stands in an element of one of these names."""
    return any(parent.name in names for parent in node.parents)


def _bare_addresses(tree: BeautifulSoup) -> None:
    """Make links of addresses that stand on a line of their own: WordPress embeds what is there."""
    for string in [each for each in _strings(tree, "http") if not inside(each, ("a", "pre", "code"))]:
        lines = str(string).split("\n")
        if not any(_ADDRESS.fullmatch(line.strip()) for line in lines):
            continue
        pieces: list[PageElement] = []
        for index, line in enumerate(lines):
            pieces += [NavigableString("\n")] * bool(index)
            pieces.append(
                new_link(tree, line.strip()) if _ADDRESS.fullmatch(line.strip()) else NavigableString(line)
            )
        string.replace_with(*pieces)


def new_link(tree: BeautifulSoup, address: str, shown: str = "") -> Tag:
    """Return a link for this tree, which shows its address where it has no words."""
    link = tree.new_tag("a", href=address)
    link.string = shown or address
    return link


def _paragraphs(tree: BeautifulSoup) -> None:
    """Make paragraphs of blank lines and breaks of others, as the classic editor shows them."""
    for holder in [tree, *elements(tree, *_HOLDING)]:
        if inside(holder, ("pre",)):
            continue
        for run in list(_runs(holder)):
            _paragraph(tree, run)
    for string in _strings(tree, "\n"):
        if not inside(string, ("pre", "code", "table", "ul", "ol")):
            _breaks(tree, string)


def _runs(holder: Tag) -> Iterator[list[PageElement]]:
    """Yield what stands between the blocks of an element, in one piece each."""
    run: list[PageElement] = []
    for each in holder.children:
        if isinstance(each, Tag) and (each.name in _BLOCKS or each.name in EMBEDDED):
            yield run
            run = []
        else:
            run.append(each)
    yield run


def _paragraph(tree: BeautifulSoup, run: Sequence[PageElement]) -> None:
    """Put the parts of a run into paragraphs."""
    if not any(isinstance(each, Tag) or str(each).strip() for each in run):
        return
    now: Tag | None = None
    for each in run:
        parts = re.split(r"\n[ \t]*\n\s*", str(each)) if isinstance(each, NavigableString) else [each]
        for index, part in enumerate(parts):
            if index or now is None:
                now = tree.new_tag("p")
                each.insert_before(now)
            if not isinstance(part, str) or part:
                now.append(each.extract() if isinstance(part, Tag) else NavigableString(str(part)))
        if isinstance(each, NavigableString):
            each.extract()


def _breaks(tree: BeautifulSoup, string: NavigableString) -> None:
    """Put a break where a line ends within a paragraph."""
    after, before = string.next_sibling, string.previous_sibling
    text = str(string)
    if not isinstance(before, PageElement) or _ends_line(before):
        text = text.lstrip("\n")
    if not isinstance(after, PageElement) or _ends_line(after):
        text = text.rstrip("\n ")
    pieces: list[PageElement] = []
    for index, line in enumerate(text.split("\n")):
        if index:
            pieces.append(tree.new_tag("br"))
        pieces.append(NavigableString(line.lstrip() if index else line))
    string.replace_with(*pieces)


def _ends_line(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in _BLOCKS or node.name == "br")


def _small_things(tree: BeautifulSoup, notes: list[str]) -> None:
    """Deal with elements that Markdown knows by another name, and with those that only a browser needs."""
    if elements(tree, "form", "input", "select", "textarea"):
        notes.append("a form, whose words stayed")
    names = {"acronym": "abbr", "strike": "del", "s": "del", "tt": "code"}
    for each in elements(tree):
        each.name = names.get(each.name, each.name)
        if each.name == "summary":
            each.name = "p"
        elif each.name in ("small", "u", "ins", "cite", "sub", "sup", "mark") and each.find(list(_BLOCKS)):
            each.unwrap()
    for string in _strings(tree, "\xa0"):
        if not inside(string, ("pre", "code")):
            string.replace_with(str(string).replace("\xa0", " "))


def _tables(tree: BeautifulSoup) -> None:
    """Make tables what Markdown can say: no table within a cell, no cell over several columns."""
    for each in elements(tree, "table"):
        if inside(each, ("table",)):
            for part in each.find_all(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"]):
                part.insert_after(" ")
                part.unwrap()
            each.unwrap()


def _lists(tree: BeautifulSoup) -> None:
    """Number the items of lists, and take lists of pictures apart."""
    for each in elements(tree, "ol", "ul"):
        if any("gallery" in str(name) for name in each.get("class") or ()):
            for item in each.find_all("li", recursive=False):
                item.name = "div"
            each.unwrap()
            continue
        start = str(each.get("start") or "")
        first = int(start) if start.isdecimal() and len(start) < 9 else 1
        for number, item in enumerate(each.find_all("li", recursive=False), first):
            item["value"] = str(number)
