"""axe-core on each kind of page and each part of the theme.

In all editions, light and dark, wide and narrow, with script and without.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import pytest

from tests.checkers.sample import SITES, Sample
from tests.forms import MODULES, forms
from tests.shared import SampleSite
from tests.support import Records, build
from tests.test_serve import POST, Serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page as Tab, Route

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.webserver]

AXE = Path(sys.prefix) / "node_modules/axe-core/axe.min.js"

PICTURES = r"(?s)\((?:talking|matrix|timeline|coordination|style-guide|digest|desk|plan)\)"
EXPLAINED = {
    (
        "color-contrast",
        r"content contains only non-text characters",
    ): (
        "the arrow back from a footnote: axe takes it for a picture, whose contrast is that of its text's "
        "colour"
    ),
    (
        "color-contrast",
        rf"{PICTURES}.*contains an image node",
    ): "text in a picture: axe can't tell what is behind it, which is paper or a tint of it, as in tables",
    (
        "color-contrast",
        rf"{PICTURES}.*(?:(?:partially obscured|overlapped) by another|partially overlaps other) element",
    ): "a wide table, scrolled: behind its first column, which stays in sight; or what lines are drawn over",
    (
        "color-contrast",
        rf"{PICTURES}.*too short to determine",
    ): "a number of one digit: it has the colours of the others in its table",
    (
        "th-has-data-cells",
        r"(?s)\((?:digest|style-guide)\).*missing or empty",
    ): (
        "cells whose box is that of what they unfold: axe looks at boxes, and finds none; the browser's own "
        "tree has a cell for each, which `test_a_table_of_boxes_is_a_table` holds"
    ),
}
"""Questions that axe can't decide: the rule, its message for a kind of page, and why that is well."""

SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")

RUN = """async (undecided) => {
  const {violations, incomplete} = await axe.run({resultTypes: ['violations', 'incomplete']})
  const said = node => [...node.any, ...node.all, ...node.none].map(each => each.message).join('; ')
  return [...violations, ...(undecided ? incomplete : [])].flatMap(
    found => found.nodes.map(node => [found.id, said(node), node.html]))
}"""
"""A finding of axe or something that it can't decide: the rule, its message, and the element."""

SHOWN = "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light']"


@cache
def axe() -> str:
    """The checker's own program."""
    return AXE.read_text(encoding="utf-8")


def show(tab: Tab, url: str, *, script: bool, stay: bool = False) -> None:
    """Open a page; one that leads on to another is to stay.

    Without script, it is as browsers without have it; axe itself needs some.
    """

    def answer(route: Route) -> None:
        if not route.request.is_navigation_request():
            route.continue_()
        elif route.request.url != url:
            route.fulfill(status=204)
        elif script:
            route.continue_()
        else:
            answered = route.fetch()
            route.fulfill(
                response=answered, body=re.sub(r"(?s)<script\b.*?</script>|</?noscript>", "", answered.text())
            )

    tab.unroute_all()
    if stay or not script:
        tab.route("**/*", answer)
    tab.goto(url)


def findings(
    tab: Tab, name: str, *, widths: Iterable[int] = (1280, 320), undecided: bool = True
) -> Iterator[str]:
    """Return axe's findings on the page that is open, but for those that are explained.

    The page is looked at light and dark, in windows of these widths. Without `undecided`, what axe can't
    decide is left aside.
    """
    tab.evaluate(axe())
    for width, scheme in product(widths, SCHEMES):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme)
        shown = tab.evaluate(SHOWN)
        assert shown == [width, scheme], f"{name} is shown as {shown}"
        for rule, said, html in tab.evaluate(RUN, undecided):
            if not any(rule == each and re.search(known, f"{name} {said}") for each, known in EXPLAINED):
                yield f"{name}, {scheme}, {width} px: {rule}: {said} {html[:160]}"


def test_a_table_of_boxes_is_a_table(sample: Sample, browser: Browser) -> None:
    """A screen reader is told of each row and cell of the digest, whatever boxes they are drawn in."""
    tab = browser.new_page()
    tab.goto(sample.servers["public"] + "/cohorts/stl-2018/digest/")
    wanted = tab.evaluate("['tr', 'th, td'].map(each => document.querySelectorAll(`main ${each}`).length)")
    nodes = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    roles = [each["role"]["value"] for each in nodes if not each["ignored"]]
    hidden = tab.evaluate("document.querySelectorAll('main tr.running').length")
    assert roles.count("table") == 1
    assert roles.count("row") == wanted[0] - hidden
    cells = sum(roles.count(each) for each in ("cell", "rowheader", "columnheader"))
    assert cells == wanted[1] - hidden
    tab.close()


@pytest.mark.parametrize("edition", SITES)
def test_axe_finds_nothing(sample: Sample, browser: Browser, edition: str) -> None:
    """No violation, and nothing left open that is not explained.

    A page without a script is the same with and without, so it is looked at once.
    """
    context = browser.new_context()
    tab = context.new_page()
    found: list[str] = []
    for page in sample.all_parts(edition):
        for script in (True, False) if page.scripted else (True,):
            show(tab, sample.url(page), script=script, stay=page.kind == "moved")
            found += findings(
                tab, f"{page.edition}{page.address} ({page.kind}{'' if script else ', without script'})"
            )
    context.close()
    assert not found, "\n".join(map(str, found))


def test_axe_finds_nothing_in_the_preview(sample_site: SampleSite, tmp_path: Path, browser: Browser) -> None:
    """The errors that `serve` shows over the last good site are for everybody, too."""
    serving = Serving(tmp_path, sample=sample_site)
    try:
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(serving.address)
        file = serving.folder / POST
        file.write_text(
            file.read_text(encoding="utf-8").replace("phase: exploring", "phase: explorng"), encoding="utf-8"
        )
        tab.wait_for_selector(".enquiry-overlay")
        assert list(findings(tab, "the overlay")) == []
        context.close()
    finally:
        serving.stop()


def test_axe_finds_nothing_on_the_page_of_the_editor(tmp_path: Path) -> None:
    """Before somebody has said who they are, without script, and with the editor in it: light and dark."""
    net = Records(tmp_path)
    net.text("network.yaml", title="Forms", address="https://forms.example/", editor="yes")
    net.text("participants/ann/profile.md", name="Ann Lee")
    (tmp_path / "node_modules").symlink_to(MODULES)
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("cohort",))
    with forms(tmp_path / "site/cohort") as form:
        found: list[str] = []
        for script in (False, True):
            show(form.tab, f"{form.top}write/", script=script)
            found += findings(form.tab, "who writes" if script else "who writes, without script")
        form.open("new=posts&as=ann")
        found += findings(form.tab, "a form", undecided=False)
    assert not found, "\n".join(found)
