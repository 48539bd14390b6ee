"""Promises about what GitHub adds to Markdown: what it renders is not shown raw here."""

from __future__ import annotations

import re
from html import unescape

import pytest

from generator.source.markdown.slots import OWN
from tests.test_reading import codes, parsed, reading, shown


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
    """As on GitHub, in no code and in no other link."""
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', shown(written))
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
