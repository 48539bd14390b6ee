"""The narrowest screen: no page of any family scrolls sideways, and no line of facts has stray marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from tests.browser import chromium
from tests.support import Records, build

WORD: Final = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurf"
ADDRESS: Final = f"https://example.org/{'a-very/long-path/that/' * 8}?{'x=1234567890&' * 8}"
WIDE: Final = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  return document.documentElement.scrollWidth;
}"""

STRAY: Final = """() => {
  const stray = [];
  for (const fact of document.querySelectorAll("main *, nav *")) {
    const mark = getComputedStyle(fact, "::before");
    if (!/^"[·›/]/.test(mark.content) || mark.display === "none" || !fact.getClientRects().length) continue;
    let row = fact.parentElement;
    while (getComputedStyle(row).display === "inline") row = row.parentElement;
    const style = getComputedStyle(row), size = parseFloat(mark.fontSize);
    const edge = parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth);
    const before = fact.getClientRects()[0].left - row.getBoundingClientRect().left - edge;
    const room = parseFloat(mark.marginLeft) + parseFloat(mark.marginRight) + .3 * size;
    if (style.clipPath === "none" || before > 1 && before < size || Math.abs(room) > 1)
      stray.push(`${row.className}: ${fact.textContent.slice(0, 20)}`);
  }
  for (const each of document.querySelectorAll("main *")) {
    const style = getComputedStyle(each);
    if (style.display === "inline" && style.clipPath !== "none") stray.push(`cut lines: ${each.className}`);
  }
  return stray;
}"""
"""The marks that could stand at the end of a line, or at its beginning.

A mark takes no room of its own, so that it is where its fact is. Where that begins a line, the mark is
outside the row, which cuts it off.
"""


def network(folder: Path) -> Records:
    """Everything that has a page is called by one long word, or by an address."""
    net, word = Records(folder), WORD
    notice = {"who": word, "why": [{"what": word, "why": word, "basis": "consent"}], "how_long": word}
    notice |= {"ask": "mailto:a@example.org"}
    access: dict[str, Any] = {"organisation": word, "status": "partial", "contact": "mailto:a@example.org"}
    access |= {
        "response": word,
        "prepared": "2018-01-01",
        "faults": [{"what": word, "why": word, "instead": word}],
    }
    named: dict[str, Any] = {
        "title": word,
        "tagline": word,
        "address": "https://example.org/",
        "standards": ["own"],
    }
    net.text("network.yaml", **named, areas=[word], privacy=notice, accessibility=access)
    net.text("standards/own.yaml", title=word, elements=[{"id": "own.1", "title": word, "statement": word}])
    phase = {"id": "p", "title": word, "starts": "2018-01-01", "ends": "2018-03-01", "text": word}
    net.text(
        "cohorts/c1.yaml",
        title=word,
        programme=word,
        summary=word,
        starts="2018-01-01",
        ends="2018-12-31",
        focus=["own.1"],
        phases=[phase],
        prompts=[{"id": "q", "title": word, "phase": "p", "text": word, "due": "2018-02-16"}],
        members={"ann": {"role": "participant", "school": word}, "bea": "facilitator"},
        showcase=[{"post": "ann/one", "why": word}],
    )
    for person in ("ann", "bea"):
        about = {"name": f"{word[::-1]}{person}", "school": f"{word}{person}", "authority": word}
        links = [{word: ADDRESS}]
        net.text(f"participants/{person}/profile.md", word, consent="2018-01-01", links=links, **about)
    body = f"# {word}\n\n{word}\n\n`{word}`\n\n```\n{word}\n```\n\n| {word} |\n|---|\n| x |\n\n> {ADDRESS}"
    post = {"date": "2018-01-10", "audience": "public", "standards": ["own.1"], "phase": "p", "prompt": "q"}
    net.text("participants/ann/posts/one.md", f"{body}\n\n* {word}\n\n1. {word}", title=word, **post)
    net.text("participants/ann/posts/two.md", ADDRESS, title=ADDRESS, reflects_on=["events/meet"], **post)
    answer = {"audience": "public", "date": "2018-01-13"}
    net.text("participants/bea/replies/r.md", f"{word}?", reply_to=["ann/one"], **answer)
    net.text("participants/ann/replies/r.md", word, reply_to=["bea/r"], **answer)
    net.text("guests/g.md", word, name=word, consent="2018-01-15", reply_to=["ann/one"], **answer)
    event = {"starts": "2018-02-01 10:00", "place": word, "bring": [word], "kind": "deadline"}
    net.text("events/meet.md", word, title=word, led_by=["bea"], standards=["own.1"], **event)
    aim: dict[str, Any] = {
        "title": word,
        "standards": ["own.1"],
        "support": word,
        "time": word,
        "entitlement": word,
    }
    aim |= {
        "evidence": ["ann/one"],
        "reflection": word,
        "stages": [{"title": word, "starts": "2018-01-01"}],
        "by": "2019-01-01",
    }
    review = {"date": "2018-02-01", "with": word, "agreed": [word]}
    net.text("participants/ann/plan.md", word, title=word, audience="cohort", aims=[aim], reviews=[review])
    project = {"school": word, "area": word, "focus": word, "contact": word, "offers": ["bea"]}
    net.text("projects/pr.md", word, title=word, **project)
    asked = {"school": word, "support": [word], "asked": "2018-02-01", "asked_by": word}
    net.text("outreach/requests/q.md", word, title=word, **asked)
    net.text("pages/page.md", f"## {word}\n\n{ADDRESS}", title=word)
    return net


@pytest.mark.browser
def test_a_long_word_breaks_on_every_page(tmp_path: Path) -> None:
    """At 320 pixels, with everything unfolded; what is wide scrolls in a box of its own.

    Facts have their marks between them, and nowhere else; on a desk's screen, too.
    """
    content = network(tmp_path).write()
    built = build(content, tmp_path / "site", tmp_path / "cache", editions=("facilitators",), keep_going=True)
    assert built.written and not [each for each in built.diagnostics if each.is_error]
    pages = [
        path
        for path in sorted((tmp_path / "site/facilitators").rglob("index.html"))
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    ]
    assert len(pages) > 35
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
        desk = browser.new_page(viewport={"width": 1280, "height": 640}, java_script_enabled=False)
        widths, stray = {}, set()
        for path in pages:
            tab.goto(path.as_uri())
            widths[path.parent.relative_to(tmp_path).as_posix()] = tab.evaluate(WIDE)
            stray |= set(tab.evaluate(STRAY))
            desk.goto(path.as_uri())
            stray |= set(desk.evaluate(STRAY))
    assert {address: width for address, width in widths.items() if width > 320} == {}
    assert not stray
