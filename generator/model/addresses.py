"""The addresses that are the site's own: nothing that is written may be called by one of them."""

from __future__ import annotations

import re
from typing import Final

SECTIONS: Final = frozenset(
    {
        "participants",
        "cohorts",
        "standards",
        "prompts",
        "showcase",
        "search",
        "media",
        "assets",
        "guests",
        "withdrawn",
        "style",
        "months",
        "phases",
        "events",
        "projects",
        "outreach",
        "waiting",
        "pagefind",
        "portfolio",
    }
)
"""What an address of the site begins with, but for those of a network's own pages."""
FILES: Final = frozenset(
    {
        "index.html",
        "404.html",
        "atom.xml",
        "calendar.ics",
        "feed.json",
        "opml.xml",
        "robots.txt",
        "sitemap.xml",
        "_headers",
    }
)
"""Files beside or within them."""
MONTH: Final = re.compile(r"\d{4}-\d{2}")
"""A month's page among the events."""
MATCHING: Final = "matching"
"""The coordinator's page among the projects."""
