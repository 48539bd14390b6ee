"""The weight of a page.

Each kind of page of each edition is asked for by a real browser from a real server; a search has a price,
which only those pay who search.
"""

from __future__ import annotations

import gzip
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.checkers.sample import SITES, Sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Response

pytestmark = [pytest.mark.browser, pytest.mark.webserver]

POST_BYTES = 30_000
SCRIPT_BYTES = 10_000
SEARCH_BYTES = 150_000


def asked(context: BrowserContext, url: str) -> list[Response]:
    """All that the browser is answered until a page stands."""
    tab = context.new_page()
    answers: list[Response] = []
    tab.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks what it calls, which the method of a list can't bear
    tab.goto(url)
    tab.wait_for_load_state("networkidle")
    return answers


def weight(answer: Response) -> int:
    """The bytes of an answer as a server sends them that compresses; pictures are compressed already."""
    if answer.status != 200:
        return 0
    body = answer.body()
    return len(body) if answer.request.resource_type == "image" else len(gzip.compress(body))


@pytest.mark.parametrize("edition", SITES)
def test_a_page_is_light_and_keeps_to_itself(sample: Sample, browser: Browser, edition: str) -> None:
    """Nothing is asked of anybody else and no cookie is set.

    Compressed, a post with its styles has at most 30 KB without its pictures; no page has more than 10 KB of
    script.
    """
    found: list[tuple[object, ...]] = []
    for page in sample.kinds(edition).values():
        if page.kind == "moved":
            continue
        context = browser.new_context()
        answers = asked(context, sample.url(page))
        weights: Counter[str] = Counter()
        for each in answers:
            weights[each.request.resource_type] += weight(each)
        hosts = {urlsplit(each.url).netloc for each in answers}
        found += [(page.address, "asks", hosts)] if hosts != {urlsplit(sample.url(page)).netloc} else []
        found += (
            [(page.address, "sets a cookie")]
            if context.cookies() or any(each.header_value("set-cookie") for each in answers)
            else []
        )
        found += [(page.address, "runs", weights)] if weights["script"] > SCRIPT_BYTES else []
        found += (
            [(page.address, "weighs", weights)]
            if page.kind.startswith("post") and weights.total() - weights["image"] > POST_BYTES
            else []
        )
        context.close()
    assert found == []


def test_a_search_is_paid_for_by_who_searches(sample: Sample, browser: Browser) -> None:
    """Somebody who searches fetches Pagefind, its WebAssembly and one part of the index.

    It is fetched once, and is about as much as a picture.
    """
    context = browser.new_context()
    plain = asked(context, f"{sample.servers['public']}/search/")
    searching = asked(context, f"{sample.servers['public']}/search/?q=listening")
    added = {each.url: weight(each) for each in searching if "/pagefind/" in each.url}
    context.close()
    assert not any("/pagefind/" in each.url for each in plain)
    assert len(added) > 3 and sum(added.values()) < SEARCH_BYTES, added
