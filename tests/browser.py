"""A real browser for the tests that need one.

All those of a process share one, since Playwright can be started once in each.
"""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.needs import need
from tests.support import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def executable() -> str | None:
    """The machine's Chromium; None leaves it to Playwright's own."""
    return os.environ.get("ENQUIRY_CHROMIUM") or next(
        (found for name in NAMES if (found := shutil.which(name))), None
    )


def expect(found: Locator) -> Any:
    """Expect something of an element, and wait for it."""
    from playwright.sync_api import expect as wait

    return wait(found)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium, which talks to nobody but the pages it is shown.

    Whatever is opened in it here is closed after.
    """
    need("browser")
    browser = _started()
    before = list(browser.contexts)
    try:
        yield browser
    finally:
        for context in browser.contexts:
            if context not in before:
                context.close()


@cache
def _started() -> Browser:
    from playwright.sync_api import expect as wait, sync_playwright

    wait.set_options(timeout=1000 * PATIENCE)
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    browser = playwright.chromium.launch(executable_path=executable(), args=QUIET, timeout=1000 * PATIENCE)
    browser.on("context", lambda context: context.set_default_timeout(1000 * PATIENCE))
    return browser


def smallest_type(sheet: Any) -> float:
    """Return the size of the smallest type on a sheet, in points."""
    sizes: list[float] = []

    def note(text: str, place: list[float], line: list[float], _: Any, size: float) -> None:
        if text.strip():
            sizes.append(size * max(abs(line[0] * place[0] + line[1] * place[2]), abs(line[0] * place[1])))

    sheet.extract_text(visitor_text=note)
    return round(min(sizes), 1)
