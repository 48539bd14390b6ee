"""`enquiry build --zip`: an archive of each edition that opens from a disk."""

from __future__ import annotations

import posixpath
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.engine.archives import for_disk, write
from tests.browser import chromium
from tests.shared import SampleSite
from tests.support import Records, command

pytestmark = pytest.mark.slow

SECRET = "zqsecretq"
POST = "participants/ann/posts/2018-01-15-first.md"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="../x/">', '<a href="../x/index.html">'),
        ('<a href="../../">', '<a href="../../index.html">'),
        ('<a href="./">', '<a href="./index.html">'),
        ('<a href="x/y/#z">', '<a href="x/y/index.html#z">'),
        ('<form action="../search/">', '<form action="../search/index.html">'),
        ('<a href="../search/?kind=post">', '<a href="../search/index.html?kind=post">'),
        ('<meta content="0; url=../../x/">', '<meta content="0; url=../../x/index.html">'),
        ('<a href="../x/feed.xml">', '<a href="../x/feed.xml">'),
        ('<a href="https://a.example/x/">', '<a href="https://a.example/x/">'),
        ('<a href="mailto:a@b.example?body=x/">', '<a href="mailto:a@b.example?body=x/">'),
        ("<code>href=../x/</code>", "<code>href=../x/</code>"),
    ],
)
def test_links_to_folders_lead_to_files(link: str, expected: str) -> None:
    """Nothing else is touched, and nothing in a file that is no page."""
    assert for_disk("a/index.html", link.encode()) == expected.encode()
    assert for_disk("a/feed.xml", link.encode()) == link.encode()


@pytest.mark.browser
def test_an_edition_opens_from_a_disk(sample_site: SampleSite, tmp_path: Path) -> None:
    """Every link leads to a file of the archive, and a browser goes from page to page, with the styles."""
    shutil.copytree(sample_site.site / "cohort", tmp_path / "site/cohort")
    (tmp_path / "site/.enquiry").mkdir()
    first = write(tmp_path / "site", "cohort").read_bytes()
    archive = write(tmp_path / "site", "cohort")
    assert archive.read_bytes() == first
    with zipfile.ZipFile(archive) as opened:
        names = {*opened.namelist()}
        pages = {name: opened.read(name).decode() for name in names if name.endswith(".html")}
        opened.extractall(tmp_path / "a stick")
    assert names and not [each for each in names if "pagefind" in each or each.endswith("_headers")]
    lost = [
        (page, link)
        for page, text in pages.items()
        for link in re.findall(r'<(?:a|link|img|script|form)[^>]*?\s(?:href|src|action)="([^":]*)"', text)
        if link and not link.startswith("#") and _file(page, link) not in names
    ]
    assert lost == []
    with chromium() as browser:
        tab = browser.new_page()
        tab.goto((tmp_path / "a stick/cohort/index.html").as_uri())
        tab.locator("main a[href*='participants']").first.click()
        tab.wait_for_url(re.compile(r"/participants/.*index\.html$"))
        assert tab.locator("h1").count() == 1
        assert tab.evaluate("document.styleSheets.length") > 0
        tab.goto((tmp_path / "a stick/cohort/search/index.html").as_uri())
        assert tab.locator("main a").count() > 3 and not tab.locator("#finder").is_visible()


def _file(page: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(re.split("[?#]", link)[0])))


def test_an_archive_holds_nothing_that_was_taken_back(tmp_path: Path) -> None:
    """One of each edition beside it; a build that changes an edition removes an archive it does not renew."""
    net = Records(tmp_path)
    net.text("network.yaml", title="Ann", address="https://t.example/")
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    net.text(POST, f"All about {SECRET}.", title="First", date="2018-01-15", audience="public")
    build = ("build", "--content", net.write(), "--output", tmp_path / "site", "--no-search")
    done = command(*build, "--zip")
    assert done.returncode == 0, done.stderr
    made = sorted((tmp_path / "site").glob("*.zip"))
    assert [each.name for each in made] == ["cohort.zip", "facilitators.zip", "public.zip"]
    before = [each.read_bytes() for each in made]
    assert command(*build).returncode == 0
    assert [each.read_bytes() for each in made] == before
    assert command("takedown", POST, "--yes", "--content", net.content).returncode == 0
    assert command(*build).returncode == 0
    assert [each for each in made if each.exists()] == []
    assert command(*build, "--zip", "--edition", "public").returncode == 0
    with zipfile.ZipFile(made[2]) as opened:
        assert not [name for name in opened.namelist() if SECRET.encode() in opened.read(name)]
