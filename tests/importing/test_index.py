"""The index of an import: mappings and sequences on the disk, in a file without a name."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from generator.authoring.importing.index import Index
from generator.authoring.importing.people import Crowd
from generator.authoring.importing.planning import Given
from generator.authoring.importing.wordpress import Import
from generator.engine.observer import silent
from generator.engine.options import Options
from tests.casefile import NETWORK
from tests.importing.exports import comment, export, item, written


def test_a_table_is_a_mapping() -> None:
    """Its words stand in the order in which they were put there, whatever their values become."""
    table = Index().table(list[str])
    table.update({"b": ["1"], "a": [], "": ["é\0"]})
    table["b"] = ["2"]
    assert dict(table) == {"b": ["2"], "a": [], "": ["é\0"]} == dict(table.items())
    assert ([*table], len(table), table.end) == (["b", "a", ""], 3, 3)
    assert (table.between(1, 3), table.setdefault("a", ["3"]), table.get("c")) == (["a", ""], [], None)
    assert "a" in table and "c" not in table
    del table["a"]
    assert [*table] == ["b", ""]
    for missing in ("a", "c"):
        with pytest.raises(KeyError):
            table[missing]
        with pytest.raises(KeyError):
            del table[missing]


def test_an_index_ends_in_any_thread() -> None:
    """The garbage collector runs where it likes; what it raises there, pytest makes a failure."""
    held = [Index()]
    thread = threading.Thread(target=held.clear)
    thread.start()
    thread.join()
    assert not held


def test_rows_are_a_sequence() -> None:
    """They are read while others are added, too."""
    index = Index()
    rows, others = index.rows(tuple[str, int]), index.rows(str)
    rows.extend((each, at) for at, each in enumerate("abc"))
    for each, _ in rows:
        others.append(each)
    assert ([*others], len(rows), rows[-1], rows[1:]) == (["a", "b", "c"], 3, ("c", 2), [("b", 1), ("c", 2)])
    with pytest.raises(IndexError):
        rows[3]


def test_no_address_of_anybody_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """E-mail addresses tell people apart in memory alone; the file has no name, and nothing is left of it."""
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    content = Path(shutil.copytree(NETWORK, tmp_path / "content"))
    said = [comment(each, "Yes.", "Jo", f"jo{each}@home.example") for each in (1, 2)]
    path = written(tmp_path, export(item(1, "One", comments=said)))
    work = Import(Options(content, tmp_path / "site", tmp_path / "cache"), [path], "stl-2018", silent)
    assert len(work.plan("2018-04-01", Given()).commenters) == 2
    assert {each.earliest.email for each in Crowd(work.exports, work.index).groups.values()} == {
        "jo1@home.example",
        "jo2@home.example",
    }
    tables = [row[0] for row in work.index.run("SELECT name FROM sqlite_master WHERE type = 'table'")]
    stored = [value for name in tables for row in work.index.run(f"SELECT * FROM {name}") for value in row]
    assert b"Jo" in b"".join(each for each in stored if isinstance(each, bytes))
    assert not [each for each in stored if b"@" in (each if isinstance(each, bytes) else str(each).encode())]
    assert os.listdir(tmp_path / "temporary") == []
