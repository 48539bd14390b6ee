"""The sample network as people use it.

By keyboard, without script, enlarged, with other spacing or colours, and on paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from tests.browser import expect, smallest_type
from tests.checkers.sample import SITES, Page, Sample
from tests.checkers.test_axe import SCHEMES, axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page as Tab

pytestmark = [pytest.mark.browser, pytest.mark.webserver]

POST = "/participants/rachna/what-teacher-leadership-means-to-me/"
DEEP = "/participants/tomasz/the-result-i-did-not-want/"
DIGEST = "/cohorts/stl-2018/digest/"
WIDTHS = [(320, 800), (640, 800), (1280, 800)]

FOCUSED = """() => {
  const each = document.activeElement
  if (!each || each === document.body) return null
  const style = getComputedStyle(each)
  const large = [...each.getClientRects()].find(one => one.width > 1 && one.height > 1)
  const box = large ?? each.getBoundingClientRect()
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  const half = 2 * (right - left) >= Math.min(box.width, innerWidth)
    && 2 * (bottom - top) >= Math.min(box.height, innerHeight)
  const edge = box.left >= 0 || box.right <= innerWidth || box.top >= 0 || box.bottom <= innerHeight
  return {
    html: each.outerHTML.slice(0, 120), href: each.getAttribute('href') ?? '', url: each.href ?? '',
    words: each.innerText, id: each.id,
    visible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    uncovered: half && edge && !!there && (each.contains(there) || there.contains(each)),
  }
}"""
"""Describes the element that has the focus: whether the focus shows, and whether the element is to be seen.

To be seen is half of it, or of the window where it is larger, and an edge with its outline.
"""

EVERY_STOP = f"""() => {{
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
  const stops = [...document.querySelectorAll(kinds)].filter(each => each.checkVisibility())
  return stops.map(each => {{ each.focus(); return ({FOCUSED})() }})
    .filter(each => each && !(each.visible && each.uncovered))
}}"""
"""Finds the stops of a page that are not seen when they have the focus.

The focus already is somewhere on the page by keyboard.
"""

SMALL_TARGETS = """() => {
  const inText = each => {
    if (getComputedStyle(each).display !== 'inline') return false
    let around = each.parentElement
    while (getComputedStyle(around).display === 'inline') around = around.parentElement
    const linked = [...around.querySelectorAll('a, button')].map(one => one.innerText).join('')
    return around.innerText.replace(/\\s/g, '').length > linked.replace(/\\s/g, '').length
  }
  const box = each => {
    const inner = [...each.children].flatMap(one => [...one.getClientRects()])
    const all = [...each.getClientRects(), ...inner]
    const most = side => Math.max(...all.map(one => one[side]))
    const least = side => Math.min(...all.map(one => one[side]))
    return [most('right') - least('left'), most('bottom') - least('top')]
  }
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(each => each.checkVisibility() && !each.matches('.skip') && !inText(each))
    .map(each => [each.outerHTML.slice(0, 140), ...box(each)])
    .filter(([, width, height]) => Math.min(width, height) < 23.9)
}"""
"""Finds targets of less than 24 px that are not a part of a sentence."""

TOO_WIDE = """() => {
  const scrolls = '[role=region][aria-label][tabindex="0"], .scroll, pre, .visually-hidden, .skip'
  const wide = [...document.body.querySelectorAll('*')].filter(each => each.checkVisibility()
    && !each.closest(scrolls) && each.getBoundingClientRect().right > innerWidth + 1)
  const page = document.documentElement.scrollWidth
  const found = page > innerWidth ? [`the page is ${page} px wide`] : []
  return [...found, ...wide.map(each => each.outerHTML.slice(0, 120))]
}"""
"""Finds elements that stick out of the window, outside of what scrolls by itself and says so."""

CUT_OFF = """() => [...document.body.querySelectorAll('*')].filter(each => {
  const style = getComputedStyle(each)
  return each.checkVisibility() && each.innerText && !each.closest('.visually-hidden')
    && style.clipPath === 'none' && style.webkitLineClamp === 'none'
    && ['hidden', 'clip'].includes(style.overflowX)
    && (each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2)
}).map(each => each.outerHTML.slice(0, 160))"""
"""Words that are cut off. Summaries that are shortened on purpose are not."""

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p "
    "{ margin-bottom: 2em !important }"
)
"""WCAG 1.4.12."""

MOVING = (
    "() => [...document.querySelectorAll('*')].filter(each => ['transitionDuration', "
    "'animationDuration'].some(name => parseFloat(getComputedStyle(each)[name]) > 0)).length"
)


@pytest.fixture
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab of its own; a test's parameter says what is special about the reader."""
    context = browser.new_context(
        **{
            "viewport": {"width": 1280, "height": 800},
            "reduced_motion": "reduce",
            **getattr(request, "param", {}),
        }
    )
    yield context.new_page()
    context.close()


def shown(tab: Tab, sample: Sample, pages: Iterable[Page]) -> Iterator[Page]:
    """One page after the other; those that lead on at once apart."""
    for page in pages:
        if page.kind != "moved":
            tab.goto(sample.url(page))
            yield page


def sized(tab: Tab, *sizes: tuple[int, int]) -> Iterator[int]:
    """The page that is open, in windows of several sizes."""
    for width, height in sizes:
        tab.set_viewport_size({"width": width, "height": height})
        assert tab.evaluate("[innerWidth, innerHeight]") == [width, height]
        yield width


def press_to(tab: Tab, pattern: str, most: int = 250) -> None:
    """Go on with the Tab key to what leads to a place. Every stop on the way is seen."""
    for _ in range(most):
        tab.keyboard.press("Tab")
        at = stop(tab)
        if re.search(pattern, at["href"]) or re.search(pattern, at["url"]):
            return
    raise AssertionError(f"no stop leads to {pattern}")


def stop(tab: Tab) -> dict[str, Any]:
    """Return the element that has the focus, which one sees."""
    focused: dict[str, Any] | None = tab.evaluate(FOCUSED)
    assert focused and focused["visible"] and focused["uncovered"], focused
    return focused


def follow(tab: Tab, place: str) -> None:
    """Go to a link by keyboard, and where it leads."""
    press_to(tab, place)
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(place))


def searching(tab: Tab) -> None:
    """From the front page to a post among what is found. The field has the focus when there is one."""
    follow(tab, r"search/$")
    field = tab.locator("main input[type=search]")
    field.wait_for()
    assert stop(tab)["id"] == field.get_attribute("id")
    tab.keyboard.type("what teacher leadership means to me")
    tab.keyboard.press("Enter")
    tab.locator(f"main a[href*='{POST}']").first.wait_for()


def unfolding(tab: Tab) -> None:
    """Unfold the menu, which stands behind the name, and go on as with room for it."""
    press_to(tab, r"^$|^\./$")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.locator(".menu[open]").wait_for()
    searching(tab)


def browsing(tab: Tab) -> None:
    """From the front page to a person's blog, past a page that can't search here and shows no field."""
    follow(tab, r"search/$")
    assert not tab.locator("main input").first.is_visible()
    follow(tab, r"participants/$")
    follow(tab, r"participants/rachna/$")


WAYS = [
    ({}, searching),
    ({"java_script_enabled": False}, browsing),
    ({"viewport": {"width": 320, "height": 640}}, unfolding),
]


@pytest.mark.parametrize(("tab", "find"), WAYS, ids=["wide", "no-script", "narrow"], indirect=["tab"])
def test_a_journey_by_keyboard(sample: Sample, tab: Tab, find: Callable[[Tab], None]) -> None:
    """From the front page to the permalink of a reply, with Tab and Enter alone, the focus always shows."""
    tab.goto(f"{sample.servers['public']}/")
    tab.keyboard.press("Tab")
    assert stop(tab)["href"] == "#page--main"
    find(tab)
    follow(tab, f"{POST}$")
    follow(tab, r"#reply-[\w-]+$")
    assert tab.locator(":target").evaluate(
        "each => each.getBoundingClientRect().top >= 0 && each.getBoundingClientRect().top < innerHeight"
    )


@pytest.mark.parametrize("edition", SITES)
def test_every_stop_is_seen_and_large_enough(sample: Sample, tab: Tab, edition: str) -> None:
    """On each part of the theme, wide and narrow, the focus shows and is under nothing.

    Targets have 24 px.
    """
    found: list[tuple[object, ...]] = []
    for page in shown(tab, sample, sample.all_parts(edition)):
        tab.keyboard.press("Tab")
        for width in sized(tab, (320, 640), (1280, 800)):
            found += [
                (page.address, width, each)
                for each in (*tab.evaluate(SMALL_TARGETS), *tab.evaluate(EVERY_STOP))
            ]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("edition", SITES)
@pytest.mark.parametrize("tab", [{"bypass_csp": True}], ids=["styled"], indirect=True)
def test_text_flows_anew(sample: Sample, tab: Tab, edition: str) -> None:
    """At 400 % and 200 % of 1280 px nothing is to be scrolled sideways but what says that it is.

    Nothing is cut off where letters, words and lines stand further apart.
    """
    found: list[tuple[object, ...]] = []
    for page in shown(tab, sample, sample.all_parts(edition)):
        for width in sized(tab, *WIDTHS):
            found += [(page.address, width, "plain", each) for each in tab.evaluate(TOO_WIDE)]
        tab.add_style_tag(content=SPACING)
        for width in sized(tab, *WIDTHS):
            found += [
                (page.address, width, "spaced", each)
                for each in (*tab.evaluate(TOO_WIDE), *tab.evaluate(CUT_OFF))
            ]
    assert not found, "\n".join(map(str, found))


def test_nothing_moves_for_who_asks_for_stillness(sample: Sample, tab: Tab) -> None:
    """No transition and no animation on any kind of page."""
    assert [
        page.address
        for page in shown(tab, sample, sample.kinds("facilitators").values())
        if tab.evaluate(MOVING)
    ] == []


@pytest.mark.parametrize("tab", [{"contrast": "more"}], ids=["more"], indirect=True)
def test_words_stand_out_for_who_asks_for_contrast(sample: Sample, tab: Tab) -> None:
    """All text has 7:1 (WCAG 1.4.6), on each kind of page, light and dark."""
    found: list[tuple[object, ...]] = []
    for page in shown(tab, sample, sample.kinds("cohort").values()):
        tab.evaluate(axe())
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme=scheme)
            result = tab.evaluate(
                "axe.run({runOnly: ['color-contrast-enhanced'], rules: {'color-contrast-enhanced': "
                "{enabled: true}}, resultTypes: ['violations']})"
            )
            found += [
                (page.address, scheme, node["html"][:120], node["any"][0]["message"])
                for each in result["violations"]
                for node in each["nodes"]
            ]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("tab", [{"forced_colors": "active"}], ids=["forced"], indirect=True)
def test_a_readers_own_colours_say_as_much(sample: Sample, tab: Tab) -> None:
    """Forced colours take the place of the theme's: every stop is still seen.

    A phase's number has a frame in the place of its ground.
    """
    found: list[tuple[object, ...]] = []
    for page in shown(tab, sample, sample.kinds("cohort").values()):
        tab.keyboard.press("Tab")
        found += [(page.address, each) for each in tab.evaluate(EVERY_STOP)]
        bare = tab.evaluate(
            "() => [...document.querySelectorAll('.phase b')].filter(each => "
            "getComputedStyle(each).borderStyle !== 'solid').length"
        )
        found += [(page.address, f"{bare} phases without a frame")] if bare else []
    assert not found, "\n".join(map(str, found))


def text_on_paper(tab: Tab) -> tuple[int, str]:
    """Return how many sheets a page takes, and what is on them."""
    sheets = PdfReader(BytesIO(tab.pdf(format="A4"))).pages
    return len(sheets), re.sub(r"\s+", " ", " ".join(each.extract_text() for each in sheets))


def test_the_digest_is_a_handout(sample: Sample, tab: Tab) -> None:
    """Every post is on four sheets, though it is folded on a screen, and nothing that only a screen needs.

    Each sheet names the programme and its own number.
    """
    tab.goto(sample.servers["facilitators"] + DIGEST)
    titles = tab.locator(".lines .title").all_text_contents()
    sheets = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True))).pages
    texts = [re.sub(r"\s+", " ", each.extract_text()) for each in sheets]
    assert len(titles) > 50 and len(sheets) <= 4
    assert [title for title in titles if re.sub(r"\s+", " ", title) not in " ".join(texts)] == []
    assert "Skip to the text" not in texts[-1] and "Report a concern" not in texts[-1]
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(sheets)}" in text and "Supporting Teacher Leadership · 8 January" in text
    assert min(map(smallest_type, sheets)) >= 8


def test_coverage_is_one_sheet(sample: Sample, tab: Tab) -> None:
    """Its matrix lies across it, in type that can be read."""
    tab.goto(sample.servers["facilitators"] + DIGEST.replace("digest", "coverage"))
    (sheet,) = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True))).pages
    assert sheet.mediabox.width > sheet.mediabox.height and smallest_type(sheet) >= 8


def test_what_is_meant_for_one_sheet_takes_one(sample: Sample, tab: Tab) -> None:
    """A form to fill in by hand, a month, and the weeks of a cohort; no row of a list goes on overleaf."""
    timeline = DIGEST.replace("digest", "timeline")
    for page in (timeline, "/outreach/forms/record/", "/outreach/forms/request/", "/events/2018-03/"):
        tab.goto(sample.servers["facilitators"] + page)
        assert text_on_paper(tab)[0] == 1, page
    tab.goto(f"{sample.servers['facilitators']}/participants/")
    first = PdfReader(BytesIO(tab.pdf(format="A4"))).pages[0]
    shown = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", first.extract_text()))
    names, schools = (tab.locator(f".counts > li > {each}").all_text_contents() for each in ("a", ".note"))
    assert [each in shown for each in names] == [each in shown for each in schools]


def test_nothing_on_paper_is_too_small(sample: Sample, tab: Tab) -> None:
    """Pictures, tables, notes and numbers of phases, on pages that fill their sheets as words do."""
    sizes = {}
    for page in ("conversations/", "timeline/", "", "../../participants/emma/plan/"):
        tab.goto(sample.servers["facilitators"] + DIGEST.replace("digest/", page))
        sheets = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True))).pages
        sizes[page] = min(smallest_type(each) for each in sheets if each.extract_text().strip())
    assert all(size >= 8 for size in sizes.values()), sizes


def test_a_branch_can_be_folded_away(sample: Sample, tab: Tab) -> None:
    """By keyboard; what leads into it opens it again, and paper shows all of it."""
    tab.goto(sample.servers["public"] + DEEP)
    replies = tab.locator(".branch > li:not(.below)")
    count, last = replies.count(), tab.locator(".level-6[id]").last
    assert last.is_visible()
    tab.locator(".below > details > summary").first.focus()
    tab.keyboard.press("Enter")
    expect(last).to_be_hidden()
    words = last.locator(".prose p").first.text_content() or ""
    assert count > 5 and re.sub(r"\s+", " ", words[:60]) in text_on_paper(tab)[1]
    tab.evaluate("where => { location.hash = where }", last.get_attribute("id"))
    expect(last).to_be_visible()
