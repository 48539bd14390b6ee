"""Addresses of the site's own pages in texts and settings: taken for what they lead to, in every edition."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st

from generator.commands.main import main
from generator.network.admission import own_addresses
from tests.support import Records, build, examples

LINKS = {
    "plain": "https://example.org/net/participants/bea/open/",
    "fragment": "http://www.example.org/net/participants/bea/open#s-a-heading",
    "index": "https://EXAMPLE.org/net/participants/bea/open/index.html",
    "comment": "https://example.org/net/participants/bea/open/#reply-ann--said",
    "members": "https://members.example.net/participants/bea/open/?utm=1",
    "thread": "https://example.org/net/participants/bea/open/thread/2/",
    "old": "https://example.org/net/2017/open/",
    "person": "https://example.org/net/participants/bea/",
    "pseudonym": "https://example.org/net/participants/pen/",
    "page": "https://example.org/net/about/",
    "unended": "https://example.org/net/about",
    "closed": "https://example.org/net/participants/bea/closed/",
    "lost": "https://example.org/net/participants/bea/nothing/",
    "other": "https://elsewhere.example/participants/bea/open/",
}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Two editions of a post that has pasted addresses in it."""
    net = Records(tmp_path_factory.mktemp("own"))
    net.text(
        "network.yaml",
        title="T",
        address="https://example.org/net",
        addresses={"cohort": "https://members.example.net/"},
    )
    for name, more in {"ann": {}, "bea": {}, "zqcal": {"public_id": "pen", "public_name": "Pen"}}.items():
        net.text(f"participants/{name}/profile.md", name=name.title(), consent="2018-01-01", **more)
    net.text("pages/about.md", title="About")
    net.text(
        "participants/bea/posts/open.md",
        "## A heading\n\nWords.",
        title="Open",
        date="2018-01-01",
        audience="public",
        aliases=["/2017/open/"],
    )
    net.text("participants/bea/posts/closed.md", title="Closed", date="2018-01-01", audience="cohort")
    net.text("participants/ann/replies/said.md", "Said.", reply_to="bea/open", date="2018-01-02")
    body = "\n\n".join(f"[zq{name}]({address})" for name, address in LINKS.items())
    net.text("participants/ann/posts/p.md", body, title="P", date="2018-01-03", audience="public")
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("public", "cohort"))
    assert [each.code for each in outcome.diagnostics] == ["own-address"]
    return net


def shown(network: Records, edition: str) -> dict[str, str]:
    """Return where each link leads on the page of an edition; empty where its words are all that is left."""
    page = (network.folder / "site" / edition / "participants/ann/p/index.html").read_text(encoding="utf-8")
    return {
        name: found[1] if (found := re.search(rf'<a href="([^"]*)">zq{name}</a>', page)) else ""
        for name in LINKS
    }


def test_they_are_links_within_each_edition(network: Records) -> None:
    """As relative as a link to the file; an edition that does not hold what they lead to has the words."""
    open_ = "../../bea/open/"
    everywhere = {
        "plain": open_,
        "fragment": f"{open_}#a-heading",
        "index": open_,
        "comment": f"{open_}#reply-ann--said",
        "members": open_,
        "thread": open_,
        "old": open_,
        "person": "../../bea/",
        "page": "../../../about/",
        "unended": "../../../about/",
        "lost": "",
        "other": LINKS["other"],
    }
    cal = "../../zqcal/"
    assert shown(network, "cohort") == {
        **everywhere,
        "closed": "../../bea/closed/",
        "pseudonym": cal,
    }
    pen = "../../pen/"
    assert shown(network, "public") == {**everywhere, "closed": "", "comment": "", "pseudonym": pen}


def test_nothing_of_them_is_left_in_public(network: Records) -> None:
    """Neither a folder's name behind a pseudonym, nor the name of a post that is not public."""
    public = network.folder / "site/public"
    everything = "".join(
        path.read_text(encoding="utf-8")
        for path in public.rglob("*")
        if path.suffix in (".html", ".xml", ".json")
    )
    assert "zqcal" not in everything
    assert "bea/closed" not in everything
    assert "zqplain" in everything


def test_a_reply_is_begun_by_an_address(network: Records) -> None:
    """Whatever its host; the file names what it leads to."""
    arguments = ["--as", "ann", "--date", "2018-01-04", "--content", str(network.content)]
    done = CliRunner().invoke(main, ["reply", "http://localhost:8000/participants/bea/open/#x", *arguments])
    assert done.exit_code == 0, done.output
    made = network.content / "participants/ann/replies/2018-01-04-to-open.md"
    assert "reply_to: bea/open\n" in made.read_text(encoding="utf-8")


@settings(max_examples=examples(200))
@given(st.from_regex(own_addresses._SIMPLE, fullmatch=True))
def test_simple_addresses_are_taken_apart_as_by_the_library(address: str) -> None:
    """An address has the same parts either way."""
    split = urlsplit(address)
    parts = split.hostname or "", split.port, unquote(split.path), unquote(split.fragment)
    assert own_addresses._parts(address) == parts
