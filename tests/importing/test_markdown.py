"""WordPress' HTML as Markdown: what it becomes, and that Enquiry shows the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings, strategies as st

from generator.authoring.importing.conversion import Converted, converted
from generator.authoring.importing.shortcodes import Picture
from generator.model.diagnostics import Diagnostic
from generator.source.reader import read

PICTURES = {
    "3": Picture("https://blog.example/files/jotter.jpg", "A jotter", "<em>Mine</em>"),
    "4": Picture("https://blog.example/files/plan.pdf", name="plan.pdf", is_picture=False),
}


class Known:
    """A blog of which one post and one picture are known here."""

    def link(self, address: str) -> str:
        """Return a relative address for the post that is known."""
        return address.replace("https://blog.example/known/", "2018-01-15-known.md")

    def picture(self, address: str) -> str:
        """Return a file for the picture that is known."""
        return "jotter.jpg" if "jotter" in address else ""


def gallery(ids: Sequence[str]) -> list[Picture]:
    """Return pictures by their numbers."""
    return [PICTURES[each] for each in ids or PICTURES if each in PICTURES]


def convert(html: str, footnotes: str = "") -> Converted:
    """Convert a text."""
    return converted(html, Known(), gallery, footnotes)


def shown(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the words that Enquiry shows of a Markdown text, and its findings."""
    path = "participants/ann/posts/2018-01-15-one.md"
    document, html = read(path, f"---\ntitle: One\ndate: 2018-01-15\n---\n\n{text}\n".encode())
    return BeautifulSoup(html, "html.parser").get_text(" "), document.diagnostics


CASES = {
    "blocks": (
        (
            '<!-- wp:paragraph {"align":"center"} -->\n<p class="has-text-align-center">One</p>\n'
            "<!-- /wp:paragraph -->\n\n<!-- wp:heading -->\n<h2>Two</h2>\n<!-- /wp:heading -->"
        ),
        "One\n\n## Two",
    ),
    "classic paragraphs": ("One\ngoes on\n\nTwo <b>three</b>\n\n\n", "One\\\ngoes on\n\nTwo **three**"),
    "a list in the classic editor": (
        "One:\n<ul>\n\t<li>a\n\t<li>b</li>\n</ul>\nend",
        "One:\n\n- a\n- b\n\nend",
    ),
    "breaks": ("<p>One<br><br>Two<br></p><br>", "One\n\nTwo"),
    "non-breaking spaces": ("<p>&nbsp;</p><p>10&nbsp;am</p>", "10 am"),
    "a caption": (
        (
            '[caption id="a_3" width="300" caption="Old"]<a href="https://blog.example/jotter.jpg">'
            '<img class="size-medium" src="https://blog.example/jotter-300x200.jpg" alt="A jotter"></a>'
            " My <i>own</i>"
            "[/caption]"
        ),
        "![A jotter](jotter.jpg)\n\nMy *own*",
    ),
    "a caption of old": ('[caption caption="Old"]<img src="jotter.jpg">[/caption]', "![](jotter.jpg)\n\nOld"),
    "a gallery": ('[gallery ids="3"]', "![A jotter](jotter.jpg)\n\n*Mine*"),
    "a playlist": ('[playlist ids="4"]', "[plan.pdf](https://blog.example/files/plan.pdf)"),
    "an embedded address": ("[embed]https://vimeo.com/1[/embed]", "<https://vimeo.com/1>"),
    "an address on a line": (
        "Look:\n\nhttps://youtu.be/abc_d\n\nThere.",
        "Look:\n\n<https://youtu.be/abc_d>\n\nThere.",
    ),
    "a block for an address": (
        (
            "<!-- wp:embed -->\n<figure><div class='x'>\nhttps://youtu.be/abc\n</div>"
            "<figcaption>Cap</figcaption></figure>\n<!-- /wp:embed -->"
        ),
        "<https://youtu.be/abc>\n\nCap",
    ),
    "a film of one's own": (
        '[video mp4="https://blog.example/film.mp4"][/video]',
        "<https://blog.example/film.mp4>",
    ),
    "a frame": (
        '<iframe src="//www.youtube.com/embed/abcdefg?rel=0" title="How we wait"></iframe>',
        "[How we wait](https://www.youtube.com/watch?v=abcdefg)",
    ),
    "more and pages": ("One<!--more Read on-->\n\nTwo<!--nextpage-->Three", "One\n\nTwo\n\n---\n\nThree"),
    "smileys": (
        '<p>So <img class="wp-smiley" src="https://s.w.org/1f642.png" alt="🙂"> :-)</p>',
        "So 🙂 :-)",
    ),
    "an unknown shortcode": ('Look [contact-form to="x"]', 'Look \\[contact-form to="x"]'),
    "brackets of one's own": ("See [1] and [sic] and [[gallery]]", "See \\[1] and \\[sic] and \\[gallery]"),
    "a picture that is missing": (
        '<img src="https://a.example/x.png" alt="A [b]">',
        "[A \\[b\\]](https://a.example/x.png)",
    ),
    "a link that is known": ('<a href="https://blog.example/known/">that</a>', "[that](2018-01-15-known.md)"),
    "a script": ('<p onclick="x()">a<script>alert(1)</script> <a href="javascript:x()">b</a></p>', "a b"),
    "a table": (
        "<table><tr><td>a|b<td><ul><li>c<li>d</ul><tr><td colspan=2>e</table>",
        "| a\\|b | - c - d |\n| --- | --- |\n| e |  |",
    ),
    "code": ('<pre class="language-py">if a:\n    b = "```"</pre>', '````py\nif a:\n    b = "```"\n````'),
    "emphasis at a word": (
        "<b>“Wait”</b>ing, <b>a</b><i>b</i>",
        "<strong>“Wait”</strong>ing, <strong>a</strong><em>b</em>",
    ),
    "signs": (
        "1. *not* a # list _of_ {: .b} snake_case &lt;b&gt; &amp;amp;",
        "1\\. \\*not\\* a # list \\_of\\_ &#123;: .b} snake_case \\<b> \\&amp;",
    ),
    "a jump within the text": (
        '<a href="#end">down</a><p id="end">End</p><a href="#no">no</a>',
        '[down](#end)\n\n<a id="end"></a>End\n\nno',
    ),
    "what only looks like a tag": (
        "<p>a <![CDATA[ b ]]> <?php c ?> 1 < 2</p>",
        "a \\<!\\[CDATA\\[ b ]]> \\<?php c ?> 1 < 2",
    ),
    "numbers": ('<ol start="4"><li>a</li><li>b</li></ol>', "4. a\n5. b"),
    "small letters": (
        "H<sub>2</sub>O, <acronym title='As soon'>ASAP</acronym>",
        'H<sub>2</sub>O, <abbr title="As soon">ASAP</abbr>',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of(name: str) -> None:
    """The Markdown is what a person would write."""
    html, expected = CASES[name]
    assert convert(html).text == expected


def test_footnotes() -> None:
    """WordPress keeps them beside the text."""
    mark = '<sup data-fn="a-1" class="fn"><a id="a-1-link" href="#a-1">1</a></sup>'
    html = f"<p>Wait{mark}</p><!-- wp:footnotes /-->"
    found = convert(html, '[{"content":"See <em>Rowe</em>, 1974.","id":"a-1"}]')
    assert found == Converted("Wait[^1]\n\n[^1]: See *Rowe*, 1974.")
    assert "Rowe" in shown(found.text)[0] and not shown(found.text)[1]


def test_what_is_not_carried_over_is_named() -> None:
    """Nothing goes without a word."""
    html = (
        '<!-- wp:latest-posts {"n":"a > b"} /--><p>[poll id="3"] <form>Your name <input></form>'
        '<img src="data:image/png;base64,aGVsbG8="></p><!-- secret -->'
        '<video src="https://a.example/a.mp4">Film</video>'
    )
    found = convert(html)
    assert found.text == '\\[poll id="3"]\n\nYour name\n\n<https://a.example/a.mp4> Film'
    assert found.notes == (
        "the block “latest-posts”",
        "the shortcode [poll]",
        "a picture that is not a file, but inside the text",
        "a comment in the text that no reader saw",
        "a form, whose words stayed",
        "what was shown from https://a.example/a.mp4, which became a link",
    )


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 5000 + "word",
        "".join(f"<b id=i{each}><p>" for each in range(5000)) + "word",
        "<div>" * 8_000 + "word",
        "<" * 20_000 + "word",
        "[caption" * 8_000 + "word",
        '[caption id="' * 8_000 + "word",
        "<!-- wp:x " * 8_000 + "-->word",
        "<sup data-fn=" * 8_000 + "word",
        '<a href="' * 8_000 + "word",
        "<ul><li>" * 5000 + "word",
        "<table><tr><td>" * 3000 + "word",
        "<ol>" + "<li>x" * 5_000 + "</ol>word",
        "\n" * 20_000 + "word",
        "*_`[" * 5_000 + "word",
    ],
)
def test_a_hostile_text_takes_no_time(html: str) -> None:
    """Its words come in, however many signs stand around them."""
    assert "word" in convert(html).text


TEXT = st.text(alphabet="ab 1.#*_-+>~`[]()!|{}:=&;<\\\n", min_size=1, max_size=12)
WORDS = st.recursive(
    TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(
            "b i em strong a p div li ul ol blockquote td tr table h2 pre code del sub span".split()
        ),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_the_same_words_are_shown(html: str) -> None:
    """Whatever a text is made of, Enquiry shows the letters and digits that a browser showed."""
    found = convert(html)
    source = re.findall(r"\w", BeautifulSoup(html, "html.parser").get_text())
    there = re.findall(r"\w", shown(found.text)[0])
    assert sorted(source) == sorted(there), found.text
