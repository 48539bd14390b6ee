"""Posts and replies are counted in one way, wherever they are counted."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from click.testing import CliRunner

from generator.commands.main import main
from generator.network.conversations import Tally
from tests.support import Records, build


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Two posts; below them a reply with a title and two without; and a tombstone, which is neither."""
    net = Records(tmp_path_factory.mktemp("counts"))
    net.text("network.yaml", title="T", address="https://example.org/")
    members = {"ann": "participant", "bea": "participant"}
    phases = [{"id": "one", "title": "One"}]
    net.text(
        "cohorts/c.yaml", title="C", starts="2018-01-01", ends="2018-12-31", members=members, phases=phases
    )
    for name in members:
        net.text(f"participants/{name}/profile.md", name=name.title())
    for name in ("p", "q"):
        net.text(f"participants/ann/posts/{name}.md", title=name.upper(), date="2018-01-02", phase="one")
    net.text("participants/bea/replies/r.md", title="R", reply_to="ann/p", date="2018-01-03")
    net.text("participants/bea/replies/s.md", reply_to="ann/p", date="2018-01-04")
    net.text("participants/ann/replies/t.md", reply_to="bea/s", date="2018-01-05")
    net.text(
        "withdrawn/0001.md", withdrawn="by its author", date="2018-01-06", audience="cohort", reply_to="ann/p"
    )
    outcome = build(
        net.write(), net.folder / "site", net.folder / "cache", editions=("cohort", "facilitators")
    )
    assert not outcome.diagnostics
    return net


def counted(network: Records, path: str, edition: str = "cohort") -> list[Tally]:
    """Return the numbers of posts and replies that stand beside each other on a page."""
    return [
        Tally(int(posts), int(replies))
        for posts, replies in re.findall(
            r"(\d+) posts? (\d+) repl(?:y|ies)\b", words_of(network, path, edition)
        )
    ]


def words_of(network: Records, path: str, edition: str = "cohort") -> str:
    """Return what a page says, in one line."""
    page = (network.folder / "site" / edition / path / "index.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_a_reply_with_a_title_is_a_reply(network: Records) -> None:
    """On the digest, the timeline and the page of the cohort, and in the mail."""
    assert counted(network, "cohorts/c/digest") == [Tally(2, 3)]
    assert counted(network, "cohorts/c/timeline", "facilitators") == [Tally(2, 3)]
    assert counted(network, "cohorts/c") == [Tally(2, 1)]
    assert "Bea 2 replies" in words_of(network, "cohorts/c"), "nobody is said to have written nothing"
    mail, to = network.folder / "mail.md", ("--to", str(network.folder / "mail.md"))
    period = ("--cohort", "c", "--since", "2018-01-01", "--date", "2018-02-01")
    done = CliRunner().invoke(main, ["digest", *period, *to, "--content", str(network.content)])
    assert done.exit_code == 0, done.output
    assert "2 new posts and 3 new replies" in mail.read_text(encoding="utf-8")


def test_lists_of_both_count_entries(network: Records) -> None:
    """In a list in which posts stand beside replies that have a title, neither word would do."""
    home = (network.folder / "site/cohort/cohorts/c/phases/one/index.html").read_text(encoding="utf-8")
    assert "3 entries" in home
    assert not re.search(r"\d posts", home)


NAMED: Final[dict[str, dict[str, Any]]] = {
    "bea/posts/p": {"title": "P", "standards": ["s1"]},
    "ann/posts/q": {"title": "Q", "standards": ["s1.a"], "phase": "one", "prompt": "why"},
    "ann/replies/r": {"title": "R", "reply_to": "bea/p", "standards": ["s2"]},
    "ann/replies/tagged": {"reply_to": "ann/q", "standards": ["s1", "s2"]},
    "bea/replies/untagged": {"reply_to": "ann/q"},
}
"""Entries: those that name standards, with a title or without, and a reply that has neither."""


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """A network in which replies name standards."""
    net = Records(tmp_path_factory.mktemp("named"))
    net.text("network.yaml", title="T", address="https://example.org/", standards=["ours"])
    elements = [
        {"id": "s1", "title": "One"},
        {"id": "s1.a", "title": "Part", "parent": "s1"},
        {"id": "s2", "title": "Two"},
        {"id": "s3", "title": "Three"},
    ]
    net.text("standards/ours.yaml", title="Ours", publisher="Us", elements=elements)
    net.text(
        "cohorts/c.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-12-31",
        members={"ann": "participant", "bea": "participant"},
        focus=["s1", "s2", "s3"],
        phases=[{"id": "one", "title": "One phase"}],
        prompts=[{"id": "why", "title": "Why?", "phase": "one"}],
    )
    for name in ("ann", "bea"):
        net.text(f"participants/{name}/profile.md", name=name.title())
        net.text(f"participants/{name}/plan.md", aims=[{"title": "Aim", "standards": ["s2"]}])
    for path, more in NAMED.items():
        net.text(f"participants/{path}.md", "Words. And why?", date="2018-01-02", **more)
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("facilitators",))
    assert not outcome.diagnostics
    return net


def under(standard: str, writer: str = "") -> int:
    """Return the number of entries that name a standard or a part of it: with these rules, from the files."""
    return sum(
        any(each == standard or each.startswith(f"{standard}.") for each in settings.get("standards", ()))
        for path, settings in NAMED.items()
        if path.startswith(writer)
    )


def said(net: Records, path: str) -> str:
    """Return the words of a page for facilitators."""
    page = (net.folder / "site/facilitators" / path / "index.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def last_numbers(net: Records, path: str) -> dict[str, int]:
    """Return the last number of each row of a table, by the first word of the row."""
    page = (net.folder / "site/facilitators" / path / "index.html").read_text(encoding="utf-8")
    rows = [re.sub("<[^>]*>", " ", each).split() for each in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    return {words[0]: int(words[-1]) for words in rows if words[-1].isdigit()}


def test_every_page_counts_the_same_under_a_standard(named: Records) -> None:
    """The standard's own, the index, the digest, the cohort's, people's, coverage and evidence, the front."""
    whole = {each: under(each) for each in ("s1", "s2")}
    assert whole == {"s1": 3, "s2": 2}
    for standard, title in (("s1", "One"), ("s2", "Two"), ("s1.a", "Part")):
        number = under(standard)
        entries = "1 entry" if number == 1 else f"{number} entries"
        page = said(named, f"standards/{standard}")
        assert f"C {entries}" in page and page.count("Words. And why?") == number
        assert f"{title} {entries}" in said(named, "standards")
        assert f"{title} {entries}" in said(named, "")
        assert last_numbers(named, "cohorts/c/digest")[title] == number
        assert standard == "s1.a" or f"{title} {entries}" in said(named, "cohorts/c")
    for writer in ("ann", "bea"):
        page, table = said(named, f"participants/{writer}"), said(named, "cohorts/c/coverage")
        own = [under(each, writer) for each in ("s1", "s2", "s3", "s1.a")]
        for title, number in zip(("One", "Two", "Three"), own, strict=False):
            assert f"{title} {number} entr" in page
        cells = " ".join(str(each) if each else "– gap" for each in own[:3])
        assert f"{writer.title()} {cells} {own[3] or '–'}".rstrip("–") in table
        still = [each for each, number in zip(("Two", "Three"), own[1:3], strict=True) if not number]
        assert f"{len(still)} of 3 {' '.join(still)} " in said(named, "desk")
    assert f"Ann {under('s2', 'ann')} " in said(named, "cohorts/c/coverage/standards/s2")
    assert "2 posts 3 replies" in said(named, "cohorts/c/digest")
