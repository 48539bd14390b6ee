"""Posts and replies are counted in one way, wherever they are counted."""

from __future__ import annotations

import re
from pathlib import Path

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
    page = (network.folder / "site" / edition / path / "index.html").read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    return [
        Tally(int(posts), int(replies))
        for posts, replies in re.findall(r"(\d+) posts? (\d+) repl(?:y|ies)\b", words)
    ]


def test_a_reply_with_a_title_is_a_reply(network: Records) -> None:
    """On the digest, the timeline and the page of the cohort, and in the mail."""
    assert counted(network, "cohorts/c/digest") == [Tally(2, 3)]
    assert counted(network, "cohorts/c/timeline", "facilitators") == [Tally(2, 3)]
    assert counted(network, "cohorts/c") == [Tally(2, 1), Tally(0, 2)]
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


def test_what_stands_under_a_standard_is_counted_alike(tmp_path: Path) -> None:
    """On the digest, the pages of people and the coverage. A reply without a title is in none."""
    net = Records(tmp_path)
    net.text("network.yaml", title="T", address="https://example.org/", standards=["ours"])
    net.text("standards/ours.yaml", title="Ours", publisher="Us", elements=[{"id": "s1", "title": "One"}])
    members = {"ann": "participant", "bea": "participant"}
    net.text(
        "cohorts/c.yaml", title="C", starts="2018-01-01", ends="2018-12-31", members=members, focus=["s1"]
    )
    for name in members:
        net.text(f"participants/{name}/profile.md", name=name.title())
    net.text("participants/bea/posts/p.md", title="P", date="2018-01-02", standards=["s1"])
    net.text("participants/ann/posts/q.md", title="Q", date="2018-01-02", standards=["s1"])
    for name, more in {"r": {"title": "R"}, "s": {}}.items():
        path = f"participants/ann/replies/{name}.md"
        net.text(path, reply_to="bea/p", date="2018-01-03", standards=["s1"], **more)
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("facilitators",))

    def said(path: str) -> str:
        page = (tmp_path / "site/facilitators" / path / "index.html").read_text(encoding="utf-8")
        return " ".join(re.sub(r"<[^>]*>", " ", page).split())

    assert "In focus One 3 One" in said("cohorts/c/digest")
    assert "One 2 entries" in said("participants/ann")
    assert "One 1 entry" in said("participants/bea")
    assert "Entries Gaps in focus One Ann 2 2 0 Bea 1 1 0" in said("cohorts/c/coverage")
