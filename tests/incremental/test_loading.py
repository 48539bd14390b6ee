"""The modules that a build loads: each stage loads its own, and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support import Records, build

_BUILD = """
import sys
from pathlib import Path
from tests.support import build
content, out = map(Path, sys.argv[1:])
assert build(content, out / "site", out / "cache", editions=("public",), workers=2).written
print(*sys.modules)
"""


def loaded(content: Path, out: Path) -> set[str]:
    """Return the packages that a process has loaded after a build."""
    words = (sys.executable, "-c", _BUILD, content, out)
    return {each.partition(".")[0] for each in subprocess.check_output(words, text=True).split()}


RARE = {"xml.etree.ElementTree", "latex2mathml", "generator.source.privacy.anonymity"}
"""Modules for formulas, and for records that name nobody."""


def test_reading_loads_what_texts_need() -> None:
    """Libraries that few texts need are loaded where one does."""
    words = (sys.executable, "-c", "import sys, generator.source.reader; print(*sys.modules)")
    found = {*subprocess.check_output(words, text=True).split()}
    assert "markdown_it" in found
    assert not found & RARE


def test_only_readers_load_the_parsers(tmp_path: Path) -> None:
    """A changed text is read in a process of its own; meanwhile this one lists pages, and renders them."""
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    net.text("participants/ann/posts/one.md", "One.", title="One", date="2018-01-01", audience="public")
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    assert not loaded(net.content, tmp_path) & {"jinja2", "markdown_it", "frontmatter", "nh3"}
    net.texts["participants/ann/posts/one.md"] = (net.texts["participants/ann/posts/one.md"][0], "Two.")
    assert "jinja2" in (found := loaded(net.write(), tmp_path))
    assert not found & {"markdown_it", "mdit_py_plugins", "frontmatter", "nh3"}
