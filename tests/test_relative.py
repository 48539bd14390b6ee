"""Addresses within a page are the shortest ways there, and lead to where the long ones would."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from generator.publish.relative import TOP, relative

HOST = "https://example.org/deep/"
PAGES = ("", "digest/", "participants/", "participants/ann/", "participants/ann/post/", "404.html")
TARGETS = (
    *PAGES,
    "participants/ann/post/2/",
    "participants/ann/atom.xml",
    "participants/ann/postscript/#reply-bea--x",
    "participants/anna/",
    "participants/ann/post/#reply-bea--x",
    "#more",
    "search/?q=x",
    "media/a.png",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_address_leads_there_and_none_is_longer(page: str) -> None:
    """From each page to each address; nothing is empty, and what is no address stays."""
    html = "".join(f'<a href="{TOP}{each}">participants/ann/</a>\n' for each in TARGETS)
    found = [line.split('"')[1] for line in relative(html, page).decode().splitlines()]
    assert [urljoin(HOST + page, each) for each in found] == [HOST + each for each in TARGETS]
    long = ["../" * page.count("/") + each if page.count("/") else f"./{each}" for each in TARGETS]
    assert all(found)
    assert all(len(short) <= len(way) for short, way in zip(found, long, strict=True))
    assert relative(html, page).count(b"participants/ann/</a>") == len(TARGETS)


def test_short_ways() -> None:
    """A page's own folder and those above it are not gone through from the top."""
    page = "participants/ann/post/"
    ways = {
        page: "./",
        f"{page}#reply": "#reply",
        f"{page}atom.xml": "atom.xml",
        "participants/ann/": "../",
        "participants/ann/next/": "../next/",
        "participants/bea/": "../../bea/",
        "standards/": "../../../standards/",
        "": "../../../",
    }
    assert {each: relative(f'"{TOP}{each}"', page).decode()[1:-1] for each in ways} == ways


def test_a_page_that_is_shown_anywhere_has_whole_ways() -> None:
    """It is the page for what is missing."""
    assert relative(f'"{TOP}" "{TOP}x/"', "404.html", "/deep/") == b'"/deep/" "/deep/x/"'
