"""A large cache file is read in parts: of a mapping in it, those that hold what is asked for."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from generator.engine.cache.deferred import BUCKET_SIZE, Sealed, sealed
from generator.engine.cache.file_format import HEAD, Parted, Unusable, write
from generator.engine.cache.parts import Parts, PartsFile, PartsWriter
from generator.engine.cache.store import CacheMiss

MANY = {f"person/post-{number}": (str(number),) for number in range(40 * BUCKET_SIZE)}
PAIRS = {(f"kind {number % 3}", f"é{number}"): ("a", "b") * number for number in range(2 * BUCKET_SIZE)}


def saved(file: Path, **mappings: Mapping[Any, Any]) -> dict[str, Parts]:
    """Return the parts of these mappings, from a file that holds all of them."""
    writer = PartsWriter()
    places = {name: writer.add(sealed(each)) for name, each in mappings.items()}
    write(file, Parted(places, writer.parts))
    opened = PartsFile(file)
    return {name: Parts(opened, each) for name, each in opened.value(dict[str, bytes]).items()}


def test_a_sealed_mapping_is_the_mapping(tmp_path: Path) -> None:
    """In its order, whatever its keys are; in another process, too."""
    parts = saved(tmp_path / "file", many=MANY, pairs=PAIRS, none={})
    for name, key, expected in (("many", str, MANY), ("pairs", tuple[str, str], PAIRS), ("none", str, {})):
        found = Sealed[Any, Any](parts[name], key, tuple[str, ...])
        assert [*found.items()] == [*expected.items()] and len(found) == len(expected)
        assert [*pickle.loads(pickle.dumps(found)).items()] == [*expected.items()]
        assert "nobody" not in found and ("a", "b") not in found and found.get("\ud800") is None


def test_a_value_costs_one_part(tmp_path: Path) -> None:
    """Whatever the mapping's size, and whether the value is there or not."""
    found = Sealed[str, tuple[str, ...]](saved(tmp_path / "file", many=MANY)["many"], str, tuple[str, ...])
    with patch.object(PartsFile, "part", autospec=True, side_effect=PartsFile.part) as read:
        assert found["person/post-7"] == ("7",)
        assert read.call_count == 1
        assert found.get("nobody/post") is None
        assert read.call_count <= 2


def test_the_keys_are_one_part(tmp_path: Path) -> None:
    """A page of a long list asks of each post on it whether its file is there."""
    found = Sealed[str, tuple[str, ...]](saved(tmp_path / "file", many=MANY)["many"], str, tuple[str, ...])
    with patch.object(PartsFile, "part", autospec=True, side_effect=PartsFile.part) as read:
        assert all(each in found for each in MANY) and "nobody/post" not in found
        assert read.call_count == 1


def test_a_file_stays_as_it_was_opened(tmp_path: Path) -> None:
    """A file that is saved in its place later is another one."""
    before = saved(tmp_path / "file", many={"a": ("before",)})["many"]
    after = saved(tmp_path / "file", many={"a": ("after",)})["many"]
    assert Sealed[str, Any](before, str, tuple[str, ...])["a"] == ("before",)
    assert Sealed[str, Any](after, str, tuple[str, ...])["a"] == ("after",)


@pytest.mark.parametrize("shorter", [False, True])
def test_a_damaged_part_is_no_part(tmp_path: Path, shorter: bool) -> None:
    """The rest of the file is as good as before."""
    parts = saved(tmp_path / "file", first=MANY, last=PAIRS)
    data = (tmp_path / "file").read_bytes()
    (tmp_path / "file").write_bytes(data[:-1] if shorter else data[:-1] + bytes([data[-1] ^ 1]))
    assert dict(Sealed[str, Any](parts["first"], str, tuple[str, ...])) == MANY
    with pytest.raises(CacheMiss):
        dict(Sealed[Any, Any](parts["last"], tuple[str, str], tuple[str, ...]))


def test_a_head_that_promises_too_much_is_refused(tmp_path: Path) -> None:
    """Nothing is set aside for a value that can't be there."""
    saved(tmp_path / "file", many=MANY)
    data = (tmp_path / "file").read_bytes()
    (tmp_path / "file").write_bytes(data[: HEAD - 8] + b"\xff" * 8 + data[HEAD:])
    with pytest.raises(Unusable):
        PartsFile(tmp_path / "file").value(dict[str, bytes])
