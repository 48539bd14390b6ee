"""Every page of the sample network by the Nu HTML checker, and the theme's style sheets."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.checkers.sample import TEMPLATES, Sample, java, kinds_of_templates

CHECKER = Path(sys.prefix) / "node_modules/vnu-jar/build/dist/vnu.jar"

EXPLAINED = {
    r"Section lacks heading": "a text's footnotes, whose markup is that of most Markdown; a section without a name is no landmark, so nobody is led to it",
}
"""What the checker warns of, and why it stands."""

EXPLAINED_CSS = {
    r"“container-type”: Property .* doesn't exist": "CSS Containment Level 3, which the checker's list of properties does not have; browsers have it since 2023",
    r"Unrecognized at-rule “@container”": "the same",
}
"""What the checker of style sheets finds, and why it stands. It errs where its list is older than the standard."""


def checked(*words: str | Path) -> list[dict[str, Any]]:
    """The checker's messages."""
    found: list[dict[str, Any]] = json.loads(java("-jar", CHECKER, "--format", "json", "--stdout", *words))["messages"]
    return found


def unexplained(messages: list[dict[str, Any]], explained: dict[str, str]) -> list[str]:
    """Those that no line of a table is about, in words; each line must be about some."""
    assert [each for each in explained if not any(re.search(each, message["message"]) for message in messages)] == []
    return [f"{each['url']}:{each['lastLine']}: {each['message']}" for each in messages if not any(re.search(known, each["message"]) for known in explained)]


def test_every_page_is_as_html_has_it(sample: Sample) -> None:
    """No error and no unexplained warning, in any edition."""
    assert unexplained(checked("--skip-non-html", sample.folder), EXPLAINED) == []


@pytest.mark.parametrize("sheet", sorted((TEMPLATES / "assets").glob("*.css")), ids=lambda each: each.name)
def test_style_sheets_are_as_css_has_them(sheet: Path) -> None:
    """The same for the theme's own style sheet."""
    assert unexplained(checked("--css", sheet), EXPLAINED_CSS) == []


def test_every_kind_of_page_is_in_the_sample(sample: Sample) -> None:
    """What these tests look at is found in the built site: a template whose pages are in none of it would never be looked at."""
    assert kinds_of_templates() - {page.kind for pages in sample.pages.values() for page in pages} == set()
