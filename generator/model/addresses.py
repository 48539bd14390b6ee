"""The table of the site's addresses: its sections, its files, and where each thing stands.

Addresses are relative to the top of an edition, and end with `/` where they are a page's. Nothing that is
written may be called like a section.
"""

from __future__ import annotations

import re
from typing import Final

_RESERVED: Final = (
    PEOPLE := "participants/",
    COHORTS := "cohorts/",
    STANDARDS := "standards/",
    PROMPTS := "prompts/",
    MONTHS := "months/",
    SHOWCASE := "showcase/",
    DIGEST := "digest/",
    DESK := "desk/",
    SEARCH := "search/",
    WAITING := "waiting/",
    PORTFOLIO := "portfolio/",
    GUESTS := "guests/",
    WITHDRAWN := "withdrawn/",
    STYLE_GUIDE := "style/",
    MEDIA := "media/",
    ASSETS := "assets/",
    SEARCH_INDEX := "pagefind/",
    PHASES := "phases/",
    WRITE := "write/",
)
"""The sections of the site, and its folders of files. Naming one here reserves it."""

SECTIONS: Final = frozenset(each.rstrip("/") for each in _RESERVED)
"""The first parts of the site's own addresses, but for those of subjects."""

PRIVACY: Final = "privacy/"
ACCESSIBILITY: Final = "accessibility/"
"""Pages that the law asks for. A network may write them itself, so they are not reserved."""

NOT_FOUND: Final = "404.html"
ATOM: Final = "atom.xml"
JSON_FEED: Final = "feed.json"
CALENDAR: Final = "calendar.ics"
OUTLINES: Final = "opml.xml"
ROBOTS: Final = "robots.txt"
SITEMAP: Final = "sitemap.xml"
HEADERS: Final = "_headers"
REDIRECTS: Final = "_redirects"
FILES: Final = frozenset(
    {"index.html", NOT_FOUND, ATOM, JSON_FEED, CALENDAR, OUTLINES, ROBOTS, SITEMAP, HEADERS, REDIRECTS}
)
"""Files of the site's own, at its top or in a section."""


OF_PAGES: Final = "page--"
"""The beginning of the anchors of a page's own parts, so that no text on it has them."""
FORMER: Final = "s-"
"""The beginning that all anchors of texts once had: links with it still work."""
_OF_PAGES: Final = re.compile(rf"(?:{FORMER})*(?:{OF_PAGES}|reply-.*--)")


def numbered(address: str, number: int) -> str:
    """Return the address of a page of a list that takes several; the first is the list's own."""
    return address if number == 1 else f"{address}{number}/"


def person(identity: str) -> str:
    """Return the address of a person's page."""
    return f"{PEOPLE}{identity}/"


def post(identity: str) -> str:
    """Return the address of a post with a page of its own.

    Those of guests, and tombstones, are outside the participants' folders.
    """
    return f"{identity}/" if identity.startswith((GUESTS, WITHDRAWN)) else f"{PEOPLE}{identity}/"


def comment(identity: str) -> str:
    """Return the anchor of a comment on any page.

    No two identities share one, since slugs have no double hyphen.
    """
    return f"reply-{identity.replace('/', '--')}"


def in_comment(identity: str) -> str:
    """Return what is put before the anchors of a comment's text, so that they meet no others of the page."""
    return f"{comment(identity)}--"


def anchor(name: str) -> str:
    """Return the id of an anchor of a text: its name, unless it looks like that of a part of a page."""
    return FORMER + name if _OF_PAGES.match(name) else name


def cohort(identity: str) -> str:
    """Return the address of a cohort's page."""
    return f"{COHORTS}{identity}/"


def digest(of_cohort: str) -> str:
    """Return the address of a cohort's digest."""
    return f"{cohort(of_cohort)}digest/"


def coverage(of_cohort: str, of_phase: str = "") -> str:
    """Return the address of a cohort's coverage matrix, of all phases or of one."""
    own = f"{cohort(of_cohort)}coverage/"
    return f"{own}{PHASES}{of_phase}/" if of_phase else own


def evidence(of_cohort: str, of_standard: str) -> str:
    """Return the address of a cohort's posts on a standard, by person."""
    return coverage(of_cohort) + standard(of_standard)


def conversations(of_cohort: str) -> str:
    """Return the address of a cohort's conversations: who answers whom, and what waits."""
    return f"{cohort(of_cohort)}conversations/"


def timeline(of_cohort: str) -> str:
    """Return the address of a cohort's timeline."""
    return f"{cohort(of_cohort)}timeline/"


def phase(of_cohort: str, identity: str) -> str:
    """Return the address of a phase's page."""
    return f"{cohort(of_cohort)}{PHASES}{identity}/"


def standard(identity: str) -> str:
    """Return the address of a standard's page."""
    return f"{STANDARDS}{identity}/"


def prompt(identity: str) -> str:
    """Return the address of a prompt's page."""
    return f"{PROMPTS}{identity}/"


def month(name: str) -> str:
    """Return the address of the page of what was written in a month (`2018-01`)."""
    return f"{MONTHS}{name}/"


def waiting(identity: str) -> str:
    """Return the address of the page of what waits for a person."""
    return f"{WAITING}{identity}/"


def record(identity: str) -> str:
    """Return the address of a record's page; its identity is its path in the content folder."""
    return f"{identity}/"


def page(identity: str) -> str:
    """Return the address of a page of the network's own."""
    return f"{identity}/"
