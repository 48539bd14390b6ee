"""Families of pages: a new one is a module and a template, and no two pages have one address."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.publish import pages
from generator.publish.page import TwoPages
from tests.support import Records, build

MODULE = """
from msgspec import Struct

from generator.publish.family import Family, Menu, Readers
from generator.publish.page import html_page
from generator.publish.views.parts import Anchor, Head

ADDRESS = "ADDRESS_OF_TEA"


class TeaView(Struct, frozen=True, array_like=True):
    head: Head
    leaves: str


def pages(composer):
    yield html_page(ADDRESS, "tea.html", view)


def view(composer):
    return TeaView(composer.frame.head("Tea", ADDRESS, section=ADDRESS), "Assam")


def menu(composer):
    yield Anchor("Tea", ADDRESS)


FAMILY = Family(pages, readers=Readers.READERS_OF_TEA, menu=Menu(55, menu))
"""
TEMPLATE = """{% extends "layouts/base.html" %}
{% block main %}<h1>{{ head.title }}</h1><p>{{ view.leaves }}</p>{% endblock %}
"""
Brew = Callable[..., Path]


@pytest.fixture
def brew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Brew]:
    """Build a network with a family of pages about tea, whose template is in the network's own theme."""
    extra = tmp_path / "families"
    extra.mkdir()
    monkeypatch.setattr(pages, "__path__", [*pages.__path__, str(extra)])

    def brewed(address: str, readers: str = "EVERYBODY") -> Path:
        module = MODULE.replace("ADDRESS_OF_TEA", address).replace("READERS_OF_TEA", readers)
        (extra / "tea.py").write_text(module, encoding="utf-8")
        net = Records(tmp_path)
        net.text(
            "network.yaml",
            title="Net",
            address="https://example.org/",
            concern="mailto:a@b.org",
            theme="cups",
        )
        net.text("participants/emma/profile.md", name="Emma", consent="2018-01-01")
        net.text(
            "participants/emma/posts/2018-01-10-one.md",
            "Words.",
            title="One",
            date="2018-01-10",
            audience="public",
        )
        net.text("pages/about.md", "About us.", title="About")
        template = tmp_path / "themes" / "cups" / "pages" / "tea.html"
        template.parent.mkdir(parents=True)
        template.write_text(TEMPLATE, encoding="utf-8")
        outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", search=False)
        assert outcome.written, outcome.diagnostics
        return tmp_path / "site"

    yield brewed
    sys.modules.pop(f"{pages.__name__}.tea", None)


def test_a_new_family_is_a_module_and_a_template(brew: Brew) -> None:
    """It is found, rendered, in the sitemap, and between the standards and the search in every menu."""
    site = brew("tea/")
    for edition in ("public", "cohort", "facilitators"):
        assert "<p>Assam</p>" in (site / edition / "tea" / "index.html").read_text(encoding="utf-8")
        home = (site / edition / "index.html").read_text(encoding="utf-8")
        assert home.index('href="standards/"') < home.index('href="tea/"') < home.index('href="search/"')
    assert "https://example.org/tea/" in (site / "public" / "sitemap.xml").read_text(encoding="utf-8")


def test_a_family_for_facilitators_is_in_no_other_edition(brew: Brew) -> None:
    """Neither its pages nor its entry in the menu."""
    site = brew("tea/", "FACILITATORS")
    assert (site / "facilitators" / "tea" / "index.html").is_file()
    for edition in ("public", "cohort"):
        assert not (site / edition / "tea").exists()
        assert 'href="tea/"' not in (site / edition / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("about/", "plain” (about)"),
        ("participants/", "people”"),
        ("participants/emma/one/", "posts” (emma/one, 1)"),
    ],
)
def test_two_pages_at_one_address_are_refused(brew: Brew, address: str, other: str) -> None:
    """Neither replaces the other: the build ends, names both, and leaves the site as it was."""
    with pytest.raises(TwoPages) as refused:
        brew(address)
    assert f"/{address}index.html" in str(refused.value)
    assert other in str(refused.value) and "tea”" in str(refused.value)
