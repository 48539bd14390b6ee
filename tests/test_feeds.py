"""Feeds as their readers get them: what an entry is called, when it changed, and by whom it is."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from generator.publish.pages.feeds import FEED_LENGTH, SHORT
from tests.checkers import feed_rules
from tests.support import Records, build, picture

BODIES = {
    "picture": "![A chart](chart.png)\n\nWe tried this on Monday.",
    "heading": "## On Monday\n\nWe tried this on Monday.",
    "list": "# On Monday\n\n* We tried\n* this on Monday.",
    "quotation": "> We tried *this*\n> on Monday.",
    "html": "<div><p>We tried <b>this</b></p><!-- not this --><p>on Monday.</p></div>",
    "table": "| We | tried |\n| --- | --- |\n| this | on Monday. |",
    "picture alone": "![A chart](chart.png)",
    "headings alone": "## We tried this on Monday.",
}


def network(folder: Path, zone: str = "America/New_York") -> Records:
    """Posts that begin with anything, all but one of one day, in a network of this zone."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", timezone=zone)
    net.text("cohorts/c1.yaml", title="C", starts="2018-01-01", ends="2018-12-31", members={"bea": "tutor"})
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    net.text("participants/bea/profile.md", "Words.", name="Bea", consent="2018-01-01")
    net.file("participants/ann/posts/chart.png", picture("chart"))
    posts: dict[str, Any] = {"audience": "public", "photos": {"chart.png": {"people": False}}, "cohort": "c1"}
    for name, body in BODIES.items():
        photos = posts if "picture" in name else {**posts, "photos": None}
        slug = name.replace(" ", "-")
        net.text(f"participants/ann/posts/{slug}.md", body, title=name, date="2018-07-02", **photos)
    net.text(
        "participants/ann/posts/at-one.md",
        "Late.",
        title="At one",
        date="2018-07-02 01:00",
        audience="public",
    )
    net.text(
        "participants/ann/posts/eve.md", "Late.", title="Eve", date="2018-07-01 23:30", audience="public"
    )
    return net


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public edition of that network."""
    folder = tmp_path_factory.mktemp("feeds")
    assert build(network(folder).write(), folder / "site", folder / "cache", editions=("public",)).written
    return folder / "site/public"


def entries(site: Path, address: str = "atom.xml") -> dict[str, Any]:
    """The entries of a feed, by their titles."""
    return {each.title: each for each in feedparser.parse((site / address).read_bytes()).entries}


def test_an_entry_is_summed_up_by_its_first_words(site: Path) -> None:
    """A picture and a heading come before them; what has no words has no summary."""
    found = entries(site)
    for name in BODIES:
        said = "" if name == "picture alone" else "We tried this on Monday."
        assert found[name].get("summary", "") in (said, found[name].content[0].value), name
        assert ("summary" in found[name]) or not said
    item = next(
        each
        for each in json.loads((site / "feed.json").read_text())["items"]
        if each["title"] == "picture alone"
    )
    assert "summary" not in item and "content_html" in item


def test_a_day_begins_where_the_network_is(site: Path) -> None:
    """Posts of one day stand between those with a time before and after it; each has a moment of its own."""
    found = entries(site)
    assert list(found) == [
        "At one",
        *sorted(BODIES, key=lambda name: name.replace(" ", "-"), reverse=True),
        "Eve",
    ]
    assert {found[name].published for name in BODIES} == {"2018-07-02T04:00:00Z"}
    assert sorted(found[name].updated for name in BODIES) == [
        f"2018-07-02T04:00:0{second}Z" for second in range(len(BODIES))
    ]
    assert (found["Eve"].published, found["At one"].published) == (
        "2018-07-02T03:30:00Z",
        "2018-07-02T05:00:00Z",
    )
    page = (site / "participants/ann/list/index.html").read_text()
    assert '<time class="dt-published" datetime="2018-07-02">2 July 2018</time>' in page
    assert '"datePublished":"2018-07-02"' in page
    assert "<lastmod>2018-07-02</lastmod>" in (site / "sitemap.xml").read_text()


def test_a_day_of_change_is_the_one_that_was_written(tmp_path: Path) -> None:
    """East of Greenwich, midnight of the network's zone is on the day before in UTC."""
    net = network(tmp_path, "Asia/Tokyo")
    net.change("participants/ann/posts/list.md", updated="2018-07-05")
    net.text(
        "participants/bea/replies/yes.md", "Yes.", date="2018-07-06", reply_to=["ann/list"], audience="public"
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    page = (tmp_path / "site/public/participants/ann/list/index.html").read_text()
    assert 'changed <time class="dt-updated" datetime="2018-07-05">5 July 2018</time>' in page
    assert '"dateModified":"2018-07-05"' in page
    blog = (tmp_path / "site/public/participants/ann/index.html").read_text()
    assert 'last <time datetime="2018-07-06">6 July 2018</time>' in blog
    assert entries(tmp_path / "site/public")["list"].updated == "2018-07-04T15:00:00Z"


def test_a_feed_is_by_whose_it_is(site: Path) -> None:
    """A person's by the person alone; without entries it is as old as their cohort, or as the network."""
    ann, bea, all_ = (
        feedparser.parse((site / each).read_bytes()).feed
        for each in ("participants/ann/atom.xml", "participants/bea/atom.xml", "atom.xml")
    )
    assert (ann.author, ann.author_detail.href) == ("Ann", "https://example.org/participants/ann/")
    assert (ann.title, all_.author) == ("Ann – N", "N")
    assert (bea.author, bea.updated) == ("Bea", "2018-01-01T05:00:00Z")
    assert json.loads((site / "feed.json").read_text())["authors"] == [
        {"name": "N", "url": "https://example.org/"}
    ]


def test_feeds_are_where_somebody_follows_them(tmp_path: Path) -> None:
    """A conversation has one from its third reply on; JSON is for programs, which ask for many people's.

    A feed of one person or one conversation has all of the four weeks before its newest entry, and five at
    least. A text is whole in the feed of its writer, once; in that of a conversation it has its beginning.
    """
    net = network(tmp_path)
    net.change("participants/ann/posts/eve.md", summary="Why not.")
    net.texts["participants/ann/posts/eve.md"] = (
        net.texts["participants/ann/posts/eve.md"][0],
        "Late.[^1]\n\n[^1]: Very.",
    )
    for post, replies, step in (("eve", 12, 4), ("at-one", 7, 60), ("list", 2, 1)):
        for number in range(replies):
            net.text(
                f"participants/bea/replies/{post}-{number}.md",
                "Yes.",
                date=f"{date(2018, 7, 3) + timedelta(days=step * number)}",
                reply_to=[f"ann/{post}"],
                audience="public",
            )
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    public = tmp_path / "site/public"
    assert {path.parent.relative_to(public).as_posix() for path in public.rglob("feed.json")} == {
        ".",
        "cohorts/c1",
    }
    assert {path.parent.name for path in public.glob("participants/*/*/atom.xml")} == {"eve", "at-one"}
    thread, seldom, blog = (
        (public / f"participants/ann/{each}atom.xml").read_bytes() for each in ("eve/", "at-one/", "")
    )
    wrote = min(len(BODIES) + 2, FEED_LENGTH)
    assert [each.count(b"<entry>") for each in (thread, seldom, blog)] == [8, SHORT, wrote]
    assert (thread.count(b"<summary>"), blog.count(b"<summary>")) == (8, 1)
    assert (thread.count(b"<content"), blog.count(b"<content")) == (0, wrote)
    assert blog.count(b"xml:base=") == 1, "notes lead to places of the entry itself"
    page = (public / "participants/ann/list/index.html").read_text(encoding="utf-8")
    assert 'type="application/atom+xml"' not in page


def test_the_validator_has_nothing_to_say(site: Path) -> None:
    """Of any feed of this network."""
    feeds = sorted(site.rglob("atom.xml"))
    assert len(feeds) > 2
    for path in feeds:
        address = f"https://example.org/{path.relative_to(site).as_posix()}"
        assert list(feed_rules.faults(path.read_bytes(), address)) == []


def test_an_empty_network_has_a_day(tmp_path: Path) -> None:
    """It is that of its `tagging_entity`: the clock is not asked."""
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/", tagging_entity="example.org,2019-03")
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    feed = feedparser.parse((tmp_path / "site/public/atom.xml").read_bytes()).feed
    assert (feed.updated, feed.id) == ("2019-03-01T00:00:00Z", "tag:example.org,2019-03:atom.xml")
