"""The head of every page and the front page, as they are laid out on a telephone and on a desk."""

from __future__ import annotations

import gzip
import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser import chromium
from tests.support import Records, build

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

HEAD_HEIGHT: Final = 64
"""The highest that the head of a page may be on a telephone: one line of menu, with the name beside it."""


def network(folder: Path) -> Records:
    """Two cohorts of one programme, the second of which is under way; many posts, some with pictures."""
    net = Records(folder)
    net.text(
        "network.yaml",
        title="Supporting Teacher Leadership",
        tagline="Teachers who lead.",
        address="https://example.org/",
        standards=["own"],
    )
    net.text("standards/own.yaml", title="Own", elements=[{"id": "own.1", "title": "Leading"}])
    people = [f"p{number:02}" for number in range(1, 15)]
    for person in people:
        about = {"name": f"Person {person}", "school": "A school", "consent": "2017-01-01"}
        net.text(f"participants/{person}/profile.md", "I teach.", **about)
    for cohort, year in (("c2017", 2017), ("c2018", 2018)):
        net.text(
            f"cohorts/{cohort}.yaml",
            title=f"Cohort {year}",
            programme="Leading",
            summary="A programme.",
            starts=f"{year}-01-01",
            ends=f"{year}-12-31",
            phases=[{"id": each, "title": each.title()} for each in ("reading", "trying", "telling")],
            members=dict.fromkeys(people, "participant"),
        )
        for number in range(1, 16):
            net.text(
                f"participants/p{number % 14 + 1:02}/posts/{cohort}-{number}.md",
                f"{'A sentence of what was tried in the room. ' * 12}\n\nAnd more.",
                title=f"Post {number} of {year}",
                date=f"{year}-02-{number:02}",
                audience="public",
                cohort=cohort,
                phase="trying",
                standards=["own.1"],
            )
    return net


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on a day on which the second cohort is at work."""
    folder = tmp_path_factory.mktemp("front")
    built = build(
        network(folder).write(), folder / "site", folder / "cache", editions=("public",), date="2018-03-01"
    )
    assert not [each for each in built.diagnostics if each.is_error]
    return folder / "site"


@pytest.fixture
def tab() -> Iterator[Tab]:
    """A browser's tab that runs no script of a page."""
    with chromium() as browser:
        yield browser.new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)


def open_page(tab: Tab, site: Path, address: str, width: int) -> None:
    """Show a page of the public edition in a window of this width."""
    tab.set_viewport_size({"width": width, "height": 640})
    tab.goto((site / "public" / address / "index.html").as_uri(), wait_until="domcontentloaded")


@pytest.mark.browser
def test_the_head_is_one_line_on_a_telephone(site: Path, tab: Tab) -> None:
    """The menu opens without a script, and leaves the page where it is; with room, its links stand there."""
    for width in (320, 390):
        open_page(tab, site, "", width)
        head, first = tab.locator(".site-head"), tab.locator(".bar nav a").first
        assert head.evaluate("each => each.offsetHeight") <= HEAD_HEIGHT and not first.is_visible()
        tab.locator(".menu summary").click()
        assert first.is_visible() and head.evaluate("each => each.offsetHeight") <= HEAD_HEIGHT
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    open_page(tab, site, "", 1280)
    assert first.is_visible() and not tab.locator(".menu summary").is_visible()


@pytest.mark.browser
def test_the_name_is_read_once_at_the_top(site: Path, tab: Tab) -> None:
    """It stands in the head; the heading for those who listen takes no room."""
    open_page(tab, site, "", 390)
    assert tab.locator("h1").inner_text() and tab.locator("h1").evaluate("each => each.offsetHeight") <= 1


def answered(folder: Path) -> Records:
    """A network at a forge that is open to all, whose posts of the second cohort have up to seven replies."""
    net = network(folder)
    forge = {"kind": "github", "repository": "example/a-network-of-teachers", "public": True}
    net.change("network.yaml", forge=forge, concern="mailto:concerns@example.org")
    posts = [path for path in net.texts if "/posts/c2018" in path]
    for post in posts:
        person, _, name = post.removeprefix("participants/").removesuffix(".md").partition("/posts/")
        before = f"{person}/{name}"
        for number in range(1, int(name.rpartition("-")[2]) % 8 + 1):
            net.text(
                f"participants/p{number:02}/replies/{name}-{number}.md",
                f"{'I tried that, too, and it was not the same. ' * 5}",
                date=f"2018-02-{15 + number}",
                audience="public",
                reply_to=[before],
            )
            before = f"p{number:02}/{name}-{number}"
    return net


A_REPLY: Final = 1_000
"""Bytes of HTML around the text of a reply: who wrote it, when, to whom, and how to answer and edit it."""
TEXT: Final = re.compile(r'(?s)(<div class="prose e-content"[^>]*>).*?\n?</div>\n')


def test_a_post_is_light(tmp_path: Path) -> None:
    """Bytes of pages without their texts, of all of them as they are sent, and of what a reply adds.

    In the public edition nobody's name stands in a form.
    """
    built = build(answered(tmp_path).write(), tmp_path / "site", tmp_path / "cache", date="2018-03-01")
    assert not [each for each in built.diagnostics if each.is_error]
    for edition in ("public", "cohort"):
        pages = [
            each.read_text(encoding="utf-8")
            for each in (tmp_path / "site" / edition).glob("participants/*/c2018-*/index.html")
        ]
        assert len(pages) == 15
        bare = sorted(len(TEXT.sub(r"\1</div>\n", each).encode()) for each in pages)
        sent = statistics.median(len(gzip.compress(each.encode())) for each in pages)
        assert bare[len(bare) // 2] <= 11_500 and sent <= 3_500, (edition, bare, sent)
        assert bare[-1] - bare[0] <= 7 * A_REPLY, (edition, bare)
        assert all(
            ('id="reply-as"' in each, "<option" in each) == (True, edition == "cohort") for each in pages
        )


def test_the_conversation_comes_before_forms_and_settings(tmp_path: Path) -> None:
    """The text, what people said to it, and only then how to answer, and what the post belongs to."""
    net = answered(tmp_path)
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("cohort",), date="2018-03-01")
    page = (tmp_path / "site/cohort/participants/p02/c2018-1/index.html").read_text(encoding="utf-8")
    parts = ('class="prose e-content"', 'class="thread', 'id="reply-as"', 'class="about"', 'class="around"')
    places = [page.index(each) for each in parts]
    assert places == sorted(places)
    after = page[places[-1] :]
    assert "Post 2 of 2018 – Person p03" in after, "what comes next is called by its title"
