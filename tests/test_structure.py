"""Promises about the structure of HTML: a text ends where its place on the page ends, whatever is in it.

Pages are parsed as browsers parse them (the algorithm of the HTML Standard, by tinyhtml5).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from hypothesis import example, given, settings, strategies as st

from generator.preview.overlay import with_overlay
from generator.source.markdown.slots import place
from generator.source.reader import read
from tests.support import Records, build, examples, tree

HEAD = "---\ntitle: Listening\ndate: 2018-01-15\n---\n"
PLACES = (
    "<main><article><div id=t>{}</div><p>After</p></article></main>",
    "<ol><li><article><div id=t>{}</div><p>After</p></article></li><li>Next</li></ol>",
    "<ul><li><div id=t>{}</div><p>After</p></li><li>Next</li></ul>",
    "<ul><li><details><summary>Less</summary><ol><li><div id=t>{}</div></li></ol></details></li></ul>",
    "<dl><dt>Term</dt><dd><div id=t>{}</div></dd><dt>Next</dt></dl>",
    "<table><tr><td><div id=t>{}</div></td><td>Next</td></tr></table>",
)
"""Places of a text on a page: where the theme has one, and harder ones that another theme may have."""
ELEMENTS = (
    "a abbr article aside b blockquote br button caption center code col colgroup dd del details dialog "
    "div dl dt em fieldset figcaption figure font footer form h1 h2 h4 header hr i img input ins kbd label "
    "legend li main mark math meter nav nobr noscript ol optgroup option p picture pre progress q rp rt "
    "ruby s script section select small source span strike strong style sub summary sup svg table tbody td "
    "template textarea tfoot th thead time title tr tt u ul var video wbr"
).split()
ATTRIBUTES = (
    *[""] * 6,
    " href=https://example.org",
    ' href=""',
    " href=../b.md",
    " name=n",
    ' id="x"',
    ' title="<p>"',
    ' src="b.png"',
    ' src="https://example.org/c.png"',
    " class=scroll",
)
MARKDOWN = (
    *["\n\n"] * 6,
    *["word "] * 4,
    "\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "| a | b |\n| - | - |\n| c | ",
    " | ",
    " |\n",
    "`",
    "**",
    "[x](https://example.org)",
    "[",
    "](b.md)",
    "![p](p.png)",
    "![q](https://example.org/q.png)",
    "[^1]",
    "\n\n[^1]: note ",
    "- [ ] ",
    "&lt;",
    "<!-- c -->",
    "$x^2$ ",
    "\n\n$$\n\\frac{1}{2}\n$$\n\n",
    "> [!NOTE]\n> ",
    ":smile: ",
    "## Déjà vu\n",
)


PICTURE = '<picture><source srcset="p.webp"><img src="p.png" alt=""></picture>'


def tags() -> st.SearchStrategy[str]:
    """Beginnings and ends of elements, in any order."""
    names = st.sampled_from(ELEMENTS)
    opening = st.builds("<{}{}>".format, names, st.sampled_from(ATTRIBUTES))
    return st.one_of(opening, opening, names.map("</{}>".format))


def texts() -> st.SearchStrategy[str]:
    """Texts of tags and Markdown, balanced or not."""
    return st.lists(st.one_of(tags(), st.sampled_from(MARKDOWN)), max_size=14).map("".join)


def shown(body: str, held: bool = True) -> str:
    """Return a text as a page shows it, with what it links to in this edition or without."""
    document, html = read("participants/rachna/posts/2018-01-15-listening.md", (HEAD + body).encode())
    links = [(PICTURE if each.image else '<a href="p">') if held else "" for each in document.links]
    return place(html, "s-", links, "")


def outside(page: str) -> object:
    """Return the elements of a page around the text, as a browser takes them."""
    root = tinyhtml5.parse(f"<!doctype html><title>Page</title><body>{page}", namespace_html_elements=False)
    return _around(root)


def _around(element: Element) -> object:
    inside = [] if element.get("id") == "t" else [_around(each) for each in element]
    text = "" if element.get("id") == "t" else element.text
    return element.tag, dict(element.attrib), text, inside, element.tail


EMPTY = [outside(each.format("")) for each in PLACES]


@settings(max_examples=examples(400), deadline=None)
@given(texts(), st.booleans())
@example("<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>", True)
@example("| a |\n| - |\n| <table></table> |\n", True)
@example("<h2><table><tr><td>x</table></h2>", True)
@example("<li>stray</li>", True)
@example("<dd>stray</dd><dt>term</dt>", True)
@example("<a href=''><table><tr><td><a href=b.md>x</a></table></a>", False)
def test_a_text_ends_where_its_place_ends(text: str, held: bool) -> None:
    """Around any text the page has the same elements as around an empty one."""
    html = shown(text, held)
    for where, empty in zip(PLACES, EMPTY, strict=True):
        assert outside(where.replace("{}", html)) == empty, html


NESTED = (
    "<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>",
    "| a |\n| - |\n| <table></table> |",
    "<h2><table><tr><td>x</table></h2>",
    "<details><summary><table><tr><td>x</details>",
    "<li>one<li>two",
    "<dd>one<dt>two",
    "</div></article></li></main></body>",
    "<div><p><b><i>",
    "[^1]\n\n[^1]: <div><table><tr><td>\n\n# <table>\n\n- <td><li>",
    "<a href=https://example.org><table><tr><td><a href=https://example.org>x</table><h3>",
    "> <blockquote><pre>\n\n```\n</pre></div>\n```",
)


def chance(seed: int) -> str:
    """A text of tags and Markdown that a seed stands for; nothing in it needs another file."""
    draw = random.Random(seed)
    parts = (
        lambda: f"<{draw.choice(ELEMENTS)}{draw.choice([each for each in ATTRIBUTES if '.' not in each])}>",
        lambda: f"</{draw.choice(ELEMENTS)}>",
        lambda: draw.choice([each for each in MARKDOWN if ".md" not in each and ".png" not in each]),
    )
    return "".join(draw.choice(parts)() for _ in range(20))


def published(folder: Path, bodies: Sequence[str]) -> dict[str, bytes]:
    """Return the site of a network in which each of these is a post and the reply to it."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text(
        "cohorts/one.yaml",
        title="One",
        starts="2018-01-01",
        ends="2018-03-01",
        members={"emma": "participant"},
    )
    for number, body in enumerate(bodies):
        day = {"date": f"2018-01-15T{number // 60:02}:{number % 60:02}:00Z"}
        posts = "participants/emma/posts/2018-01-15"
        net.text(f"{posts}-post-{number}.md", f"First.\n\n{body}", title=f"Post {number}", **day)
        answered = f"emma/post-{number}"
        net.text(f"{posts}-reply-{number}.md", f"Second.\n\n{body}", reply_to=answered, **day)
    net.text("participants/emma/profile.md", f"Third.\n\n{bodies[0]}", name="Emma")
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("cohort",))
    assert outcome.written, outcome.diagnostics
    return tree(net.folder / "site")


def bare(page: str) -> object:
    """Return the elements of a page without its texts, as a browser takes them."""
    root = tinyhtml5.parse(page, namespace_html_elements=False)
    return _named(root)


def _named(element: Element) -> object:
    inside = [] if "prose" in element.get("class", "").split() else [_named(each) for each in element]
    return element.tag, element.get("class"), element.get("id"), inside


@pytest.mark.slow
def test_pages_and_feeds_are_the_same_around_any_text(tmp_path: Path) -> None:
    """A site of such texts has the elements of one with plain texts.

    So have the preview and each entry of a feed.
    """
    bodies = [*NESTED, *(chance(seed) for seed in range(30))]
    plain = published(tmp_path / "plain", ["x"] * len(bodies))
    wild = published(tmp_path / "wild", bodies)
    pages = [path for path in plain if path.endswith(".html")]
    assert len(pages) > len(bodies) and plain.keys() == wild.keys()
    for path in pages:
        expected = bare(plain[path].decode())
        assert bare(wild[path].decode()) == expected, path
    seen = with_overlay(wild[pages[0]], (), "content", "1").decode()
    assert bare(seen) == bare(with_overlay(plain[pages[0]], (), "content", "1").decode())
    entries = json.loads(wild["cohort/feed.json"])["items"]
    assert entries
    for entry in entries:
        assert outside(PLACES[0].replace("{}", entry["content_html"])) == EMPTY[0]


CLOSED = "caption dd dt li p rp rt td tr".split()
"""Elements without ends, which are closed by others."""
MOST_DEPTH = 110
"""Elements within each other, lists around entries too: more are slow to read, and browsers take 512."""


def depth(html: str) -> int:
    """Return how many elements are within each other."""
    at = deepest = 0
    for end, void in re.findall(r"<(/?)(br|col|hr|img|wbr)?", html):
        at += 0 if void else -1 if end else 1
        deepest = max(at, deepest)
    return deepest


def test_no_pair_of_tags_nests_without_end() -> None:
    """An element without an end is closed by the next of its kind, but not within one of another kind."""
    for first, second in product(CLOSED, repeat=2):
        for text in (f"<{first}><{second}>", f"<{first}></ul><{second}></dl>"):
            assert depth(shown(f"<div>{text * 150}")) <= MOST_DEPTH, text
