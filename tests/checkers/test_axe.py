"""axe-core on each kind of page and on each part of the theme: in all editions, light and dark, wide and narrow, with script and without."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page as Tab, Route

from tests.checkers.sample import SITES, Sample
from tests.test_serve import POST, Serving

AXE = Path(sys.prefix) / "node_modules/axe-core/axe.min.js"

PICTURES = r"(?s)\((?:talking|matrix|timeline|coordination|style-guide)\)"
EXPLAINED = {
    ("color-contrast", r"content contains only non-text characters"): "the arrow back from a footnote: axe takes it for a picture, whose contrast is that of its text's colour",
    ("color-contrast", rf"{PICTURES}.*contains an image node"): "text in a picture: axe can't tell what is behind it, which is paper or a tint of it, as in tables",
    ("color-contrast", rf"{PICTURES}.*(?:partially obscured|overlapped) by another element"): "a wide table, scrolled: behind its first column, which stays in sight; or what lines are drawn over",
    ("color-contrast", rf"{PICTURES}.*too short to determine"): "a number of one digit: it has the colours of the others in its table",
}
"""What axe can't decide by itself: which rule, what it says of which kind of page, and why that is well."""


@cache
def axe() -> str:
    """The checker's own program."""
    return AXE.read_text(encoding="utf-8")


def show(tab: Tab, url: str, *, script: bool) -> None:
    """Open a page, also one that leads on to another. Without script, it is as browsers without have it; axe itself needs some."""

    def answer(route: Route) -> None:
        if not route.request.is_navigation_request():
            route.continue_()
        elif route.request.url != url:
            route.fulfill(status=204)
        elif script:
            route.continue_()
        else:
            answered = route.fetch()
            route.fulfill(response=answered, body=re.sub(r"(?s)<script\b.*?</script>|</?noscript>", "", answered.text()))

    tab.unroute_all()
    tab.route("**/*", answer)
    tab.goto(url)


def findings(tab: Tab, name: str) -> Iterator[str]:
    """What axe has against a page as it is shown, unless it is explained."""
    tab.evaluate(axe())
    result: dict[str, Any] = tab.evaluate("axe.run({resultTypes: ['violations', 'incomplete']})")
    for found in (*result["violations"], *result["incomplete"]):
        for node in found["nodes"]:
            said = "; ".join(each["message"] for each in (*node["any"], *node["all"], *node["none"]))
            if not any(rule == found["id"] and re.search(known, f"{name} {said}") for rule, known in EXPLAINED):
                yield f"{name}: {found['id']}: {said} {node['html'][:160]}"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edition", SITES)
def test_axe_finds_nothing(sample: Sample, browser: Browser, edition: str, scheme: Any, width: int, script: bool) -> None:
    """No violation, and nothing left open that is not explained. A page without a script is the same with and without, so it is looked at once."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab = context.new_page()
    found: list[str] = []
    for page in sample.all_parts(edition):
        if script or page.scripted:
            show(tab, sample.url(page), script=script)
            found += findings(tab, f"{page.edition}{page.address} ({page.kind})")
    context.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_preview(tmp_path: Path, browser: Browser, scheme: Any) -> None:
    """The errors that `serve` shows over the last good site are for everybody, too."""
    serving = Serving(tmp_path)
    try:
        context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 800})
        tab = context.new_page()
        tab.goto(serving.address)
        file = serving.folder / POST
        file.write_text(file.read_text(encoding="utf-8").replace("phase: exploring", "phase: explorng"), encoding="utf-8")
        tab.wait_for_selector(".enquiry-overlay", timeout=30_000)
        assert list(findings(tab, "the overlay")) == []
        context.close()
    finally:
        serving.stop()
