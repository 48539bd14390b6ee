"""The style guide: there when it is asked for, and the same in all editions.

Nobody finds it who does not look for it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import ROOT, build, clean, command, differences, tree

pytestmark = pytest.mark.slow

CONTENT = ROOT / "content"
PAGE = "style/index.html"


def test_it_is_built_when_asked_for_and_gone_when_not(tmp_path: Path) -> None:
    """Whatever was built before, with it or without; a build in steps equals one from nothing."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    bare, guided = clean(CONTENT, tmp_path / "one"), clean(CONTENT, tmp_path / "two", style_guide=True)
    assert {path for path in guided if path not in bare} == {
        f"{edition}/{PAGE}" for edition in ("public", "cohort", "facilitators")
    }
    assert {path for path in bare if bare[path] != guided[path]} == set()
    for asked, whole in ((False, bare), (True, guided), (False, bare)):
        build(CONTENT, site, cache, style_guide=asked)
        assert differences(tree(site), whole) == []


def test_nobody_is_led_to_it(tmp_path: Path) -> None:
    """It is in no menu, list or sitemap, and asks search engines to pass it over.

    Nothing of the network is in it.
    """
    done = command(
        "build",
        "--with-style-guide",
        "--content",
        CONTENT,
        "--output",
        tmp_path / "site",
        "--cache",
        tmp_path / "cache",
    )
    assert done.returncode == 0, done.stderr
    site = tree(tmp_path / "site")
    texts = {path: data.decode() for path, data in site.items() if path.endswith((".html", ".xml", ".json"))}
    assert [
        path
        for path, text in texts.items()
        if re.search(r"(?:href=|<loc>|url\": )[^>]*\bstyle/", text) and not path.endswith(PAGE)
    ] == []
    assert '<meta name="robots" content="noindex' in texts[f"public/{PAGE}"]
    assert "Rachna" not in texts[f"facilitators/{PAGE}"]


def test_it_shows_what_the_theme_has(tmp_path: Path) -> None:
    """Six phases, a thread to its deepest level and beyond, withdrawn posts and a matrix are there.

    Each reply can be led to.
    """
    build(CONTENT, tmp_path / "site", tmp_path / "cache", editions=("public",), style_guide=True)
    page = (tmp_path / "site/public" / PAGE).read_text(encoding="utf-8")
    assert re.findall(r'<li class="level-(\d)', page) == ["1", "2", "3", "4", "5", "6", "6", "1", "2", "1"]
    assert set(re.findall(r'<li data-phase="(\d)"', page)) == set("123456")
    assert "withdrawn" in page and "<table>" in page and 'data-level="6"' in page
    assert set(re.findall(r'href="#([\w-]+)"', page)) <= set(re.findall(r'id="([\w-]+)"', page))
    classes = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    assert PARTS - classes == set()


PARTS = {
    "choose",
    "words",
    "narrow",
    "results",
    "turn",
    "pages",
    "today",
    "waits",
    "tasks",
    "matrix",
    "upright",
    "missing",
    "lacking",
    "lines",
    "circle",
    "dot",
    "other",
    "weeks",
    "bar",
    "stretch",
    "occasions",
    "days",
    "aim",
    "stages",
    "shown",
    "overdue",
    "review",
    "signed",
    "agreed",
    "board",
    "state",
    "steps",
    "reached",
    "visits",
    "findings",
    "undertaken",
    "paper-form",
    "empty-form",
    "draft",
    "hint",
    "notice",
    *(f"s{strength}" for strength in (1, 2, 3, 4)),
}
"""Return the elements of a page that a maker of themes has to style.

They are known by the classes of its outermost elements and of those that say something by their look.
"""
