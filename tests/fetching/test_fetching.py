"""Blogs that stay elsewhere: what is fetched, what stays, and what is said of a feed that fails."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from generator.authoring.fetching.asking import ask
from generator.authoring.fetching.blogs import Blog
from generator.authoring.fetching.feeds import NoFeed
from generator.authoring.fetching.fetching import Fetched, fetch
from generator.authoring.fetching.network_addresses import is_public
from generator.authoring.fetching.reading import read_in_time
from generator.authoring.fetching.transport import Client, Unreachable
from generator.authoring.files.changes import carry_out
from generator.authoring.withdrawal.withdrawing import erase, takedown
from generator.engine.options import Options
from generator.source.files.fetched import FetchedFields
from tests.fetching.servers import Page, Server, blog_server
from tests.support import Records, build

DAY = "2018-02-01"


@pytest.fixture
def blog() -> Iterator[Server]:
    """The server of a blog."""
    with blog_server() as server:
        yield server


def network(folder: Path, blog: Server, **profile: Any) -> Records:
    """A network in which one person keeps a blog elsewhere, and another a pseudonym."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["gtcs-2012"])
    phases = [{"id": "trying", "title": "Trying it out", "starts": "2018-01-01", "ends": "2018-06-30"}]
    net.text(
        "cohorts/c1.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-12-31",
        members={"ann": "participant", "bea": "participant"},
        phases=phases,
        audience="public",
    )
    given = {"name": "Ann", "consent": "2018-01-01", "feed": f"{blog.address}/feed", **profile}
    net.text("participants/ann/profile.md", "Words.", **given)
    net.text(
        "participants/bea/profile.md",
        "Words.",
        name="Beatrix Oldfield",
        consent="2018-01-01",
        public_name="A teacher",
        public_id="teacher",
    )
    net.write()
    return net


def rss(*items: str) -> Page:
    """An RSS feed of these items."""
    channel = f"<title>B</title><link>http://b.example/</link>{''.join(items)}"
    text = f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'
    return Page(text.encode(), headers={"Content-Type": "application/rss+xml", "ETag": f'"{hash(text)}"'})


def item(
    blog: Server, name: str, html: str = "<p>Words.</p>", day: int = 10, terms: tuple[str, ...] = ()
) -> str:
    """An item of an RSS feed."""
    categories = "".join(f"<category>{escape(each)}</category>" for each in terms)
    return (
        f"<item><title>{escape(name)}</title><link>{blog.address}/{name.lower().replace(' ', '-')}/</link>"
        f"<guid>{name}</guid><pubDate>{day:02} Jan 2018 10:00:00 GMT</pubDate>{categories}"
        f"<description>{escape(html)}</description></item>"
    )


def run(net: Records, blog: Server, day: str = DAY, **more: Any) -> Fetched:
    """Fetch all feeds."""
    chosen = Options(net.content, net.folder / "site", net.folder / "cache", date=day)
    client = Client(allowed=frozenset({blog.place}), **{"seconds": 5.0, **more})
    return fetch(chosen, (), {}, client, lambda *_: None, lambda _: None)


def text_of(net: Records, name: str) -> str:
    """The text of the file that is called so."""
    (found,) = (net.content / "participants/ann/elsewhere").glob(f"*-{name}.md")
    return found.read_text()


def test_new_posts_become_files(tmp_path: Path, blog: Server) -> None:
    """A post comes in once, with its words, its tags, and links to others of the blog as files."""
    net = network(tmp_path, blog, tag="Enquiry")
    link = f'<p>As <a href="{blog.address}/first/">before</a>, <b>boxes</b>.</p><script>alert(1)</script>'
    terms = ("enquiry", "Trying it out", "slm-2012.3.3", "Cakes")
    blog.pages["/feed"] = rss(
        item(blog, "Second", link, 12, terms), item(blog, "First", terms=("enquiry",)), item(blog, "Cakes")
    )
    done = run(net, blog)
    assert [each.rpartition("/")[2] for each in done.new] == ["2018-01-10-first.md", "2018-01-12-second.md"]
    second = text_of(net, "second")
    assert "As [before](2018-01-10-first.md), **boxes**." in second and "alert" not in second
    assert (
        f"original: {json.dumps(f'{blog.address}/second/')}" in second.replace("'", '"')
        or "original:" in second
    )
    assert "phase: trying" in second and "slm-2012.3.3" in second and "audience" not in second
    again = run(net, blog)
    assert (again.new, again.updated) == ((), ())
    assert blog.asked[-1][1]["if-none-match"] == blog.pages["/feed"].headers["ETag"]
    outcome = build(net.content, tmp_path / "site", tmp_path / "cache", date=DAY)
    assert outcome.written
    page = tmp_path / "site/public/participants/ann/second/index.html"
    assert f'rel="canonical" href="{blog.address}/second/"' in page.read_text()


def test_what_a_person_changed_stays(tmp_path: Path, blog: Server) -> None:
    """Settings stay whatever changes elsewhere; words that were edited here do, too, and it is said."""
    net = network(tmp_path, blog)
    blog.pages["/feed"] = rss(item(blog, "Tagged"), item(blog, "Edited"), item(blog, "Plain"))
    run(net, blog)
    folder = net.content / "participants/ann/elsewhere"
    tagged, edited = folder / "2018-01-10-tagged.md", folder / "2018-01-10-edited.md"
    tagged.write_text(tagged.read_text().replace("imported:", "phase: trying # mine\nimported:"))
    edited.write_text(edited.read_text().replace("Words.", "My words."))
    new = "<p>Other words.</p>"
    blog.pages["/feed"] = rss(item(blog, "Tagged", new), item(blog, "Edited", new), item(blog, "Plain", new))
    done = run(net, blog)
    assert sorted(each.rpartition("/")[2] for each in done.updated) == [
        "2018-01-10-plain.md",
        "2018-01-10-tagged.md",
    ]
    assert [each.rpartition("/")[2] for each in done.edited] == ["2018-01-10-edited.md"]
    assert "phase: trying # mine" in tagged.read_text() and "Other words." in tagged.read_text()
    assert "My words." in edited.read_text()
    blog.pages["/feed"].headers = {}
    assert run(net, blog).updated == ()


def test_what_was_withdrawn_does_not_come_back(tmp_path: Path, blog: Server) -> None:
    """A post that was taken down, or whose file was deleted, stays away."""
    net = network(tmp_path, blog)
    blog.pages["/feed"] = rss(item(blog, "One"), item(blog, "Two"))
    run(net, blog)
    chosen = Options(net.content, tmp_path / "site", tmp_path / "cache", date=DAY)
    carry_out(net.content, takedown(chosen, "ann/one", "by its author").files)
    (net.content / "participants/ann/elsewhere/2018-01-10-two.md").unlink()
    blog.pages["/feed"] = rss(item(blog, "One"), item(blog, "Two"), item(blog, "Three"))
    assert [each.rpartition("/")[2] for each in run(net, blog).new] == ["2018-01-10-three.md"]
    assert "withdrawn: by its author" in text_of(net, "one")
    carry_out(net.content, erase(chosen, "ann").files)
    assert not (net.content / "participants/ann").exists()


def test_what_its_writer_deleted_gets_a_tombstone(tmp_path: Path, blog: Server) -> None:
    """410 is a decision, 404 is not; what is older than the feed is not looked for."""
    net = network(tmp_path, blog)
    names = {"Oldest": 1, "Old": 2, "Meant": 5, "Lost": 6, "New": 9}
    items = {name: item(blog, name, day=day) for name, day in names.items()}
    blog.pages["/feed"] = rss(*items.values())
    run(net, blog)
    answer = net.content / "participants/bea/replies/2018-01-11-a.md"
    answer.parent.mkdir()
    answer.write_text("---\nreply_to: ann/meant\ndate: 2018-01-11\n---\n\nYes.\n")
    blog.pages["/meant/"] = Page(status=410)
    blog.pages["/feed"] = rss(items["Old"], items["New"])
    blog.asked.clear()
    done = run(net, blog)
    assert [each.rpartition("/")[2] for each in done.withdrawn] == ["2018-01-05-meant.md"]
    assert [each for each, _ in blog.asked] == ["GET /feed", "HEAD /meant/", "HEAD /lost/"]
    assert "withdrawn: by its author" in text_of(net, "meant")
    assert "Words." in text_of(net, "lost") and "Words." in text_of(net, "oldest")
    assert run(net, blog).new == ()


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
<title>B</title>{}<entry><id>tag:b,2018:{id}</id><title>Boxes</title><updated>2018-01-15T09:00:00+01:00</updated>
<link href="/boxes/"/><content type="html">&lt;p&gt;Three.&lt;/p&gt;</content></entry></feed>"""


def test_atom_and_json(tmp_path: Path, blog: Server) -> None:
    """Atom with its tombstones, and JSON Feed; a title is made for what has none."""
    net = network(tmp_path, blog)
    blog.pages["/feed"] = Page(
        ATOM.format("", id=1).encode(), headers={"Content-Type": "application/atom+xml"}
    )
    run(net, blog)
    boxes = text_of(net, "boxes")
    assert "2018-01-15T08:00:00+00:00" in boxes and f"{blog.address}/boxes/" in boxes and "Three." in boxes
    gone = '<at:deleted-entry ref="tag:b,2018:1" when="2018-01-20T10:00:00Z"/>'
    blog.pages["/feed"].body = ATOM.format(gone, id=2).replace("/boxes/", "/more/").encode()
    done = run(net, blog)
    assert len(done.new) == len(done.withdrawn) == 1
    items = [{"id": 7, "url": "/seven", "content_text": "One <b>line</b>.\n\nAnother.", "tags": ["A"]}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "B", "items": items, "language": "gd"}
    blog.pages["/feed"] = Page(json.dumps(feed).encode(), headers={"Content-Type": "application/feed+json"})
    assert len(run(net, blog).new) == 1
    seven = text_of(net, "seven")
    assert "One \\<b>line\\</b>.\n\nAnother." in seven and "title: One" in seven and "language: gd" in seven


def test_a_failing_feed_is_a_warning_with_its_day(tmp_path: Path, blog: Server) -> None:
    """The first day stays, the build goes on, and the next answer takes the warning away."""
    net = network(tmp_path, blog)
    blog.pages["/feed"] = Page(status=500)
    (first,) = run(net, blog, "2018-02-01").warnings
    (second,) = run(net, blog, "2018-02-03").warnings
    assert "Since 2018-02-01" in first.message and first == second
    assert "the error 500" in first.message and first.code == "feed-failing"
    outcome = build(net.content, tmp_path / "site", tmp_path / "cache", date=DAY)
    assert outcome.written and "feed-failing" in {each.code for each in outcome.diagnostics}
    blog.pages["/feed"] = rss()
    assert run(net, blog, "2018-02-04").warnings == ()
    blog.pages["/feed"] = Page(status=503, headers={"Retry-After": "259200"})
    assert len(run(net, blog, "2018-02-05").warnings) == 1
    blog.asked.clear()
    assert len(run(net, blog, "2018-02-07").warnings) == 1 and not blog.asked, "it asked for three days"
    blog.pages["/feed"] = Page(status=410)
    assert "for good" in run(net, blog, "2018-02-08").warnings[0].message
    blog.asked.clear()
    assert len(run(net, blog, "2018-02-09").warnings) == 1 and not blog.asked, (
        "what is gone is not asked for again"
    )


HOSTILE = {
    "private": (Page(status=302, headers={"Location": "http://127.0.0.1:1234/"}), "private network"),
    "mapped": (Page(status=302, headers={"Location": "http://[::ffff:127.0.0.1]:1234/"}), "private network"),
    "localhost": (Page(status=301, headers={"Location": "http://localhost:1234/"}), "private network"),
    "file": (Page(status=302, headers={"Location": "file:///etc/passwd"}), "does not begin with https://"),
    "round": (Page(status=302, headers={"Location": "/feed"}), "from one address to the next"),
    "large": (Page(b"x" * 20_000), "larger than"),
    "slow": (Page(b"x" * 500, slowly=0.02), "takes too long"),
    "short": (Page(b"<rss", headers={"Content-Length": "900"}), "broke off"),
    "entities": (Page(b'<!DOCTYPE a [<!ENTITY a "b">]><rss>&a;</rss>'), "entities of its own"),
    "page": (
        Page(b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/f.xml">'),
        "/f.xml",
    ),
    "nothing": (Page(b"Hello"), "no feed"),
    "json": (Page(b'{"version": 1}'), "no feed"),
}


def test_hostile_servers(blog: Server) -> None:
    """Each is a reason in words, within a second."""
    from_blog = Blog("ann", f"{blog.address}/feed", frozenset(), "", (), {}, FetchedFields())
    client = Client(allowed=frozenset({blog.place}), seconds=0.6, most=10_000)
    for page, why in HOSTILE.values():
        blog.pages["/feed"] = page
        said = ask(from_blog, client, DAY)
        assert why in said.state.failing and said.feed is None, why


def test_texts_pass_the_gate(tmp_path: Path, blog: Server) -> None:
    """A post that names somebody with a pseudonym, or is theirs, is for the cohort."""
    net = network(tmp_path, blog)
    blog.pages["/feed"] = rss(item(blog, "Boxes", "<p>Beatrix Oldfield helped me.</p>"))
    done = run(net, blog)
    assert "audience: cohort" in text_of(net, "boxes") and "for the cohort" in done.notes[0][1]
    assert build(net.content, tmp_path / "site", tmp_path / "cache", date=DAY).written
    public = b"".join(each.read_bytes() for each in (tmp_path / "site/public").rglob("*") if each.is_file())
    assert b"Oldfield" not in public and b"helped me" not in public
    profile = net.content / "participants/ann/profile.md"
    profile.write_text(
        profile.read_text().replace("name:", "public_name: A friend\npublic_id: friend\nname:", 1)
    )
    blog.pages["/feed"] = rss(item(blog, "More"))
    run(net, blog)
    assert "audience: cohort" in text_of(net, "more")


PRIVATE = (
    "127.0.0.1 127.9.9.9 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 "
    "255.255.255.255 198.18.0.1 ::1 :: fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 "
    "64:ff9b::a00:1 ::127.0.0.1 2002:7f00:1:: 2001:0:7f00:1:: 2001:db8::1 somewhere"
).split()
PUBLIC = "93.184.216.34 2606:2800:220:1:248:1893:25c8:1946 ::ffff:93.184.216.34 64:ff9b::5db8:d822".split()


def test_addresses_of_private_networks_are_known() -> None:
    """However they are written: mapped into IPv6, translated by a gateway, or within a tunnel."""
    assert [each for each in PRIVATE if is_public(each)] == []
    assert [each for each in PUBLIC if not is_public(each)] == []


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch, blog: Server) -> None:
    """A name that leads to a public address, and to this computer when it is asked again, gains nothing."""
    port = int(blog.place.partition(":")[2])
    answers = iter(["203.0.113.9", "127.0.0.1"])

    def look_up(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(Unreachable, match="private network"):
        Client(seconds=0.5).get(f"http://rebinding.example:{port}/feed")
    with pytest.raises(Unreachable, match="private network"):
        Client(seconds=0.5).get(f"http://rebinding.example:{port}/feed")
    assert blog.asked == []


def test_a_feed_that_keeps_a_parser_busy_is_given_up() -> None:
    """A million elements that are not closed take a parser minutes; a long feed that is sound does not."""
    with pytest.raises(NoFeed, match="too long"):
        read_in_time(b"<rss>" + b"<a>" * 1_000_000, "http://b.example/", "text/xml", 1.5)
    text = "<p>Words</p>" * 30_000
    sound = f"<rss version='2.0'><channel><item><link>http://b.example/1</link><description>{escape(text)}"
    found = read_in_time(
        f"{sound}</description></item></channel></rss>".encode(), "http://b.example/", "text/xml"
    )
    assert found.entries[0].html == text
