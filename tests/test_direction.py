"""Texts in another language than the page's, and in another direction, say so wherever they stand."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest

from generator.publish.direction import direction
from tests.support import Records, build

TITLE = "ما تعلمته"
SUMMARY = "ملخص"
ARABIC = ' lang="ar" dir="rtl"'


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("ur", "rtl"), ("yi", "rtl"),
        ("pa-Arab", "rtl"), ("az-Arab-IR", "rtl"), ("uz-AF", "ltr"), ("ur-Latn", "ltr"), ("en-GB", "ltr"),
        ("gd", "ltr"), ("sco", "ltr"), ("tr", "ltr"), ("", "ltr"),
    ],
)  # fmt: skip
def test_the_direction_follows_from_the_language_and_its_script(language: str, expected: str) -> None:
    """A tag may name a script, which goes before the language's usual one."""
    assert direction(language) == expected


def network(folder: Path, **settings: str) -> Records:
    """Posts in Arabic and in English that lead to each other, one of them renamed."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", **settings)
    members = {"ann": "participant", "bea": "facilitator"}
    net.text("cohorts/c1.yaml", title="C", starts="2018-01-01", ends="2018-12-31", members=members)
    for person in members:
        net.text(f"participants/{person}/profile.md", "Words.", name=person.title(), consent="2018-01-01")
    plain = {"audience": "public", "cohort": "c1"}
    for day, name in ((1, "before"), (3, "after")):
        net.text(f"participants/ann/posts/{name}.md", "Words.", title=name, date=f"2018-01-0{day}", **plain)
    arabic = {"title": TITLE, "summary": SUMMARY, "language": "ar", "aliases": ["/old/"], **plain}
    net.text("participants/ann/posts/middle.md", f"{TITLE}.", date="2018-01-02", **arabic)
    answer = {"date": "2018-01-04", "reply_to": ["ann/middle"], "audience": "public"}
    net.text("participants/bea/replies/titled.md", "[It](../../ann/posts/middle.md)", title="On it", **answer)
    net.text(
        "participants/bea/replies/yes.md",
        f"{TITLE}.",
        language="ar",
        **{**answer, "reply_to": ["ann/before"]},
    )
    return net


def test_a_text_says_its_language_wherever_it_stands(tmp_path: Path) -> None:
    """On the front page, in lists, in a conversation, beside other posts, in links to it, and in feeds."""
    build(network(tmp_path).write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    site = tmp_path / "site/public"
    for address in ("", "participants/ann/", "months/2018-01/", "cohorts/c1/digest/"):
        page = (site / address / "index.html").read_text()
        assert f"<div{ARABIC}>" in page or f'<div class="what"{ARABIC}>' in page, address
        assert 'dir="ltr"' not in page and '<html lang="en-GB">' in page
    own = (site / "participants/ann/middle/index.html").read_text()
    assert f'<h1 class="p-name"{ARABIC}>' in own
    assert re.search(rf'<div class="prose e-content"{ARABIC}>', own)
    named = f"<span{ARABIC}>{TITLE}"
    for address in ("participants/ann/before/", "participants/ann/after/", "old/"):
        assert named in (site / address / "index.html").read_text(), address
    reply = (site / "participants/bea/titled/index.html").read_text()
    assert named in reply and f'<p class="p-summary"{ARABIC}>{SUMMARY}' in reply
    answered = (site / "participants/ann/before/index.html").read_text()
    assert f'<div class="prose e-content"{ARABIC}>' in answered
    found = feedparser.parse((site / "atom.xml").read_bytes()).entries
    entry = next(each for each in found if each.title == TITLE)
    assert entry.title_detail.language == "ar"
    assert entry.content[0].value.startswith('<div dir="rtl" lang="ar">') or ARABIC in entry.content[0].value


def test_a_network_from_right_to_left_shows_its_words_so(tmp_path: Path) -> None:
    """Its own words are marked while the interface is in English still; English posts are not."""
    net = network(tmp_path, language="ar")
    net.change("participants/ann/posts/before.md", language="en-GB")
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    page = (tmp_path / "site/public/participants/ann/before/index.html").read_text()
    assert '<html lang="en' in page
    assert f"<span{ARABIC}>N</span>" in page
    assert f"<span{ARABIC}>{TITLE}" in page
    feed = (tmp_path / "site/public/feed.json").read_text()
    assert '<div lang=\\"ar\\" dir=\\"rtl\\">' in feed
