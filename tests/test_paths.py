"""Paths: a table of what is refused, and why; and of where a path leads that is written in a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from generator.model import paths

EVERYWHERE: Final = (
    "2018-01-15-listening.md",
    "index.html",
    "_headers",
    "console",
    "com10",
    "nul-and-void",
    "a.b.c",
    "caf\u00e9",
    "\u0986\u09ae\u09bf",
    "x" * 255,
)
REFUSED: Final = {
    "": "it is empty",
    ".": "it is the folder itself, or the one above",
    "..": "it is the folder itself, or the one above",
    ".git": "it is hidden",
    "...": "it is hidden",
    "caf\udce9.md": "it is not UTF-8 text",
    "a.": "it ends in a dot or a space",
    "a ": "it ends in a dot or a space",
    "con": paths.WINDOWS,
    "CON": paths.WINDOWS,
    "nul.txt": paths.WINDOWS,
    "Aux.tar.gz": paths.WINDOWS,
    "LPT1": paths.WINDOWS,
    "com\u00b9": paths.WINDOWS,
    "\uff43on": paths.WINDOWS,
    "con .txt": paths.WINDOWS,
    "C:": "it has a sign that some systems keep for themselves",
    "a/b": "it has a sign that some systems keep for themselves",
    "a\\b": "it has a sign that some systems keep for themselves",
    "x.png::$DATA": "it has a sign that some systems keep for themselves",
    "a\x00b": "it has a sign that some systems keep for themselves",
    "a\nb": "it has a sign that some systems keep for themselves",
    "what?": "it has a sign that some systems keep for themselves",
    "a|b": "it has a sign that some systems keep for themselves",
    **dict.fromkeys(
        ("a*", 'a"b', "a<b", "a>b", "a\x7fb", "a\x1fb", "a\x01b"),
        "it has a sign that some systems keep for themselves",
    ),
    "x" * 256: "it is longer than file systems take",
    "\u00e9" * 128: "it is longer than file systems take",
}
POST: Final = "participants/ann/posts/2018-01-02-own.md"
MEANT: Final = {
    "x.png": "participants/ann/posts/x.png",
    "../me.png": "participants/ann/me.png",
    "../../bea/me.png": "participants/bea/me.png",
    "./a/../x.png": "participants/ann/posts/x.png",
    "../../../pages/about.md": "pages/about.md",
    "../../..": ".",
    "../../../..": "",
    "../../../../x": "",
    "../../../../content/x": "",
    "../../../../../etc/passwd": "",
    "/etc/passwd": "",
    "//server/share": "",
    "..": "participants/ann",
    "...": "participants/ann/posts/...",
    "a/../../../../../x": "",
}
BELOW: Final = (
    "index.html",
    "participants/ann/index.html",
    "a..b/c",
    "..a",
    "_headers",
    "caf\u00e9/x",
    "a b",
)
LEAVING: Final = (
    "",
    "/",
    "/etc/passwd",
    "..",
    "../x",
    "a/../../x",
    "a/..",
    "./x",
    "a/./b",
    "a//b",
    "a/",
    "//server/share",
    "a\x00b",
)


@pytest.mark.parametrize("name", EVERYWHERE)
def test_names_that_work_everywhere(name: str) -> None:
    """Whatever has none of the faults below."""
    assert paths.refusal(name) == ""


@pytest.mark.parametrize("name", REFUSED)
def test_names_that_do_not(name: str) -> None:
    """Each with the first reason why."""
    assert paths.refusal(name) == REFUSED[name]


def test_each_refusal_is_in_the_table() -> None:
    """No reason stands there of which nothing is an example."""
    assert set(REFUSED.values()) == set(paths.REFUSALS)


@pytest.mark.parametrize("wanted", MEANT)
def test_what_a_path_in_a_file_means(wanted: str) -> None:
    """As seen from the content folder; nothing where it leads out of it."""
    assert paths.beside(POST, wanted) == MEANT[wanted]


@pytest.mark.parametrize("path", BELOW)
def test_what_is_below_a_folder(tmp_path: Path, path: str) -> None:
    """Stays there."""
    assert os.path.realpath(paths.under(tmp_path, path)) == os.path.join(os.path.realpath(tmp_path), path)


@pytest.mark.parametrize("path", LEAVING)
def test_what_is_not_below_a_folder(tmp_path: Path, path: str) -> None:
    """Is refused, in a sentence that names it."""
    with pytest.raises(paths.Outside) as refused:
        paths.under(tmp_path, path)
    assert refused.value.strerror == "This leads out of its folder"
    assert refused.value.filename == path


def test_links_are_not_gone_through(tmp_path: Path) -> None:
    """On the way to a file and in its place, to be read or to be written."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_text("secret")
    inside = tmp_path / "inside"
    (inside / "real").mkdir(parents=True)
    (inside / "real/file").write_text("words")
    (inside / "folder").symlink_to(tmp_path / "outside")
    (inside / "real/link").symlink_to(tmp_path / "outside/secret")
    assert paths.really_under(inside, "real/file").read_text() == "words"
    assert paths.link_on_the_way(inside, "real/file") is None
    assert paths.link_on_the_way(inside, "folder/secret") == inside / "folder"
    for path in ("folder/secret", "real/link"):
        with pytest.raises(paths.Outside):
            paths.really_under(inside, path)
    assert paths.contents(inside / "real/file") == b"words"
    assert paths.contents(inside / "real/file", 2) == b"wo"
    with pytest.raises(OSError, match="link"):
        paths.contents(inside / "real/link")


def test_only_ordinary_files_are_opened(tmp_path: Path) -> None:
    """A pipe would keep its reader waiting, a folder and a device are no text."""
    os.mkfifo(tmp_path / "pipe")
    before = os.listdir("/proc/self/fd")
    for place in (tmp_path / "pipe", tmp_path, Path("/dev/null")):
        with pytest.raises(paths.Outside, match="not an ordinary file"):
            paths.contents(place)
    assert os.listdir("/proc/self/fd") == before
