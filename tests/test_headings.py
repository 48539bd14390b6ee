"""Headings: their levels, and the ids by which the forge and we lead to them."""

from __future__ import annotations

import re
import unicodedata

import pytest

from generator.source.markdown.slots import OWN
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
    "## A\n\n#### B\n\n#### C\n\n### D\n\n## E": ([3], "2333 2"),
    "# A\n\n## B\n\n### C\n\n# D": ([], "234 2"),
    "### A\n\n## B\n\n### C": ([1], "22 3"),
    "#### A\n\n#### B": ([], "22"),
    "> ## A\n\n- #### B": ([3], "23"),
    "A\n=\n\n### B": ([4], "23"),
}


@pytest.mark.parametrize("body", LEVELS)
def test_levels_that_are_left_out_are_told_and_closed(body: str) -> None:
    """A warning for each heading that is two levels below the one above it; the page leaves none out."""
    lines, levels = LEVELS[body]
    document, markup = reading(body)
    told = [each.span.line for each in document.diagnostics if each.code == "heading-skips"]
    assert [each - LINES_BEFORE for each in told] == lines
    assert re.findall(r"<h(\d)", markup) == list(levels.replace(" ", ""))
