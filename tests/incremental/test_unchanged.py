"""A build in which no file has changed looks at no entry of a file: their stamps are compared as one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import Mock, patch

import pytest

from generator.engine import files
from generator.engine.cache.entries import NO_DIGEST, Entries, Entry, Rare
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
def looks() -> Iterator[Mock]:
    """Count how often an entry of a file is made, where every stamp is old enough."""
    with (
        patch.object(files, "SETTLED", -1_000_000_000),
        patch.object(Entries, "get", autospec=True, side_effect=Entries.get) as counted,
    ):
        yield counted


def made(net: Records, looks: Mock, date: str = "2018-02-01") -> tuple[int, int]:
    """Build as a clean build does; return how many entries were made, and the pages that changed."""
    time.sleep(0.02)  # longer than a tick of the file system's clock
    looks.reset_mock()
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("public",), date=date)
    many = looks.call_count
    expected = clean(net.content, net.folder / "scratch", editions=("public",), date=date)
    assert differences(tree(net.folder / "site"), expected) == []
    return many, outcome.statistics["public"].written


def test_only_a_build_with_a_change_looks_at_entries(net: Records, looks: Mock) -> None:
    """Not one without; whatever else is the reason for a build, or changes on another day, is done."""
    made(net, looks)
    assert made(net, looks) == (0, 0)
    (net.folder / "site/public/index.html").write_text("Spoilt.")
    assert made(net, looks)[1] == 1
    assert made(net, looks) == (0, 0)
    net.texts[POST] = (net.texts[POST][0], "Two.")
    assert all(made(net, looks)), "it is as long as it was"
    assert made(net, looks) == (0, 0)
    assert all(made(net, looks, "2018-03-01")), "what was to come is there"
    del net.texts["participants/ann/posts/two.md"]
    assert all(made(net, looks, "2018-03-01"))
    net.text("participants/ann/posts/three.md", "Three.", title="Three", **SETTINGS)
    assert all(made(net, looks, "2018-03-01"))
    assert made(net, looks, "2018-03-01") == (0, 0)


def entry(seed: int) -> Entry:
    """Return an entry; some have a document, and some of these what few have."""
    rare = Rare(bytes([seed]), "en") if seed % 3 == 0 else Rare()
    outline = bytes([seed]) * 16 if seed % 2 else NO_DIGEST
    return Entry(bytes([seed]) * 32, bytes([seed]) * 16, outline, outline, str(seed % 5), rare)


def test_entries_are_those_of_a_mapping() -> None:
    """Whatever is added, replaced and removed, at the ends and between."""
    random, known, columns = Random(7), dict[str, Entry](), Entries()
    for step in range(60):
        paths = random.sample("abcdefghijklmno", random.randrange(6))
        changes = {path: entry(random.randrange(256)) if random.random() < 0.6 else None for path in paths}
        earlier, columns = columns, columns.updated(changes)
        known = {path: each for path, each in (known | changes).items() if each}
        assert columns.paths == tuple(sorted(known)), step
        assert {path: columns[path] for path in columns.paths} == known
        assert columns == Entries().updated(known)
        bare = {columns.paths[place] for place in columns.without_document}
        assert bare == {path for path, each in known.items() if each.outline == NO_DIGEST}
        stamps = {path: known[path].stamp for path in sorted(known)}
        expected = {
            path for path, each in stamps.items() if path not in earlier or earlier[path].stamp != each
        }
        assert earlier.restamped(columns.paths, b"".join(stamps.values())) == expected


def test_a_row_is_found_at_its_place_only() -> None:
    """Zeros at the end of one digest and the beginning of the next are none of their own."""
    halves = bytes(8) + b"x" * 8, b"x" * 8 + bytes(8), bytes(8) + b"x" * 8, NO_DIGEST
    files = {str(at): Entry(b"s" * 32, b"d" * 16, outline) for at, outline in enumerate(halves)}
    assert [*Entries().updated(files).without_document] == [3]
