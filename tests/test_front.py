"""The head of every page and the front page, as they are laid out on a telephone and on a desk."""

from __future__ import annotations

import gzip
import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from generator.publish.teasers import brief, complete, snippet
from tests.browser import chromium
from tests.support import Records, build, picture

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
            prompts=[{"id": f"why-{year}", "title": "Why?", "phase": "trying", "due": f"{year}-03-20"}],
            showcase=[{"post": f"p{n:02}/{cohort}-{n - 1}", "why": "It asks."} for n in (3, 5, 7)],
        )
        for number in range(1, 16):
            net.text(
                f"participants/p{number % 14 + 1:02}/posts/{cohort}-{number}.md",
                f"{'A sentence of what was tried in the room. ' * 12}\n\n![Hands]({cohort}-{number}.png)",
                title=f"Post {number} of {year}",
                date=f"{year}-02-{number:02}",
                audience="public",
                cohort=cohort,
                phase="trying",
                standards=["own.1"],
            )
            net.file(
                f"participants/p{number % 14 + 1:02}/posts/{cohort}-{number}.png", picture(f"{year}{number}")
            )
    return net


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on a day on which the second cohort is at work."""
    folder = tmp_path_factory.mktemp("front")
    built = build(
        network(folder).write(),
        folder / "site",
        folder / "cache",
        editions=("public", "facilitators"),
        date="2018-03-01",
    )
    assert not [each for each in built.diagnostics if each.is_error]
    return folder / "site"


@pytest.fixture
def tab() -> Iterator[Tab]:
    """A browser's tab that runs no script of a page."""
    with chromium() as browser:
        yield browser.new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)


def open_page(tab: Tab, site: Path, address: str, width: int, edition: str = "public") -> None:
    """Show a page of an edition, with its style sheet, in a window of this width."""
    tab.set_viewport_size({"width": width, "height": 640})
    tab.goto((site / edition / address / "index.html").as_uri())


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
    assert head.evaluate("each => each.offsetHeight") <= 2 * HEAD_HEIGHT, "the name beside its links"


@pytest.mark.browser
def test_the_name_is_read_once_at_the_top(site: Path, tab: Tab) -> None:
    """It stands in the head; the heading for those who listen takes no room."""
    open_page(tab, site, "", 390)
    assert tab.locator("h1").inner_text() and tab.locator("h1").evaluate("each => each.offsetHeight") <= 1


@pytest.mark.browser
@pytest.mark.parametrize("edition", ["facilitators", "public"])
def test_the_front_page_is_short_and_says_nothing_twice(edition: str, site: Path, tab: Tab) -> None:
    """A telephone scrolls over it in a few moves; a post, with its picture, stands at one place of it.

    Facilitators are told how many posts wait, and led to them: these may be the newest, which stand below.
    """
    for width in (320, 390):
        open_page(tab, site, "", width, edition)
        assert tab.evaluate("document.documentElement.scrollHeight") <= 3_500
    posts = [
        each.get_attribute("href")
        for each in tab.locator("main a[href*='participants/'][href*='/c201']").all()
    ]
    assert len(posts) == len(set(posts)) >= 6
    assert tab.locator("main img[alt='Hands']").count() >= len(posts)
    assert tab.locator(".card img").count() == tab.locator(".card img.thumb[loading=lazy]").count() > 0
    assert tab.locator(".today").count() == (edition == "facilitators")
    tab.set_viewport_size({"width": 1280, "height": 800})
    first, beside = tab.locator(".opening > .first"), tab.locator(".opening > .beside")
    assert abs(first.evaluate("each => each.offsetTop") - beside.evaluate("each => each.offsetTop")) <= 1


@pytest.mark.browser
def test_the_front_page_is_short_in_a_language_of_long_dates(tmp_path: Path, tab: Tab) -> None:
    """Words and dates of another length change what stands in a line, and not how often one scrolls."""
    content = network(tmp_path).write()
    settings = content / "network.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}language: gd\n", encoding="utf-8")
    build(content, tmp_path / "site", tmp_path / "cache", editions=("facilitators",), date="2018-03-01")
    for width in (320, 390):
        open_page(tab, tmp_path / "site", "", width, "facilitators")
        assert "Ghearran" in tab.locator(".card .when").first.inner_text()
        assert tab.evaluate("document.documentElement.scrollHeight") <= 3_500


def test_a_page_that_is_not_there_offers_the_search(site: Path) -> None:
    """Beside it there is the front page, and not the whole menu again."""
    page = (site / "public" / "404.html").read_text(encoding="utf-8")
    told = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r'href="([^"]*)"', told) == ["/search/", "/"] and "<nav" not in told


def test_what_is_shown_briefly_ends_with_a_word() -> None:
    """It is a sentence or two where they are short, and never half a word; nothing is left out of little."""
    long = "I had a result that nobody in the room wanted, and I have been trying"
    long = f"{long} for a week to see why it was so"
    assert brief("Full time. Scores.") == "Full time. Scores."
    assert brief(f"I tried it with two classes, and both counted. It worked. {long}.") == (
        "I tried it with two classes, and both counted. It worked."
    )
    cut = brief(long)
    assert len(cut) <= 97 and long.startswith(f"{cut[:-1]} ") and cut[-1] == "…"
    assert len(brief("w" * 300)) == 97
    assert snippet(long) == long and snippet("w" * 160) == "w" * 160
    described = snippet(f"{long}. {long}. {long}.")
    assert 140 < len(described) <= 161 and f"{long}. {long}".startswith(described[:-1])
    assert complete(f"We asked them what they would like to try. {long}…") == (
        "We asked them what they would like to try."
    )
    assert complete("Two words. And then it was cut in…") == "Two words. And then it was cut in…"


def test_the_open_question_is_for_those_who_write(tmp_path: Path) -> None:
    """The cohort's edition leads to the forge's editor with an answer begun; the public one asks nobody."""
    net = answered(tmp_path)
    net.change("network.yaml", forge={"kind": "github", "repository": "example/a-network"})
    build(net.write(), tmp_path / "site", tmp_path / "cache", date="2018-03-01")
    public, cohort = (
        (tmp_path / "site" / each / "index.html").read_text(encoding="utf-8") for each in ("public", "cohort")
    )
    asked = re.search(r'href="(https://github.com/[^"]*)">Write your answer', cohort)
    assert asked and "prompt%3A+why-2018" in asked[1] and 'datetime="2018-03-20"' in cohort
    assert "Write your answer" not in public
    lively = re.search(r'(?s)class="talked".*?<h3[^>]*><a[^>]*>([^<]*)<', cohort)
    assert lively and lively[1] in {"Post 7 of 2018", "Post 15 of 2018"}, "most replies"


def test_a_phase_keeps_its_place_in_the_programme(tmp_path: Path) -> None:
    """A phase that a later cohort puts before the others moves them on, in the cohorts before it too.

    Dates of a cohort that is over are months.
    """
    net = network(tmp_path)
    phases = [{"id": each, "title": each.title()} for each in ("first", "reading", "trying", "telling")]
    net.change("cohorts/c2018.yaml", phases=phases)
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",), date="2018-03-01")
    for cohort in ("c2017", "c2018"):
        page = (tmp_path / "site/public/cohorts" / cohort / "index.html").read_text(encoding="utf-8")
        places = dict(re.findall(r'class="phase" href="(?:[^"]*/)?phases/(\w+)/"><b>(\d)</b>', page))
        assert {"reading": "2", "trying": "3", "telling": "4"}.items() <= places.items(), cohort
        assert ("February 2017</time>" in page) == (cohort == "c2017")
        assert (">15 February 201" in page) == (cohort == "c2018")


def test_dates_are_quiet_when_a_cohort_is_over(tmp_path: Path) -> None:
    """They are months from the day after its last one on, also where nothing else is new.

    A cohort that is yet to come does not make the one that is at work old.
    """
    net, said = Records(tmp_path), {}
    net.text("network.yaml", title="A network", address="https://example.org/")
    net.text("participants/ann/profile.md", "I teach.", name="Ann", school="A school", consent="2018-01-01")
    for name, starts, ends in (("c1", "2018-01-01", "2018-03-30"), ("c2", "2018-09-01", "2019-03-30")):
        net.text(f"cohorts/{name}.yaml", title=name, starts=starts, ends=ends, members={"ann": "participant"})
    post = {"date": "2018-02-05", "audience": "public", "cohort": "c1"}
    net.text("participants/ann/posts/one.md", "A text of my own.", title="One", **post)
    for day in ("2018-03-30", "2018-03-31", "2018-03-30"):
        build(net.write(), tmp_path / "site", tmp_path / "cache", date=day)
        for page in ("public", "public/participants/ann", "cohort/cohorts/c1"):
            text = (tmp_path / "site" / page / "index.html").read_text(encoding="utf-8")
            said[page] = re.findall(r'class="when"><time[^>]*>([^<]*)<', text)
        dated = "February 2018" if day > "2018-03-30" else "5 February 2018"
        assert set(map(tuple, said.values())) == {(dated,)}


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
        assert bare[len(bare) // 2] <= 10_500 and sent <= 3_000, (edition, bare, sent)
        assert bare[-1] - bare[0] <= 7 * A_REPLY, (edition, bare)
        assert all(
            ('id="page--reply-as"' in each, "<option" in each) == (True, edition == "cohort")
            for each in pages
        )


def test_the_conversation_comes_before_forms_and_settings(tmp_path: Path) -> None:
    """The text, what people said to it, and only then how to answer, and what the post belongs to."""
    net = answered(tmp_path)
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("cohort",), date="2018-03-01")
    page = (tmp_path / "site/cohort/participants/p02/c2018-1/index.html").read_text(encoding="utf-8")
    parts = (
        'class="prose e-content"',
        'class="thread',
        'id="page--reply-as"',
        'class="about"',
        'class="around"',
    )
    places = [page.index(each) for each in parts]
    assert places == sorted(places)
    after = page[places[-1] :]
    assert "Post 2 of 2018 – Person p03" in after, "what comes next is called by its title"


def test_a_standard_with_one_part_is_one_row(tmp_path: Path) -> None:
    """Both have the same posts. Only those who edit are told that a wording was not checked."""
    net = network(tmp_path)
    part = {"id": "own.1", "title": "Leading", "parent": "own.0", "verified": False}
    net.text("standards/own.yaml", title="Own", elements=[{"id": "own.0", "title": "The whole"}, part])
    build(net.write(), tmp_path / "site", tmp_path / "cache", date="2018-03-01")
    index, public, cohort = (
        (tmp_path / "site" / each / "index.html").read_text(encoding="utf-8")
        for each in ("public/standards", "public/standards/own.1", "cohort/standards/own.1")
    )
    rows = re.findall(r'<(?:li|summary)>.*class="count"[^>]*>[^<]*</span>', index)
    assert len(rows) == 1 and "The whole › Leading" in rows[0] and 'data-level="5"' in rows[0]
    assert "Wording not checked" in cohort and "Wording not checked" not in public
    assert "Its wording stands in Own" in public
