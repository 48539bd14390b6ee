"""Every page of the sample network by the Nu HTML checker, and the theme's style sheets."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.checkers.sample import SITES, TEMPLATES, Sample, java, kinds_of_templates

pytestmark = [pytest.mark.java, pytest.mark.webserver]

CHECKER = Path(sys.prefix) / "node_modules/vnu-jar/build/dist/vnu.jar"

EXPLAINED = {
    r'Inline script violates Content Security Policy.*<script type="application/ld\+json">': (
        "data for search engines: a block of data never runs, so browsers don't ask the policy about it"
    ),
    r"Section lacks heading": (
        "a text's footnotes, whose markup is that of most Markdown; a section without a name is no "
        "landmark, so nobody is led to it"
    ),
}
"""Warnings of the checker, with the passage that it shows, and why it stands."""

EXPLAINED_CSS = {
    r"“container-type”: Property .* doesn't exist": (
        "CSS Containment Level 3, which the checker's list of properties does not have; browsers have it "
        "since 2023"
    ),
    r"Unrecognized at-rule “@container”": "the same",
}
"""Findings of the checker of style sheets, and why they stand.

It errs where its list is older than the standard.
"""


def checked(*words: str | Path) -> list[dict[str, Any]]:
    """The checker's messages.

    It may ask this machine for pages: what a page's policy allows depends on where the page is.
    """
    found: list[dict[str, Any]] = json.loads(
        java(
            "-Dnu.validator.servlet.allow-forbidden-hosts=true",
            "-jar",
            CHECKER,
            "--format",
            "json",
            "--stdout",
            *words,
        )
    )["messages"]
    return found


def unexplained(messages: list[dict[str, Any]], explained: dict[str, str]) -> list[str]:
    """Those that no line of a table is about, in words, the first of each sort.

    Each line must be about some.
    """
    said = [f"{each['message']} {each.get('extract', '')}" for each in messages]
    assert [known for known in explained if not any(re.search(known, each, re.DOTALL) for each in said)] == []
    left = {
        message["message"]: message
        for message, each in zip(messages, said, strict=True)
        if not any(re.search(known, each, re.DOTALL) for known in explained)
    }
    return [f"{each.get('url')}:{each.get('lastLine')}: {each['message']}" for each in left.values()]


def test_every_page_is_as_html_has_it(sample: Sample) -> None:
    """No error and no unexplained warning, in any edition and in a portfolio."""
    addresses = [sample.url(page) for name in SITES for page in sample.pages[name]]
    assert len(addresses) > 500
    found = unexplained(checked(*addresses), EXPLAINED)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("sheet", sorted((TEMPLATES / "assets").glob("*.css")), ids=lambda each: each.name)
def test_style_sheets_are_as_css_has_them(sheet: Path) -> None:
    """The same for the theme's own style sheet."""
    assert unexplained(checked("--css", sheet), EXPLAINED_CSS) == []


UNUSED = {"record", "records", "write"}
"""Pages of kinds of records that have none of their own, and of the editor: the sample has neither."""


def test_every_kind_of_page_is_in_the_sample(sample: Sample) -> None:
    """The pages of every template are in the built site. These tests look at nothing else."""
    kinds = {page.kind for pages in sample.pages.values() for page in pages}
    assert kinds_of_templates() - kinds == UNUSED
