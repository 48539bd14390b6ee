"""A build in which no file has changed looks at no entry of a file: one digest of all stamps says so."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock, patch

import pytest

from generator.engine import files
from generator.engine.cache.snapshot import FileStore
from tests.support import Records, build, clean, differences, tree

POST = "participants/ann/posts/one.md"
SETTINGS = {"date": "2018-01-01", "audience": "public"}


@pytest.fixture
def net(tmp_path: Path) -> Records:
    """A post, and one that is to come, in files whose stamps can be relied on."""
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    net.text(POST, "One.", title="One", **SETTINGS)
    net.text("participants/ann/posts/two.md", "Two.", title="Two", date="2018-03-01", audience="public")
    return net


@pytest.fixture
def loads() -> Iterator[Mock]:
    """Count how often the entries of files are loaded, where every stamp is old enough."""
    with (
        patch.object(files, "SETTLED", -1_000_000_000),
        patch.object(FileStore, "load", autospec=True, side_effect=FileStore.load) as counted,
    ):
        yield counted


def made(net: Records, loads: Mock, date: str = "2018-02-01") -> tuple[int, int]:
    """Build what has been written, as a clean build does; return the loads, and the pages that changed."""
    time.sleep(0.02)  # longer than a tick of the file system's clock
    loads.reset_mock()
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("public",), date=date)
    many = loads.call_count
    expected = clean(net.content, net.folder / "scratch", editions=("public",), date=date)
    assert differences(tree(net.folder / "site"), expected) == []
    return many, outcome.statistics["public"].written


def test_only_a_build_with_a_change_loads_entries(net: Records, loads: Mock) -> None:
    """Not one without; whatever else is the reason for a build, or changes on another day, is done."""
    made(net, loads)
    assert made(net, loads) == (0, 0)
    (net.folder / "site/public/index.html").write_text("Spoilt.")
    assert made(net, loads)[1] == 1
    assert made(net, loads) == (0, 0)
    net.texts[POST] = (net.texts[POST][0], "Two.")
    assert all(made(net, loads)), "it is as long as it was"
    assert made(net, loads) == (0, 0)
    assert all(made(net, loads, "2018-03-01")), "what was to come is there"
    del net.texts["participants/ann/posts/two.md"]
    assert all(made(net, loads, "2018-03-01"))
    net.text("participants/ann/posts/three.md", "Three.", title="Three", **SETTINGS)
    assert all(made(net, loads, "2018-03-01"))
    assert made(net, loads, "2018-03-01") == (0, 0)
