"""Layouts are kept from one build to the next: where only words change, nothing is cut, linked or listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock, patch

import pytest

from generator.network.cut import cut
from generator.publish.page_list import list_pages
from tests.support import Records, build, clean, differences, tree

POST = "participants/ann/posts/one.md"
OLD = "pages/rules.md"
REPLY = "participants/bea/replies/re.md"
PUBLIC = {"date": "2018-01-01", "audience": "public"}


@pytest.fixture
def net(tmp_path: Path) -> Records:
    """Two posts in a cohort, a reply, and a page that had another address."""
    net = Records(tmp_path)
    net.text(
        "network.yaml",
        title="N",
        address="https://example.org/",
    )
    net.text(
        "cohorts/c.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-12-31",
        members={"ann": "participant", "bea": "participant"},
    )
    for name in ("ann", "bea"):
        net.text(f"participants/{name}/profile.md", "Words.", name=name.title(), consent="2018-01-01")
    net.text(POST, "One.", title="One", cohort="c", **PUBLIC)
    net.text("participants/ann/posts/two.md", "Two.", title="Two", cohort="c", **PUBLIC)
    net.text(OLD, "Rules.", title="Rules", aliases=["/old-rules/"])
    net.text(REPLY, "A reply.", reply_to="ann/one", **PUBLIC)
    return net


@pytest.fixture
def work() -> Iterator[tuple[Mock, Mock]]:
    """Count the editions that are cut, and the page lists that are made."""
    with (
        patch("generator.engine.stages.lay_out.cut", wraps=cut) as cuts,
        patch("generator.engine.stages.lay_out.list_pages", wraps=list_pages) as lists,
    ):
        yield cuts, lists


def made(net: Records, work: tuple[Mock, Mock], *editions: str, **more: str) -> tuple[int, int]:
    """Build as a new process does, which is as a clean build; return how much was cut and listed for that."""
    for each in work:
        each.reset_mock()
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=editions, **more)
    assert outcome.written, outcome.diagnostics
    done = work[0].call_count, work[1].call_count
    expected = clean(net.content, net.folder / "scratch", editions=editions, **more)
    found = tree(net.folder / "site")
    assert differences({path: found[path] for path in found if path in expected}, expected) == []
    return done


def test_only_a_change_of_structure_is_laid_out(net: Records, work: tuple[Mock, Mock]) -> None:
    """Not other words, whatever page shows them; pages that are no data are listed again."""
    both = ("public", "cohort")
    assert made(net, work, *both) == (2, 2)
    net.text("participants/ann/posts/two.md", "Other words.", title="Two", cohort="c", **PUBLIC)
    assert made(net, work, *both) == (0, 0)
    net.text("participants/ann/posts/two.md", "Other words.", title="Second", cohort="c", **PUBLIC)
    assert made(net, work, *both) == (0, 0)
    net.text(REPLY, "Another reply.", reply_to="ann/one", **PUBLIC)
    assert made(net, work, *both) == (0, 0)
    net.text(OLD, "Other rules.", title="Rules", aliases=["/old-rules/"])
    assert made(net, work, *both) == (0, 2), "the page at the earlier address is about another page"
    net.text("participants/ann/posts/three.md", "Three.", title="Three", cohort="c", **PUBLIC)
    assert made(net, work, *both) == (2, 2)


def test_on_another_day_pages_alone_are_listed(net: Records, work: tuple[Mock, Mock]) -> None:
    """The edition comes from the cache, and is saved again with the pages of that day."""
    assert made(net, work, "public", date="2018-02-01") == (1, 1)
    net.text(REPLY, "Another reply.", reply_to="ann/one", **PUBLIC)
    assert made(net, work, "public", date="2018-02-02") == (0, 1)
    net.text(REPLY, "A third.", reply_to="ann/one", **PUBLIC)
    assert made(net, work, "public", date="2018-02-02") == (0, 0)


def test_a_layout_is_gone_with_its_network(net: Records, work: tuple[Mock, Mock]) -> None:
    """It holds names and addresses, which somebody may take back before that edition is built again."""
    made(net, work, "public", "cohort")
    kept = {each.name for each in (net.folder / "cache").glob("layout-*")}
    assert kept == {"layout-public", "layout-cohort"}
    del net.texts[REPLY]
    assert made(net, work, "public") == (1, 1)
    assert {each.name for each in (net.folder / "cache").glob("layout-*")} == {"layout-public"}
