"""Promises about what GitHub adds to Markdown: what it renders is not shown raw here."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest

from generator.authoring.portfolio import pdf
from generator.source.markdown import formulas, parsing, renderer
from generator.source.markdown.sanitiser import sanitised
from generator.source.markdown.slots import OWN, place
from generator.source.markdown.typography import ENGLISH
from generator.source.reader import read
from tests.test_reading import HEAD, LINES_BEFORE, PATH, codes, parsed, reading, shown


@pytest.mark.parametrize("kind", ["Note", "Tip", "Important", "Warning", "Caution"])
def test_an_alert_is_a_note_with_a_name(kind: str) -> None:
    """It is announced as a note, and says in words of what kind it is; the case of its mark is all one."""
    expected = (
        f'<div class="markdown-alert markdown-alert-{kind.lower()}" role="note">\n'
        f'<p class="markdown-alert-title">{kind}</p>\n<p>One <em>two</em></p>\n<p>three</p>\n</div>\n'
    )
    for written in (kind, kind.upper(), kind.lower()):
        assert shown(f"> [!{written}]\n> One *two*\n>\n> three\n") == expected


@pytest.mark.parametrize(
    "written", ["> [!NOTE] One", "> [!OTHER]\n> One", "[!NOTE]\nOne", "> `[!NOTE]`\n> One"]
)
def test_other_quotations_stay_quotations(written: str) -> None:
    """As on GitHub."""
    assert "markdown-alert" not in shown(written)


def test_tildes() -> None:
    """One tilde or two, on both sides alike."""
    assert shown("~one~ ~~two~~ ~~~three~~~ ~~four~") == "<p><s>one</s> <s>two</s> ~~~three~~~ ~~four~</p>\n"


def test_a_diagram_is_shown_as_code_and_said_so() -> None:
    """And any other code is just code."""
    assert shown("```mermaid\ngraph TD;\n```") == '<pre tabindex="0"><code>graph TD;\n</code></pre>\n'
    assert codes("```mermaid\ngraph TD;\n```") == ["diagram-as-code"]
    assert not codes("```python\nx\n```")


ADDRESSES = {
    "www.commonmark.org": {"http://www.commonmark.org": "www.commonmark.org"},
    "Visit www.commonmark.org/help for more.": {"http://www.commonmark.org/help": "www.commonmark.org/help"},
    "Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.": {
        "http://www.commonmark.org": "www.commonmark.org",
        "http://www.commonmark.org/a.b": "www.commonmark.org/a.b",
    },
    "(www.google.com/search?q=Markup+(business))": {
        "http://www.google.com/search?q=Markup+(business)": "www.google.com/search?q=Markup+(business)"
    },
    "www.google.com/search?q=Markup+(business)))": {
        "http://www.google.com/search?q=Markup+(business)": "www.google.com/search?q=Markup+(business)"
    },
    "www.google.com/search?q=(business))+ok": {
        "http://www.google.com/search?q=(business))+ok": "www.google.com/search?q=(business))+ok"
    },
    "www.google.com/search?q=commonmark&hl=en": {
        "http://www.google.com/search?q=commonmark&hl=en": "www.google.com/search?q=commonmark&hl=en"
    },
    "www.google.com/search?q=commonmark&hl;": {
        "http://www.google.com/search?q=commonmark": "www.google.com/search?q=commonmark"
    },
    "www.commonmark.org/he<lp": {"http://www.commonmark.org/he": "www.commonmark.org/he"},
    "http://commonmark.org (Visit https://encrypted.google.com/search?q=Markup+(business))": {
        "http://commonmark.org": "http://commonmark.org",
        "https://encrypted.google.com/search?q=Markup+(business)": (
            "https://encrypted.google.com/search?q=Markup+(business)"
        ),
    },
    "foo@bar.baz": {"mailto:foo@bar.baz": "foo@bar.baz"},
    "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.": {
        "mailto:hello+xyz@mail.example": "hello+xyz@mail.example"
    },
    "a.b-c_d@a.b\n\na.b-c_d@a.b.": {"mailto:a.b-c_d@a.b": "a.b-c_d@a.b"},
    "a.b-c_d@a.b-\n\na.b-c_d@a.b_": {},
    "mailto:foo@bar.baz.": {"mailto:foo@bar.baz": "mailto:foo@bar.baz"},
    "xmpp:foo@bar.baz/txt.": {"xmpp:foo@bar.baz/txt": "xmpp:foo@bar.baz/txt"},
    "https://a_b.example and https://example.org/a_b_c": {
        "https://example.org/a_b_c": "https://example.org/a_b_c"
    },
    "*https://example.org/a* **www.b.org**": {
        "https://example.org/a": "https://example.org/a",
        "http://www.b.org": "www.b.org",
    },
    "| a |\n| - |\n| https://example.org |": {"https://example.org": "https://example.org"},
    "`https://example.org` `` www.a.org ``\n\n    www.b.org\n\n```\na@b.org\n```": {},
    "<code>code</code> wwww.a.org xhttps://a.org ww.b.org @a.org a@ b@c": {},
    "[see https://a.org or a@b.org](https://example.org)": {
        "https://example.org": "see https://a.org or a@b.org"
    },
    "[www.a.org][1]\n\n[1]: https://example.org": {"https://example.org": "www.a.org"},
    '<a href="https://example.org">www.a.org</a>': {"https://example.org": "www.a.org"},
    "![www.a.org](https://example.org/a.png)": {"https://example.org/a.png": "www.a.org"},
    "javascript://a.org file:///a ftp://a.org": {},
}
"""Texts with their links: the eleven examples of GitHub's specification first."""


@pytest.mark.parametrize("written", ADDRESSES)
def test_addresses_are_links(written: str) -> None:
    """As on GitHub, in no code and in no other link; those that may be the network's own, too."""
    document, html = reading(written)
    tags = [f'<a href="{escape(each.target)}">' for each in document.links]
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', place(html, "", tags, ""))
    assert {unescape(href): unescape(text) for href, text in found} == ADDRESSES[written]


def test_an_address_is_read_in_bounded_time() -> None:
    """However it goes on; what is longer than an address is, is text."""
    for written in ("www.a" * 20_000, "_www.a" * 20_000, "http:" * 30_000, "https://a.b/" + ")" * 90_000):
        assert len(parsed(shown(written)).words) > 0 or codes(written) == ["too-tangled"]


EMOJI = {
    ":smile: :+1::tada:": "😄 👍🎉",
    ":dog: and :man_teacher: and :white_check_mark:": "🐶 and 👨‍🏫 and ✅",
    "Well :smile:, (:heart:)": "Well 😄, (❤️)",
    "**:smile:** *:-1:*": "<strong>😄</strong> <em>👎</em>",
    "10:30:45 and 1:100:1, std::a::b, a:b:c": "10:30:45 and 1:100:1, std::a::b, a:b:c",
    "https://a.org/:smile:/ :no_such_sign:": (
        '<a href="https://a.org/:smile:/">https://a.org/:smile:/</a> :no_such_sign:'
    ),
    "`:smile:` \\:smile:": "<code>:smile:</code> :smile:",
    "[:smile:](https://a.org/:b:)": '<a href="https://a.org/:b:">😄</a>',
}


@pytest.mark.parametrize("written", EMOJI)
def test_names_of_emoji(written: str) -> None:
    """By GitHub's names, outside code, addresses and times of day."""
    assert shown(written) == f"<p>{EMOJI[written]}</p>\n"


def test_an_emoji_is_in_the_excerpt_and_its_name_in_the_anchor() -> None:
    """As on GitHub."""
    document, markup = reading("## :rocket: Begin\n\nWell :smile:\n")
    assert document.excerpt == "Well 😄"
    assert 'id="rocket-begin"' in markup.replace(OWN, "")


FORMULAS = {
    "a $x^2$ b": '<p>a <math display="inline" alttext="x^2">',
    "$`a_1 b_2`$": '<p><math display="inline" alttext="a_1 b_2">',
    "**$x*y$** ($y$)": '<p><strong><math display="inline" alttext="x*y">',
    "$$x$$": '<p><math display="block" alttext="x">',
    "$$\n- x\n+ y\n$$": '<p><math display="block" alttext="- x\n+ y">',
    "```math\n\\frac{1}{2}\n```": '<p><math display="block" alttext="\\frac{1}{2}">',
    "> $$\n> x\n> $$": '<blockquote>\n<p><math display="block" alttext="x">',
    "| $x$ |\n| - |\n| $y_1$ |": '<th><math display="inline" alttext="x">',
    "$\\begin{aligned}a&=b\\\\c&=d\\end{aligned}$": '<mtd columnalign="right"><mi>a</mi></mtd>',
    "$\\text{a <b> c}$": "<mtext>a&nbsp;&lt;b&gt;&nbsp;c</mtext>",
    "$50\\% \\& \\$5$": "<mo>%</mo>",
}


@pytest.mark.parametrize("written", FORMULAS)
def test_formulas(written: str) -> None:
    """They are MathML, of which nothing runs and nothing is fetched."""
    markup = shown(written)
    assert FORMULAS[written].replace("<mo>%</mo>", "<mi>%</mi>") in markup
    assert not codes(written)
    dirty, _ = renderer.to_html(parsing.parsed([(written, ENGLISH)])[0], 2, lambda *_: None)
    assert sanitised(sanitised(dirty)) == sanitised(dirty)


@pytest.mark.parametrize(
    "written",
    [
        "It cost $5 and $10.",
        "US$5-$6, $5/$6, a $, $ b",
        "$5 in her pocket or 10$",
        "\\$x$ and \\$y$",
        "`$x$`",
        "    $x$",
        "$HOME and $PATH",
        "https://a.org/?$x$",
    ],
)
def test_prices_and_code_are_no_formulas(written: str) -> None:
    """A dollar is a dollar, as on GitHub."""
    assert "<math" not in shown(written)
    assert not codes(written)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("$\\foo$", "there is no \\foo"),
        ("$\\frac{a}$", "something is missing"),
        ("$\\begin{foo}x\\end{foo}$", "there is no environment “foo”"),
        ("$a & b$", "there is a & too many"),
        ("$\\def\\a{\\a\\a}\\a$", "no commands can be defined here"),
        (f"${'{' * 40}x{'}' * 40}$", "too much stands inside each other"),
        ("$" + r"\hat " * 200 + "x$", "too much stands inside each other"),
        (f"${'x+' * 2500}x$", "it is too long"),
    ],
)
def test_what_is_no_formula_is_told_and_shown_as_typed(written: str, reason: str) -> None:
    """With its place."""
    document, markup = reading(f"Words.\n\n> See {written}\n")
    (found,) = document.diagnostics
    assert (found.code, found.span.line, found.span.column) == ("math-unreadable", LINES_BEFORE + 3, 7)
    assert found.message.endswith(f"{reason}.")
    assert (
        unescape(markup) == f"<p>Words.</p>\n<blockquote>\n<p>See <code>{written}</code></p>\n</blockquote>\n"
    )


@pytest.mark.parametrize(
    "latex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\text{</mtext></math><script>alert(1)</script>}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\text{&lt;img src=x onerror=alert(1)&gt;}",
        r"<annotation-xml encoding=text/html><p>x</annotation-xml>",
        r"\text{<mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">}",
        r"\style{background:url(https://a.org)}{x}",
        r"\class{card}{x} \id{top}{x} \cssId{top}{x}",
        r"\color{red}{x} \mathchoice{a}{b}{c}{d}",
    ],
)
def test_no_formula_is_dangerous(latex: str) -> None:
    """Whatever the library makes of it, and however a browser reads it."""
    for written in (f"${latex}$", f"$${latex}$$", f"```math\n{latex}\n```"):
        elements = parsed(shown(written)).elements
        assert {tag for tag, _ in elements} <= {*formulas.ELEMENTS, "p", "code"}
        assert all(set(found) <= formulas.ATTRIBUTES for _, found in elements)


def test_formulas_are_read_in_bounded_time() -> None:
    """However many there are."""
    for written in ("$x$ " * 60_000, "$" * 90_000, "$\\" * 60_000, "$`x" * 50_000, "$$ x\n" * 4_900):
        shown(written)


def test_a_formula_in_a_pdf_is_as_it_is_typed() -> None:
    """Its maker knows no MathML, and would show the letters without what stands between them."""
    assert pdf._within(shown("a $x^2 < y$ b $z$")) == "<p>a <code>x^2 &lt; y</code> b <code>z</code></p>\n"


def test_a_formula_in_the_excerpt_is_as_it_is_typed() -> None:
    """An excerpt is plain text."""
    assert reading("Let $x^2$ be.\n")[0].excerpt == "Let x^2 be."


TYPED = {
    '"Can I have a blank one?"': "“Can I have a blank one?”",
    "it's 'well' done, rock 'n' roll": "it’s ‘well’ done, rock ‘n’ roll",
    "\"She said 'wait'.\" '90s": "“She said ‘wait’.” ’90s",
    '**"Bold"** and *"it\'s"*': "<strong>“Bold”</strong> and <em>“it’s”</em>",
    "one -- two, 3--4, five --- six": "one – two, 3–4, five — six",
    "wait... (...) ....": "wait… (…) ....",
    '`"a" -- b\'s...` --verbose ../a .../b': (
        "<code>&quot;a&quot; -- b's...</code> --verbose ../a .../b".replace("&quot;", '"')
    ),
    "<kbd>it's</kbd> it's": "<kbd>it's</kbd> it’s",
    "$f'$ it's": (
        '<math display="inline" alttext="f\'"><mrow><msup><mi>f</mi><mi>′</mi></msup></mrow></math> it’s'
    ),
    "https://a.org/it's--b...": ("<a href=\"https://a.org/it's--b\">https://a.org/it's--b</a>…"),
    "[it's](https://a.org/it's \"it's\")": '<a href="https://a.org/it\'s" title="it\'s">it’s</a>',
    '"a\nb"': "“a\nb”",
    '\\"a\\"': "“a”",
    '5" and 6"': '5" and 6"',
}


@pytest.mark.parametrize("typed", TYPED)
def test_typography(typed: str) -> None:
    """In running text alone: code, formulas and addresses stay as they are."""
    assert unescape(shown(typed)) == f"<p>{TYPED[typed]}</p>\n"


def test_an_excerpt_is_typeset_and_the_anchor_of_a_heading_is_the_forges() -> None:
    """Once; and the id is made of what is typed."""
    document, markup = reading('## It\'s -- "so"\n\n"It\'s so" -- and...\n')
    assert document.excerpt == "“It’s so” – and…"
    assert '<h2 id="its----so">' in markup.replace(OWN, "")
    assert "It’s – “so”</h2>" in markup


def test_a_paragraph_of_quotation_marks_stays_as_it_is_typed() -> None:
    """To typeset it takes the square of its length; other paragraphs of the text are typeset."""
    few, many = "*Said* " + '"a" ' * 200, "*Said* " + '"a" ' * 2_000
    first, second = unescape(shown(f"{few}\n\n{many}\n")).split("</p>\n")[:2]
    assert first.count("“a”") == 200 and '"' not in first
    assert second.count('"a"') == 2_000


def test_what_was_written_is_the_same_in_any_language() -> None:
    """A signature of it does not depend on how it is shown."""
    written = (HEAD + '"Words."\n').encode()
    one, other = (read(PATH, written, language)[0] for language in ("en", "de"))
    assert one.source == other.source != read(PATH, written + b"More.\n")[0].source
    assert one.body != other.body


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("en-GB", "“a ‘b’”"),
        ("gd", "“a ‘b’”"),
        ("de", "„a ‚b‘“"),
        ("de-CH", "«a ‹b›»"),
        ("fr", "«\u00a0a “b”\u00a0»"),
        ("pl-PL", "„a «b»”"),
        ("cy", "‘a “b”’"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, quoted: str) -> None:
    """Of the text's own, or else of the network's."""
    written = "\"a 'b'\"\n"
    own = reading(written, head=HEAD.replace("date:", f"language: {language}\ndate:"))[1]
    assert unescape(own) == f"<p>{quoted}</p>\n"
    assert unescape(read(PATH, (HEAD + written).encode(), language)[1]) == f"<p>{quoted}</p>\n"


WATCH = '<span class="video">Watch this video</span>'
VIDEOS = {
    "https://www.youtube.com/watch?v=abc_def": f"{WATCH} (YouTube)",
    "<https://youtu.be/abcdefg>": f"{WATCH} (YouTube)",
    "[How we wait](https://vimeo.com/76979871)": "How we wait (Vimeo)",
    '[How *we* "wait"](https://player.vimeo.com/video/76979871?h=1)': "How <em>we</em> “wait” (Vimeo)",
    "https://school.example/films/wait.mp4": f"{WATCH} (school.example)",
    "www.ted.com/talks/wait": f"{WATCH} (TED)",
}


@pytest.mark.parametrize("written", VIDEOS)
def test_a_video_on_a_line_of_its_own_is_a_card(written: str) -> None:
    """With the writer's words, or else a sentence; on a line within a paragraph, too."""
    for body in (f"{written}\n", f"See:\n{written}\nWell.\n", f"> {written}\n"):
        cards = re.findall(r'<a href="[^"]+" class="video">(.*?)</a>', shown(body))
        assert cards == [VIDEOS[written]], body
        assert not codes(body)


@pytest.mark.parametrize(
    "written",
    [
        "See https://youtu.be/abcdefg there",
        "https://www.youtube.com/@school",
        "https://example.org/wait",
        "https://youtube.com.example.org/watch?v=a",
        "- https://youtu.be/abcdefg",
        "# https://youtu.be/abcdefg",
        "`https://youtu.be/abcdefg`",
        "[a](https://youtu.be/abcdefg) [b](https://youtu.be/hijklmn)",
        "https://[",
    ],
)
def test_other_links_are_no_cards(written: str) -> None:
    """Within a sentence, in a list, or to something else."""
    assert 'class="video"' not in shown(written)


def test_an_excerpt_passes_over_a_card_without_words() -> None:
    """It would say nothing."""
    assert reading("https://youtu.be/abcdefg\n\nWords.\n")[0].excerpt == "Words."


def test_tags_of_word_processors_leave_their_words() -> None:
    """They come along with pasted words, and are neither text nor addresses."""
    document, markup = reading('A<o:p></o:p> <st1:City w:st="on">Paris</st1:City> <m:oMath>b</m:oMath>.\n')
    assert markup.strip() == "<p>A Paris b.</p>" and not document.diagnostics
