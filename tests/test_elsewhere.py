"""Posts that were written on another platform: as the site shows them, and whom they give away."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import mf2py
import pytest
from bs4 import BeautifulSoup

from tests.support import Records, build

ORIGINAL = "https://www.boxes.example/2018/three-boxes/"


def network(folder: Path) -> Records:
    """Two people whose blogs are elsewhere, one of them under a pseudonym, and somebody who answers."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    members = {"ann": "participant", "bea": "participant", "cat": "participant"}
    net.text("cohorts/c1.yaml", title="C", starts="2018-01-01", ends="2018-12-31", members=members)
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    net.text("participants/cat/profile.md", "Words.", name="Cat", consent="2018-01-01")
    net.text(
        "participants/bea/profile.md",
        "Words.",
        name="Beatrix Oldfield",
        consent="2018-01-01",
        public_name="A teacher",
        public_id="teacher",
    )
    for name, address in (("ann", ORIGINAL), ("bea", "https://beatrix.example/hidden/")):
        net.text(
            f"participants/{name}/elsewhere/2018-01-16-three-boxes.md",
            "Three boxes stand by the door.",
            title="Three boxes",
            date="2018-01-16",
            original=address,
            audience="public",
        )
    net.text("participants/cat/replies/2018-01-17-a.md", reply_to="ann/three-boxes", date="2018-01-17")
    return net


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All editions of that network."""
    folder = tmp_path_factory.mktemp("elsewhere")
    assert build(network(folder).write(), folder / "site", folder / "cache").written
    return folder / "site"


def test_the_page_leads_to_the_original(site: Path) -> None:
    """A post from elsewhere stands in the blog, with the original as the canonical address."""
    html = (site / "cohort/participants/ann/three-boxes/index.html").read_text()
    page = BeautifulSoup(html, "html.parser")
    assert [each["href"] for each in page.find_all("link", rel="canonical")] == [ORIGINAL]
    entry = mf2py.parse(doc=html)["items"][0]["properties"]
    assert entry["syndication"] == [ORIGINAL]
    assert "boxes.example" in entry["syndication"][0]
    assert len(entry["comment"]) == 1, "it can be answered"
    assert "on boxes.example" in (site / "cohort/participants/ann/index.html").read_text()
    assert "on boxes.example" in (site / "cohort/cohorts/c1/digest/index.html").read_text()


def test_feeds_say_where_it_was_written(site: Path) -> None:
    """Feeds lead to the post here, and name the original."""
    folder = site / "public/participants/ann"
    links = feedparser.parse((folder / "atom.xml").read_bytes()).entries[0].links
    assert {each.rel: each.href for each in links}["via"] == ORIGINAL
    items = json.loads((site / "public/feed.json").read_text())["items"]
    item = next(each for each in items if "external_url" in each)
    assert item["external_url"] == ORIGINAL and item["url"].startswith("https://example.org/")


def test_no_original_gives_a_pseudonym_away(site: Path) -> None:
    """In public nothing leads to the blog of somebody with a pseudonym."""
    public = (site / "public/participants/teacher/three-boxes/index.html").read_text()
    assert 'rel="canonical" href="https://example.org/participants/teacher/three-boxes/"' in public
    everything = b"".join(each.read_bytes() for each in (site / "public").rglob("*") if each.is_file())
    assert b"beatrix.example" not in everything
    assert (
        "https://beatrix.example/hidden/"
        in (site / "cohort/participants/bea/three-boxes/index.html").read_text()
    )
