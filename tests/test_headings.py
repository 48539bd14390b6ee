"""Headings: their levels, and the ids by which the forge and we lead to them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from generator.source.markdown.slots import OWN
from tests.shared import SampleSite
from tests.support import Records, build
from tests.test_reading import LINES_BEFORE, reading

FORGE = {
    "Why?": "why",
    "Déjà vu": "déjà-vu",
    "What’s next — really?": "whats-next--really",
    'Pupils\' "voices" & `code_1`': "pupils-voices--code_1",
    "The **bold** [link](https://example.org/) ![a picture](x.png)": "the-bold-link-",
    "3.3 Enquiry / research": "33-enquiry--research",
    "👍 Thumbs": "-thumbs",
    "snake_case and-hyphen": "snake_case-and-hyphen",
    "ÉCOLE ПРИВЕТ 你好 हिन्दी": "école-привет-你好-हिन्दी",
    "A  double\u00a0space\tand tab": "a--doublespaceand-tab",
    "One &amp; <b>two</b> &nbsp;three": "one--two-three",
    "Ⅷ ½ ² ٣": "ⅷ---٣",
    "Said[^1]": "said1",
    "-- dash -- ...": "---dash----",
    "~~gone~~ \\*star\\*": "gone-star",
}


@pytest.mark.parametrize("written", FORGE)
def test_the_id_is_the_forges_own(written: str) -> None:
    """Letters, marks and digits of all scripts, hyphens and low lines stay; each space becomes a hyphen."""
    document, markup = reading(f"## {written}\n\nWords.[^1]\n\n[^1]: A note.\n")
    assert (re.search(r'<h2 id="([^"]*)"', markup) or [""])[1] == OWN + FORGE[written]
    assert document.anchors[0] == FORGE[written]


def test_ids_that_are_taken_get_the_forges_numbers() -> None:
    """The second of a name has number 1, and a number may be a heading's own."""
    _, markup = reading("## a\n\n## a\n\n## a 1\n\n## a\n\n## ???\n\n## ???\n\n<h2>A</h2>\n\nA\n===\n")
    ids = [each.removeprefix(OWN) for each in re.findall(r'<(?:h\d|h2><span) id="([^"]*)"', markup)]
    assert ids == ["a", "a-1", "a-1-1", "a-2", "section", "-1", "a-3", "a-4"]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("## Why?\n\n## Why?\n", ["why", "why-1", "why-2"]),
        ("## Déjà vu\n", ["déjà-vu", "deja-vu", "de%CC%81ja%CC%80-vu"]),
        ("## What’s next — really?\n", ["whats-next--really", "whats-next-really"]),
        ("## Title {#here}\n", ["title-here", "here"]),
        ('## Title {: #here .big}\n\nWords {: id="there"}\n', ["title--here-big", "here", "there"]),
        ('<h2 id="here" class="big">A <i>title</i></h2>\n', ["here", "a-title"]),
        ('<a name="here"></a>\n\n## Here\n', ["here"]),
        (unicodedata.normalize("NFD", "## Déjà vu\n"), ["déjà-vu", "deja-vu"]),
    ],
)
def test_every_spelling_leads_there(body: str, links: list[str]) -> None:
    """A link as the forge writes it, one without accents, and one to an id that the writer gave."""
    document, markup = reading(f"{body}\n{' '.join(f'[x](#{each})' for each in links)}\n")
    assert "broken-anchor" not in {each.code for each in document.diagnostics}
    ids = set(re.findall(r' id="([^"]*)"', markup))
    assert {*re.findall(r'href="#([^"]*)"', markup)} <= ids
    assert ids == {OWN + each for each in document.anchors}


def test_the_forges_spelling_wins() -> None:
    """Another spelling never takes the place of a heading that the forge leads to, nor of an id given."""
    _, markup = reading('## Why\n\n## Why\n\n## Why 2\n\n## Éa\n\n<b id="ea">x</b>\n')
    assert re.findall(r'<(\w+) id="([^"]*)"', markup.replace(OWN, "")) == [
        ("h2", "why"),
        ("h2", "why-1"),
        ("h2", "why-2"),
        ("span", "why-2-2"),
        ("h2", "éa"),
        ("b", "ea"),
    ]


def test_hints_name_the_spelling_that_works_everywhere() -> None:
    """The nearest anchor is looked for among those that the forge knows, too."""
    document, _ = reading("## Why?\n\n## Why?\n\n[x](#why-3)\n")
    assert [each.hint for each in document.diagnostics] == ["did you mean `#why-1`?"]


LEVELS = {
    "## A\n\n#### B\n\n#### C\n\n### D\n\n## E": ([3, 5], "2333 2"),
    "# A\n\n## B\n\n### C\n\n# D": ([], "234 2"),
    "### A\n\n## B\n\n### C": ([1], "22 3"),
    "#### A\n\n#### B": ([], "22"),
    "## A\n\n#### B\n\n##### C\n\n#### D\n\n## E": ([3, 5, 7], "23432"),
    "### A\n\n### B\n\n## C": ([1, 3], "222"),
    "# A\n\n#### B\n\n### C": ([3, 5], "233"),
    "> ## A\n\n- #### B": ([3], "23"),
    "A\n=\n\n### B": ([4], "23"),
}


@pytest.mark.parametrize("body", LEVELS)
def test_levels_that_are_left_out_are_told_and_closed(body: str) -> None:
    """A warning for each heading that skips a level, or would once another is mended; the page has none."""
    lines, levels = LEVELS[body]
    document, markup = reading(body)
    told = [each.span.line for each in document.diagnostics if each.code == "heading-skips"]
    assert [each - LINES_BEFORE for each in told] == lines
    assert re.findall(r"<h(\d)", markup) == list(levels.replace(" ", ""))


TAKEN = """## Why?

## Why?

## S why

## Déjà vu

## Conversation

## Main

## Page -- main

## Page -- s -- main

## Reply ann--said

<h2>Who</h2>

<a id="s-page--main"></a> <a id="page--reply-as"></a>

A note.[^1] [Up](#page----main), [back](#why-1)

[^1]: Words.
"""


def test_on_the_page_a_heading_has_the_forges_id(tmp_path: Path) -> None:
    """Ids of earlier builds still lead there, and none meets one of the page's own or of another text."""
    net = Records(tmp_path)
    net.text("network.yaml", title="T", address="https://example.org/")
    for name in ("ann", "bea"):
        net.text(f"participants/{name}/profile.md", TAKEN, name=name.title(), consent="2018-01-01")
    net.text("participants/ann/posts/p.md", TAKEN, title="P", date="2018-01-01")
    net.text("participants/ann/replies/said.md", TAKEN, reply_to="ann/p", date="2018-01-02")
    net.text("participants/ann/replies/said-why.md", TAKEN, reply_to="ann/said", date="2018-01-03")
    link = "[x](../../ann/posts/p.md#why-1) [y](../../ann/replies/said.md#why-1)"
    net.text("participants/bea/replies/link.md", link, reply_to="ann/p", date="2018-01-04")
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("cohort",))
    for name in ("ann", "ann/p"):
        page = (tmp_path / f"site/cohort/participants/{name}/index.html").read_text(encoding="utf-8")
        ids = Counter(re.findall(r' id="([^"]*)"', page))
        assert not [each for each, number in ids.items() if number > 1]
        assert set(re.findall(r'href="#([^"]*)"', page)) <= ids.keys()
        own = re.findall(r'<(?:h\d><span|h\d) id="(why-1|déjà-vu|conversation|main|who)">', page)
        assert own == ["why-1", "déjà-vu", "conversation", "main", "who"]
        assert {"s-why-1", "s-deja-vu", "s-conversation", "s-s-page--main"} < ids.keys()
    assert re.findall(r'href="([^"]*why-1)">[xy]', page) == ["#why-1", "#reply-ann--said--why-1"]


def test_a_page_with_a_text_names_its_own_parts_apart(sample_site: SampleSite) -> None:
    """A theme's own ids on such a page begin so that no heading takes them."""
    seen = set()
    for path in (sample_site.site / "facilitators").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        if path.parent.name in ("portfolio", "style") or '<div class="prose' not in page:
            continue
        texts = r'<div class="prose.*?(?=<section (?!class="foot)|<nav|<form|<li class="level|</main>)'
        ids = re.findall(r' id="([^"]*)"', re.sub(texts, "", page, flags=re.DOTALL))
        assert all(each.startswith(("page--", "reply-")) for each in ids), (path, ids)
        seen.update(ids)
    assert {"page--main", "page--conversation", "page--aims", "page--visits"} < seen


def test_a_heading_in_html_is_no_title_of_the_page() -> None:
    """The title of a page is its only heading of the first level."""
    _, markup = reading("<h1>A</h1>\n\nWords and <h1>b</h1>.\n")
    assert "<h1" not in markup and markup.count("<h2") == markup.count("</h2>") == 2
