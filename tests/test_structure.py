"""Promises about the structure of HTML: a text ends where its place on the page ends, whatever is in it.

Pages are parsed as browsers parse them (the algorithm of the HTML Standard, by tinyhtml5).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import tinyhtml5
from hypothesis import example, given, settings, strategies as st

from generator.source.markdown.slots import place
from generator.source.reader import read
from tests.support import examples

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
