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

from playwright.sync_api import Browser, sync_playwright

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


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium, which talks to nobody but the pages it is shown.

    Whatever is opened in it here is closed after.
    """
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
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=executable(), args=QUIET)
