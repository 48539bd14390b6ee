"""Cards that are the same in several editions are rendered once; each edition shows its own all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Template

from generator.publish.theme import Theme
from tests.support import Records, build

CARD = "parts/card.html"
POSTS = 4


def network(folder: Path) -> Records:
    """Public posts in a cohort, under a standard, in a month, in a blog: each stands in several lists."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"])
    net.text("standards/own.yaml", title="Own", elements=[{"id": "own.1", "title": "Leading"}])
    phases = [{"id": "p1", "title": "Trying"}]
    dates = {"starts": "2018-01-01", "ends": "2018-12-31"}
    net.text("cohorts/c.yaml", title="C", phases=phases, members={"ann": "participant"}, **dates)
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    for number in range(POSTS):
        net.text(
            f"participants/ann/posts/post-{number}.md",
            "Words of it.",
            title=f"Post {number}",
            date=f"2018-02-{number + 1:02}",
            cohort="c",
            phase="p1",
            standards=["own.1"],
            audience="public",
        )
    return net


def test_a_card_is_rendered_once_for_all_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone in lists, in that of its phase, and in that of its writer: three in one edition, three in all."""
    asked: list[str] = []
    found = Theme._template

    def counted(theme: Theme, name: str) -> Template:
        asked.append(name)
        return found(theme, name)

    monkeypatch.setattr(Theme, "_template", counted)
    content = network(tmp_path).write()
    build(content, tmp_path / "one", tmp_path / "c1", editions=("public",), workers=1)
    one = asked.count(CARD)
    build(content, tmp_path / "all", tmp_path / "c2", workers=1)
    assert (one, asked.count(CARD) - one) == (3 * POSTS + 1, 3 * POSTS + 3), "and once for each theme"


def test_a_card_that_shows_the_site_is_each_edition_s_own(tmp_path: Path) -> None:
    """A network's own template may name the edition, itself or by another that it takes in."""
    net = network(tmp_path)
    net.change("network.yaml", theme="ours")
    own, part = (tmp_path / "themes/ours/parts" / each for each in ("card.html", "of.html"))
    own.parent.mkdir(parents=True)
    part.write_text("in [{{ site.edition }}]", encoding="utf-8")
    for card in ("<article>in [{{ site.edition }}]</article>", '{% include "parts/of.html" %}'):
        own.write_text(card, encoding="utf-8")
        build(net.write(), tmp_path / "site", tmp_path / "cache", workers=1)
        for edition in ("public", "cohort", "facilitators"):
            page = (tmp_path / "site" / edition / "standards/own.1/index.html").read_text(encoding="utf-8")
            assert page.count("in [") == page.count(f"in [{edition}]") == POSTS
