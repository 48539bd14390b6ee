"""Promises about reading a file: the Markdown that is understood, and the HTML that may pass.

No word is lost without a word about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from generator.model import report
from generator.model.diagnostics import Diagnostic, Span
from generator.schema.tree import Refused
from generator.source.document import Document
from generator.source.markdown import (
    formulas,
    parsing,
    pasted,
    renderer,
    sanitiser,
    slots,
    typography as typography_rules,
    unfinished,
)
from generator.source.markdown.comments import COMMENT
from generator.source.markdown.footnotes import footnotes
from generator.source.markdown.sanitiser import sanitised
from generator.source.markdown.slots import OPEN, OWN, SHUT
from generator.source.markdown.typography import ENGLISH, typography
from generator.source.reader import read, read_all
from generator.source.yaml import loader
from tests.support import examples

PATH = "participants/rachna/posts/2018-01-15-listening.md"
HEAD = "---\ntitle: Listening\ndate: 2018-01-15\n---\n"
LINES_BEFORE = HEAD.count("\n")


def reading(body: str, path: str = PATH, head: str = HEAD) -> tuple[Document, str]:
    """A post with this text, as it is read."""
    return read(path, (head + body).encode())


def shown(body: str) -> str:
    """The HTML of a text, with its own anchors as they are on a page of its own."""
    return reading(body)[1].replace(OWN, "")


def codes(body: str) -> list[str]:
    """Return what was found in a text."""
    return [each.code for each in reading(body)[0].diagnostics]


class Plain(HTMLParser):
    """The words that somebody reads in a piece of HTML, and the elements that it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; the words that describe a picture are read, too."""
        self.elements.append((tag, dict(attrs)))
        self.words.append(dict(attrs).get("alt") or "")

    def handle_data(self, data: str) -> None:
        """Text."""
        self.words.append(data)


def parsed(markup: str) -> Plain:
    """A piece of HTML as a browser takes it."""
    plain = Plain()
    plain.feed(markup)
    plain.close()
    return plain


# The Markdown that is promised


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "*one* **two** `three` [four](https://example.org/)",
            (
                "<p><em>one</em> <strong>two</strong> <code>three</code> <a "
                'href="https://example.org/">four</a></p>'
            ),
        ),
        (
            "> said\n\n1. one\n2. two",
            "<blockquote>\n<p>said</p>\n</blockquote>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>",
        ),
        ("```\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>'),
        ("over  \nnext", "<p>over<br>\nnext</p>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("---", "<hr>"),
        ("&amp;\n\n\\*", "<p>&amp;</p>\n<p>*</p>"),
        ("Café — “naïve” &amp; &copy; ok", "<p>Café — “naïve” &amp; © ok</p>"),
    ],
)
def test_markdown(source: str, expected: str) -> None:
    """CommonMark, and strikethrough."""
    assert shown(source).strip() == expected


def test_table() -> None:
    """A table scrolls in a region of its own, and its columns keep their sides."""
    markup = shown("| Question | Seconds |\n| :-- | --: |\n| Why? | 10 |\n")
    assert markup.count('<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>') == 1
    assert '<th class="align-left">Question</th>' in markup
    assert '<td class="align-right">10</td>' in markup


def test_footnotes_lead_there_and_back() -> None:
    """Each mark leads to its note and each note back, with ids that are this text's own."""
    document, markup = reading("I waited.[^a] And again.[^a]\n\n[^a]: Ten seconds.\n")
    ids = {attributes["id"] for _, attributes in parsed(markup).elements if "id" in attributes}
    links = {
        str(attributes["href"]).removeprefix("#") for tag, attributes in parsed(markup).elements if tag == "a"
    }
    assert links == ids
    assert all(str(each).startswith(OWN) for each in ids)
    assert "Ten seconds." in markup
    assert not document.diagnostics


def test_a_note_has_one_number() -> None:
    """However often a text refers to a note, its number is the same, as on the forge."""
    markup = shown("One.[^a] Two.[^b] Again.[^a]\n\n[^a]: Ten.\n[^b]: Nine.\n")
    assert re.findall(r'<sup class="footnote-ref"><a[^>]*>(.*?)</a>', markup) == ["1", "2", "1"]
    assert re.findall(r'class="footnote-backref">.{2}(.*?)</a>', markup) == ["", "<sup>2</sup>", ""]


def test_an_empty_cell_too_many_is_no_loss() -> None:
    """A row may end in more strokes than the table has columns; words in such a cell would be lost."""
    assert codes("| a | b |\n| - | - |\n| 1 | 2 ||\n| 3 | 4 | | |\n") == []
    assert codes("| a | b |\n| - | - |\n| 1 | 2 || 3 |\n") == ["extra-cells"]


def test_a_defined_link_is_no_task() -> None:
    """The x of `[x]` is a link where the text says where it leads."""
    markup = shown("- [x] read\n\n[x]: https://example.org/\n")
    assert '<a href="https://example.org/">x</a> read' in markup and "task" not in markup


def test_task_list() -> None:
    """A task is a sign with a name, since a page is not a form."""
    markup = shown("- [ ] ask\n- [x] wait\n- [X] listen\n")
    assert markup.count('role="img" aria-label="To do"') == 1
    assert markup.count('role="img" aria-label="Done"') == 2
    assert "<input" not in markup


SIGNS = [
    "*",
    "**",
    "_",
    "~~",
    "~",
    "`",
    "``",
    "[",
    "]",
    "](",
    ")",
    "![",
    "<",
    ">",
    "&",
    "&amp;",
    "#",
    "- ",
    "1. ",
    "> ",
    "\n",
    "\n\n",
    "  \n",
    "|",
    "\\",
    "---",
    "```\n",
    "[^1]",
    "[^1]: ",
    "    ",
    "\t",
    "=",
    ":",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "&lt;",
    "(",
    "!",
    ".",
    "[^2]: ",
    "[^2]",
    '"',
    "[word]: ",
    "www.",
    "https://",
    "mailto:",
    "@",
    ".org",
    "/a_b?c=d&e",
    "'",
    "--",
    "...",
]
OF_MARKDOWN = [
    "&nbsp;",
    *(each for each in SIGNS if "^" not in each and each not in ("<b>", "</b>", "<!--", "-->")),
]


@st.composite
def texts(draw: st.DrawFn, signs: Sequence[str] = SIGNS) -> tuple[str, list[str]]:
    """A text of words and signs in any order, and its words: each is one that stands nowhere else."""
    pieces: list[str] = []
    words: list[str] = []
    for sign in draw(st.lists(st.sampled_from(signs), max_size=30)):
        if draw(st.booleans()):
            words.append(f"word{len(words)}x")
            pieces.append(words[-1] + draw(st.sampled_from(["", " "])))
        pieces.append(sign)
    return "".join(pieces), words


def plain_parser() -> MarkdownIt:
    """The library's own parser, with the same additions to Markdown."""
    plain = MarkdownIt("commonmark", parsing.OPTIONS).enable(["table", "strikethrough"])
    plain.use(footnotes).use(gfm_autolink_plugin).use(tasklists_plugin)
    return plain.use(typography, ENGLISH)


@settings(max_examples=examples(300))
@given(texts())
def test_the_fast_path_means_the_same(text: tuple[str, list[str]]) -> None:
    """The parser with its fast path gives what the plain parser gives, letter by letter."""
    plain = plain_parser()
    assert parsing.parser().render(text[0]) == plain.render(text[0])


LINES = [
    "- a",
    "- b c",
    "* d",
    "+ e",
    "1. f",
    "2. g",
    "3) h",
    "7. start",
    "-  two",
    "-     five",
    "-\ttab",
    "- a | b",
    "- # h",
    "- > q",
    "-",
    "- ",
    "- **b** *e* `c`",
    "- trail  ",
    "- a\u00a0",
    "- _u_",
    "> quote",
    "> *e* `c`",
    "> q | r",
    "> - l",
    ">no",
    "> ",
    "> > x",
    "> trail  ",
    "# Head",
    "## Closed ##",
    "### Sign #x",
    "# a | b",
    "#",
    "####### seven",
    "# Trail  ",
    "# a\u00a0",
    "Words here",
    "Words | more",
    "| - | - |",
    "---",
    "===",
    "",
    "",
    "",
    "",
    "  ",
    "\t",
    "  cont",
    "    code",
    "```",
    "[^1]",
    "[^1]: Note",
    "[x]: https://example.org",
    "[x]",
    "**b** and *e*",
    "[l](https://example.org/a)",
    "[l](https://example.org/a 'a title')",
    """[l](https://example.org/a_b "it's **a** title")""",
    "'[l](https://example.org/a 'a `title')` b\\",
    "<b>x</b>",
    "<div>",
    "a\\",
    "hard  ",
    "&amp;",
    "A! b![",
    "- [ ] task",
    "1234567890. x",
    "1.x",
    "a\u2028b",
    "~~s~~",
    "**Goal:** x",
    "**Goal:**x *isn't it?*, *Who's there?*",
    "**http:** **mailto:** (**so.**)",
    "_it_ a_b_c _d_e_ _f._ __g__ '_h_",
    "_What I didn't._",
    "[It's here](a/b_c.md#d-e) [top](#top)",
    "[a](../b.md 'It') [b](//c) [c](/d) [d](e:f) [e](f?g=h)",
    "R & D, x&y; &x; &#65; <3 a<b < c &",
    "<b a <-- b <!x <?",
    "~t~ ~~~u~~~",
    "See www.example.org.",
    "**https://example.org/a_b** x",
    "At 10:30:45, a@b.example: `c@d.example`",
    "[www.a.org](https://www.example.org)",
    "wwww.a.org xwww.b.org",
    'It\'s *a* "b *c* d" -- ("e.") \'f\' x--y...',
    '"One" two\'s "three',
    'four," five',
    "**six--seven** `a--b's` \"'eight'\" --- nine",
    "> [!NOTE]",
    "> [!tip]",
]


@settings(max_examples=examples(500))
@given(
    st.lists(st.sampled_from(LINES), max_size=9).map("\n".join), st.sampled_from(["", "\n", "\n\n", "\n \n"])
)
def test_the_fast_path_means_the_same_line_by_line(lines: str, end: str) -> None:
    """Blocks that are written at once are what the plain parser makes of them, in any surroundings."""
    plain = plain_parser()
    assert parsing.parser().render(lines + end) == plain.render(lines + end)


FAULTS = (
    *("==so==", "##word", "\n::: note", "[TOC]", "[[words]]", "{{words}}", "{% x %}", "%%words%%"),
    *("{::comment}", "<!- words", "[//]: # (x)", "**", "~~", "`", "](", "[^9]", "2*3*4", "a\n• b\n• c\n"),
    *("https://a.org/b c.pdf", "![](a b.png)", "...", "--", "'", '"', "\n", "\n\n", "\n\n# "),
)
"""Marks of which a writer is told, and signs that are typeset."""


@settings(max_examples=examples(150))
@given(texts(FAULTS))
def test_no_check_is_left_out_that_would_find_something(text: tuple[str, list[str]]) -> None:
    """A text of which every check looks at every block is read as one that is looked through for signs."""
    found = reading(text[0])
    with pytest.MonkeyPatch.context() as patch:
        every = (*renderer._CHECKS, *pasted.CHECKS)
        patch.setattr(renderer, "_checks", lambda _, outline: every[: -1 if outline.crowded else None])
        patch.setattr(unfinished, "_within_words", lambda _, __: True)
        patch.setattr(typography_rules, "_has_signs", lambda _: True)
        assert reading(text[0]) == found


def test_code_within_a_line_makes_no_mark_unfinished() -> None:
    """Stars in a piece of code say nothing about those beside it, which have their ends."""
    document, _ = reading("We had **this** in {braces} and `a ** b` in the code, which is fine.\n")
    assert "unfinished-mark" not in {each.code for each in document.diagnostics}


@settings(max_examples=examples(300))
@given(texts())
def test_every_text_goes_through_the_sanitiser(text: tuple[str, list[str]]) -> None:
    """The HTML of any text is the sanitiser's: nothing goes around it, and nothing is added before it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sanitiser, "sanitised", lambda _: "<p>The sanitiser's own</p>")
        assert shown(text[0]) == "<p>The sanitiser's own</p>"


@settings(max_examples=examples(300))
@given(texts(OF_MARKDOWN))
def test_the_sanitiser_leaves_alone_what_it_made(text: tuple[str, list[str]]) -> None:
    """Sanitised once more, HTML stays the same, letter by letter."""
    dirty, _ = renderer.to_html(parsing.parsed([(text[0], ENGLISH)])[0], 2, lambda *_: None)
    assert sanitised(sanitised(dirty)) == sanitised(dirty)


# No word is lost


@settings(max_examples=examples(500))
@given(texts())
def test_no_word_is_lost(text: tuple[str, list[str]]) -> None:
    """Every word is on the page, in the address of a link, the language of a piece of code, or a comment.

    Otherwise a diagnostic says what became of it.
    """
    source, words = text
    document, markup = reading(source)
    assert document.fields is not None
    plain = parsed(markup)
    addresses = "".join(
        f"{attributes.get('href')} {attributes.get('title')}" for _, attributes in plain.elements
    )
    targets = "".join(f"{link.target}#{link.fragment} {link.alt} {link.title} " for link in document.links)
    everywhere = "".join(plain.words) + addresses + targets
    languages = re.findall(r"(?m)^.*(?:`{3,}|~{3,})[ \t]*(word\d+x)[ \t]*$", source)
    hidden = "".join(COMMENT.findall(source))
    lost = [word for word in words if word not in everywhere + hidden and word not in languages]
    assert not lost or document.diagnostics, f"{lost} of {source!r} are nowhere in {markup!r}"


@pytest.mark.parametrize(
    "source",
    [
        "Hello <script>WORD</script> there",
        "<script>\nWORD\n</script>",
        "<style>WORD</style>",
        "<textarea>WORD",
        "<select><option>WORD</option></select>",
        "<noscript>WORD</noscript>",
        "<template>WORD</template>",
        "<title>WORD</title>",
        "<svg><text>WORD</text></svg>",
        "<math><mi>WORD</mi></math>",
        "<object>WORD</object>",
        "<details><summary>WORD</summary></details>",
        "Dear <name>, WORD",
        "<table><tr><td>WORD</td></tr></table>",
        "a <b WORD",
        "1 < 2 WORD > 1",
        "<!-- never closed WORD",
        "<font color=red>WORD</font>",
        "<plaintext>WORD",
        "<xmp>WORD</xmp>",
        "<div WORD",
        "<table\nWORD",
    ],
)
def test_words_inside_tags_stay(source: str) -> None:
    """Text that a parser of HTML would swallow is shown."""
    markup = shown(source)
    assert "WORD" in "".join(parsed(markup).words), markup


# What may not pass

ELEMENTS = set(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt "
    "ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul "
    "var wbr".split()
)
ATTRIBUTES = set(
    (
        "lang dir title id href src alt width height colspan rowspan headers scope start reversed type "
        "value span cite datetime open role aria-label class tabindex"
    ).split()
)

DANGEROUS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//example.com/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<img src="x.png" alt="x" onerror="alert(1)">',
    "<img src=x.png alt=x onerror=alert(1) ",
    '<img src="javascript:alert(1)" alt="x">',
    '<img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=" alt="x">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    '<a href="\u2028javascript:alert(1)">x</a>',
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://example.org/ "\\" onmouseover=alert(1) y=\\"")',
    "<svg onload=alert(1)></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<style>body { background: url(//example.com/) }</style>",
    '<p style="position: fixed; top: 0" class="edit" onclick="alert(1)">x</p>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<iframe src="data:text/html,<script>alert(1)</script>" title="<img src=x onerror=alert(1)>"></iframe>',
    '<object data="x.swf"></object><embed src="//example.com/x">',
    '<form action="//example.com/"><input name="password"><button>Go</button></form>',
    (
        '<meta http-equiv="refresh" content="0; url=//example.com/"><base href="//example.com/"><link '
        'rel="stylesheet" href="//example.com/x.css">'
    ),
    '<div id="x" id="y"><noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<!--><img src=x onerror=alert(1)>-->",
    '<td background="//example.com/x.png">x</td>',
    "<details ontoggle=alert(1) open>x</details>",
    "`<script>` and\n\n    <script>alert(1)</script>\n",
    f"{OPEN}0{SHUT} {OPEN}/0{SHUT} {OPEN}99{SHUT} {OWN}",
    '<img alt="<img src=x onerror=alert(1)>">',
    '<img src="/x.png" alt="<img src=x onerror=alert(1)>">',
    '<img src="https://example.org/x.png" alt="<img src=x onerror=alert(1)>">',
    """<img src='https://example.org/" onmouseover="alert(1)' title='" onmouseover="alert(1)' alt=x>""",
    """<a href='https://example.org/" onmouseover="alert(1)' title='" onmouseover="alert(1)'>x</a>""",
]


def harmless(markup: str) -> None:
    """Nothing in it can run, be fetched from elsewhere, or leave its place."""
    for tag, attributes in parsed(markup).elements:
        assert tag in ELEMENTS, markup
        assert set(attributes) <= ATTRIBUTES, markup
        for key in ("href", "src", "cite"):
            scheme = urlsplit(
                re.sub(r"[\x00-\x20]", "", (attributes.get(key) or "").strip()).replace(OWN, "")
            ).scheme
            assert scheme in ("", "http", "https", "mailto", "tel", "xmpp"), markup
        assert tag != "img", "a picture is a slot, which an edition fills with a file of the network"


@pytest.mark.parametrize(
    "dirty",
    [
        *(f"<p>{each}</p>" for each in DANGEROUS),
        '<p onclick="a()">b</p>',
        "<P>b</P>",
        '<a href="javascript:a">c</a>',
        "<!-- a -->",
        "a < b",
        "&#60;b>",
        '<h2 id="a" id="b">c</h2>',
        "a\xa0b",
        "a\rb",
        "a\ufeffb",
        "\ufeffb",
        "a\0b",
        "a > b",
        '<a href="https://example.org/?a&b">c</a>',
        '<a href="https://EXAMPLE.org:80/\u00fc x">c</a>',
        '<a href="data:a">c</a>',
        '<a href="https://example.org">a <a href="https://example.org/b">c</a></a>',
        '<a href="https://example.org">a <em><a href="/b">c</a></em>',
        '<a href="https://example.org">a',
    ],
)
def test_what_is_dangerous_or_odd_is_sanitised(dirty: str) -> None:
    """By the sanitiser alone, with no text around it, and once for all."""
    clean = sanitised(dirty)
    for tag, attributes in parsed(clean).elements:
        assert tag in ELEMENTS | formulas.ELEMENTS
        assert set(attributes) <= {*ATTRIBUTES, "name"}
    assert sanitised(clean) == clean


@pytest.mark.parametrize("source", DANGEROUS)
def test_nothing_dangerous_passes(source: str) -> None:
    """The sanitiser's allow-list has the last word, in a paragraph, in a list and in a table."""
    for text in (
        source,
        f"Words {source} words",
        f"- {source}\n",
        f"> {source}\n",
        f"| a |\n| - |\n| {source} |\n",
    ):
        harmless(shown(text))


@settings(max_examples=examples(300))
@given(
    st.lists(
        st.sampled_from([*DANGEROUS, "\n\n", "<b>", "</p>", "<table>", "<svg>", "-->", "'", '"', ">", "`"]),
        max_size=6,
    ).map("".join)
)
def test_nothing_dangerous_passes_together(source: str) -> None:
    """Nor does it when pieces of it meet."""
    harmless(shown(source))


ON_THE_FORGE = (
    "a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 "
    "h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp small source span strike strong "
    "sub summary sup table tbody td tfoot th thead time tr tt ul var wbr"
).split()
"""Elements that GitHub shows (html-pipeline's list)."""


@pytest.mark.parametrize("element", ON_THE_FORGE)
def test_no_tag_that_the_forge_shows_is_text(element: str) -> None:
    """On its own line, and within a sentence."""
    for body in (f"<div><{element}>word</{element}></div>", f"A <{element}>word</{element}>."):
        markup = shown(body)
        assert "&lt;" not in markup and "word" in markup
        assert set(codes(body)) <= {"missing-alt"}


def test_tags_of_long_ago() -> None:
    """They become what they are called now."""
    assert shown("<tt>a</tt> <strike>b</strike>") == "<p><code>a</code> <s>b</s></p>\n"
    assert shown("<center>c</center>") == '<div class="align-center">c</div>'
    assert shown("<p align=right>d</p>") == '<p class="align-right">d</p>'


OF_ALL = {"lang", "dir", "title", "id"}
OF_ONE = {
    "a": {"href"},
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
}
UNWANTED = (
    "style srcdoc srcset src sizes background poster lowsrc dynsrc data codebase classid code archive "
    "action formaction formtarget method target ping download cite longdesc usemap ismap "
    "profile manifest xmlns xlink:href xml:base is slot part exportparts nonce integrity crossorigin "
    "referrerpolicy name form for tabindex autofocus accesskey contenteditable draggable "
    "hidden inert popover popovertarget commandfor itemprop itemid itemtype http-equiv content charset "
    "rel rev role aria-label aria-hidden aria-live aria-describedby data-x data-version "
    "width height colspan rowspan start value type open datetime href headers scope span reversed "
    "onclick onload onerror onfocus onmouseover onpointerenter ontoggle onanimationstart "
    "x-unknown "
).split()
UNCLASSED = "enquiry-overlay edit card post scroll task done footnotes align-left h-entry u-photo"


@pytest.mark.parametrize("element", sorted(ELEMENTS - {"img"}))
def test_no_other_attribute_passes(element: str) -> None:
    """Each element keeps its own attributes, and no class but those that Markdown gives to its kind."""
    written = "".join(f' {name}="x"' for name in sorted({*UNWANTED, *OF_ALL}))
    table = element in ("table", "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr")
    inside = f'<{element} class="{UNCLASSED}"{written}>'
    row = "<colgroup>" if element == "col" else "<tr>" if element in ("td", "th") else ""
    around = "" if element == "table" else f"<table>{row}" if table else "<p>"
    dirty = around + inside
    found = [
        attributes
        for tag, attributes in parsed(sanitised(dirty)).elements
        if tag == element and "lang" in attributes
    ]
    assert len(found) == 1
    assert set(found[0]) - OF_ALL - OF_ONE.get(element, set()) - {"class"} <= (
        {"name"} if element == "a" else set()
    )
    sided = dict.fromkeys("caption div figure h1 h2 h3 h4 h5 h6 p td th".split(), "align-left")
    classes = {**sided, "span": "task done", "section": "footnotes"}.get(element, "")
    assert (found[0].get("class") or "") == classes
    assert set(parsed(shown(f"<div>\n{inside}x</{element}></div>")).elements[-1][1]) <= ATTRIBUTES


@pytest.mark.parametrize(
    "scheme",
    (
        "javascript data file ftp sms blob ws wss vbscript view-source filesystem about chrome intent "
        "magnet whatsapp jar mhtml ms-settings steam urn x"
    ).split(),
)
def test_no_other_scheme_passes(scheme: str) -> None:
    """However it is spelt, and the address that goes is told of."""
    for spelt in (scheme, scheme.upper(), f"&#1;{scheme}", f"{scheme[0]}&#9;{scheme[1:]}"):
        body = f'<a href="{spelt}:y">WORD</a> <img src="{spelt}:y" alt="WORD">'
        assert "href" not in shown(body) and shown(body).count("WORD") == 2
        assert codes(body)[0] == "address-dropped"


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "http://example.org/", "mailto:a@example.org", "tel:+440", "//example.org/x"],
)
def test_addresses_elsewhere_stay_as_they_are(address: str) -> None:
    """These alone."""
    assert shown(f"[x]({address})") == f'<p><a href="{address}">x</a></p>\n'
    assert not reading(f"[x]({address})")[0].links


@pytest.mark.parametrize(
    "around", ["[{}](https://example.org/)", "[{}](../../emma/profile.md)", "[{}](#a)", '<a id="a">{}</a>']
)
def test_no_link_stands_in_a_link(around: str) -> None:
    """A picture from elsewhere becomes a link, unless it is in one.

    Browsers would end the outer one there.
    """
    picture = "![Words](https://example.org/x.png)"
    inside, after = (
        shown(around.format(picture) + " ").count("<a "),
        shown(around.format("x") + picture).count("<a "),
    )
    assert inside == after - 1


def test_slots_are_nobodys_to_write() -> None:
    """A text that holds the signs that stand for slots is refused, and references to them are taken out.

    So there are as many slots as links.
    """
    assert codes(f"{OPEN}0{SHUT}") == codes(OWN) == ["control-character"]
    document, markup = reading(
        "<b>&#xFDD0;0&#xFDD1;</b> [Emma](../../emma/profile.md) &#xFDD0;/0&#xFDD1; <b>&#xFDD2;</b>"
    )
    assert markup.count(OPEN) == 2 * len(document.links) == 2
    assert OWN not in markup
    assert slots.place(markup, "own-", ['<a href="emma/">'], "").count("<a ") == 1


# Headings, nesting, damage


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.sampled_from(
            ["Why", "Why 2", "Why-2", "why", "Why?", "…", "Why 2 2", "section", "Fn1", "fnref1", "Warum für"]
        ),
        min_size=1,
        max_size=10,
    ),
    st.booleans(),
)
def test_ids_never_collide(titles: list[str], notes: bool) -> None:
    """However headings are called, each has an id of its own, also beside footnotes and anchors of HTML."""
    body = "\n\n".join(f"## {title}" for title in titles) + (
        '\n\nWords[^1] <a id="why"></a>\n\n[^1]: Note.' if notes else ""
    )
    document, markup = reading(body)
    ids = [attributes["id"] for _, attributes in parsed(markup).elements if "id" in attributes]
    headings = [
        attributes.get("id") for tag, attributes in parsed(markup).elements if re.fullmatch(r"h[1-6]", tag)
    ]
    assert len(ids) == len(set(ids))
    assert all(headings)
    assert all(str(each).startswith(OWN) for each in ids)
    assert set(document.anchors) == {str(each).removeprefix(OWN) for each in ids}


def test_an_id_that_is_there_already_is_left_out() -> None:
    """Of two paragraphs of HTML with one id, the second has none."""
    document, markup = reading('<p id="why">One</p>\n\n<p id="why">Two</p>\n')
    assert [attributes.get("id") for _, attributes in parsed(markup).elements] == [f"{OWN}why", None]
    assert document.anchors == ("why",)


def test_headings_begin_below_the_title_and_skip_no_level() -> None:
    """The page's title is its only first heading; a reply's headings begin two levels further down."""
    assert re.findall(r"<(h\d)", shown("# One\n\n### Two\n\n##### Three\n\n# Four\n")) == [
        "h2",
        "h3",
        "h4",
        "h2",
    ]
    reply = "---\nreply_to: rachna/listening\ndate: 2018-01-16\n---\n"
    assert re.findall(
        r"<(h\d)", reading("# One\n\n## Two\n", "participants/emma/replies/2018-01-16-why.md", reply)[1]
    ) == ["h4", "h5"]


NESTED = {
    "quotations": lambda depth: "> " * depth + "WORD",
    "lists": lambda depth: (
        "\n".join("  " * level + "- item" for level in range(depth - 1))
        + "\n"
        + "  " * (depth - 1)
        + "- WORD"
    ),
    "numbered lists": lambda depth: "1. " * depth + "WORD",
    "emphasis": lambda depth: "*a **b " * (depth // 2) + "WORD" + " b** a*" * (depth // 2),
    "links": lambda depth: "[" * depth + "WORD" + "](x.md)" * depth,
    "elements": lambda depth: "<div>" * depth + "WORD" + "</div>" * depth,
}


@pytest.mark.parametrize("kind", NESTED)
@pytest.mark.parametrize("depth", [1, 5, 10, 20, 25, 29, 30, 31, 40, 58, 59, 60, 61, 200, 1000])
def test_deep_nesting_is_shown_or_reported(kind: str, depth: int) -> None:
    """Text that is nested too deep for the parser is never dropped in silence. The report names its line."""
    document, markup = reading(f"First.\n\n{NESTED[kind](depth)}\n\nLast.\n")
    deep = [each for each in document.diagnostics if each.code == "nested-too-deep"]
    if document.fields is None:
        assert codes(NESTED[kind](depth)) == ["file-too-large"] and depth == 1000
        return
    assert "WORD" in "".join(parsed(markup).words) or deep
    assert all(LINES_BEFORE + 3 <= each.span.line < LINES_BEFORE + 3 + depth for each in deep)
    assert "Last." in markup or deep
    assert not (deep and depth <= 25), "as deep as anybody writes"


@settings(max_examples=examples(200))
@given(
    st.binary(max_size=200),
    st.sampled_from(
        [
            PATH,
            "network.yaml",
            "cohorts/stl-2018.yaml",
            "participants/rachna/profile.md",
            "standards/ours.yaml",
            "guests/a.md",
            "pages/a.md",
        ]
    ),
)
def test_no_bytes_make_it_raise(data: bytes, path: str) -> None:
    """Whatever is in a file, what is wrong with it is in the document."""
    read(path, data)
    document, _ = read(path, b"---\n" + data)
    assert all(isinstance(each, Diagnostic) for each in document.diagnostics)


def test_files_that_are_read_together_are_read_as_each_alone() -> None:
    """No step that is taken for many files at once mixes them up."""
    bodies = "# A\n\n[a](#a)", "<b>[a][b]\n\n[b]: c.md", "", "x[^1]\n\n[^1]: y", 'Is it? "So" <!--', "\x01"
    texts = [f"---\ntitle: T\ndate: 2018-01-15\n---\n{body}" for body in bodies]
    files = [
        *((f"participants/a/posts/{place}.md", text.encode()) for place, text in enumerate([*texts, "none"])),
        ("network.yaml", b"title: T"),
        ("never-publish.txt", b"A name"),
        ("pages/x.md", b"\xff"),
    ]
    assert read_all(files, "de") == [read(path, data, "de") for path, data in files]


@settings(max_examples=examples(300))
@given(
    st.lists(
        st.sampled_from(
            [
                *"title:|\n []{}\"'#!>\t0é?,%@`~",
                "- ",
                "&a",
                "*a",
                "---",
                "...",
                "date: 2018-01-15",
                "title: ",
                "  ",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_no_settings_make_it_raise(text: str) -> None:
    """Nor does anything that could be taken for YAML; and every place that is named is in the file."""
    whole = f"---\n{text}\n---\nWords.\n"
    lines = whole.split("\n")
    for each in read(PATH, whole.encode())[0].diagnostics:
        assert 1 <= each.span.line <= len(lines), each
        assert 1 <= each.span.column <= len(lines[each.span.line - 1]) + 1, each


VALUES = [
    "word",
    "x y",
    "A",
    "2018-01-15",
    "T10:00:00Z",
    "3.10",
    "https://example.org/a",
    "é",
    "\u2019s",
    "“q”",
    '"',
    '"x  y"',
    '"a, b"',
    '""',
    "'",
    "'a'",
    "[",
    "]",
    "[a, b.1]",
    "[a,b]",
    "[]",
    ", ",
    ",",
    ": ",
    ":",
    " ",
    "  ",
    "#",
    " #",
    "&",
    "*",
    "!",
    "%",
    "@",
    "`",
    "{",
    "}",
    "? ",
    "- ",
    "-",
    "/",
    "~",
    "null",
    "yes",
    "\\",
    "\\n",
    "\t",
    "\x85",
    "\u2028",
    "\xa0",
    "\ufeff",
    "\U0001f600",
    "=",
    "<<",
]


@example([("title", "x:")])
@example([("title", "x "), ("date", "2018-01-15")])
@example([("title", "x: y")])
@example([("title", "x #y")])
@example([("title", '"a" b')])
@settings(max_examples=examples(500))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "a_b", "date", "A", "x y", "-"]),
            st.lists(st.sampled_from(VALUES), min_size=1, max_size=4).map("".join),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_plain_settings_mean_the_same(pairs: list[tuple[str, str]]) -> None:
    """Settings that are read without the library are what it makes of them.

    Nobody could read them differently; below a comment they are left to it.
    """
    text = "".join(f"{key}: {value}\n" for key, value in pairs)
    assert _tree(text, 2) == _tree(f"# settings\n{text}", 1)


def _tree(text: str, first_line: int) -> object:
    try:
        return loader.parse(text, PATH, first_line=first_line)
    except Refused:
        return None


@pytest.mark.parametrize(
    "settings_", ["title: &a x", "title: *a", "tags: [&a x]", "tags: [*a]", "title: &a\n  b: c"]
)
def test_no_reference_of_yaml_is_followed(settings_: str) -> None:
    """Neither its name nor its use, on a word, in a list, on a mapping."""
    assert [each.code for each in read(PATH, f"---\n{settings_}\n---\nWords.\n".encode())[0].diagnostics] == [
        "yaml-anchor"
    ]


@settings(max_examples=examples(300))
@given(texts())
def test_places_are_in_the_text(text: tuple[str, list[str]]) -> None:
    """Every place that is named in a text is one of it."""
    lines = (HEAD + text[0]).split("\n")
    document, _ = reading(text[0])
    for line, column in [(each.span.line, each.span.column) for each in document.diagnostics] + [
        (each.line, each.column) for each in document.links
    ]:
        assert LINES_BEFORE < line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@pytest.mark.parametrize(
    "code",
    [
        "no-scheme",
        "empty-link",
        "remote-image",
        "broken-anchor",
        "open-comment",
        "missing-alt",
        "unused-footnote",
    ],
)
def test_findings_stand_where_they_are(code: str) -> None:
    """Inside a quotation, a list and a table too, a finding names the very line."""
    slips = {
        "no-scheme": "[x](www.example.org)",
        "empty-link": "[x]()",
        "remote-image": "![x](https://example.org/x.png)",
        "broken-anchor": "[x](#nowhere)",
        "open-comment": "<!-- x",
        "missing-alt": "![](x.png)",
        "unused-footnote": "[^9]: x",
    }
    for before, after in (("", ""), ("> ", ""), ("- one\n- ", ""), ("| a |\n| - |\n| ", " |")):
        if code == "unused-footnote" and before:
            continue
        body = f"Words.\n\n{before}{slips[code]}{after}\n"
        found = [each for each in reading(body)[0].diagnostics if each.code == code]
        line = next(
            number for number, words in enumerate((HEAD + body).split("\n"), 1) if slips[code] in words
        )
        assert [each.span.line for each in found] == [line], (before, found)


def test_no_finding_sends_control_characters_to_a_terminal() -> None:
    """A name or a value may hold some; the message that quotes it does not."""
    finding = Diagnostic(Span("a\x1b[2J.md"), "bad-name", "“a\x1b[2J” is no name.", "write \x9b")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", report.text([finding], "content"))
