"""The built site as its readers meet it.

Every link leads somewhere, every page is well formed, every feed can be read.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
import yaml

from generator.model.addresses import FILES
from generator.subjects.registry import SECTIONS
from tests.shared import SampleSite

pytestmark = pytest.mark.slow

CONTENT = Path(__file__).parent.parent / "content"
EDITIONS = ("public", "cohort", "facilitators")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site(sample_site: SampleSite) -> Path:
    """The sample network, built by the real command."""
    return sample_site.site


def test_every_section_is_reserved(site: Path) -> None:
    """No page of a network's own can take the place of a section or a file of the site, in any edition."""
    own = {each.stem for each in (CONTENT / "pages").iterdir()} | {"privacy", "accessibility"}
    settings = [
        line
        for each in CONTENT.rglob("posts/*.md")
        for line in each.read_text("utf-8").splitlines()
        if line.startswith("aliases: ")
    ]
    moved = {name for line in settings for name in re.findall(r"[\[ ]/([^/]+)/", line)}
    for edition in EDITIONS:
        found = {each.name: each.is_dir() for each in (site / edition).iterdir()}
        assert {name for name, folder in found.items() if folder} <= {*SECTIONS, *own, *moved}
        assert {name for name, folder in found.items() if not folder} <= FILES


class Page(HTMLParser):
    """Parser of the references and targets of a page. It notes whether elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.faults: list[str] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        for name in ("href", "src", "action"):
            if found.get(name) is not None:
                self.links.append((tag, str(found[name])))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "style" in found or any(name.startswith("on") for name in found):
            self.faults.append(f"inline style or script on <{tag}>")
        if tag == "img" and "alt" not in found:
            self.faults.append("an image without alt")
        if tag == "script" and found.get("type") != "application/ld+json":
            self.scripts.append(str(found.get("src")))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1] if self._open else 'nothing'}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Words."""
        self.words.append(data)


def pages(edition: Path) -> Iterator[tuple[str, Page]]:
    """Every page of an edition, with its address."""
    for path in sorted(edition.rglob("*.html")):
        yield path.relative_to(edition).as_posix(), Page(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_link_leads_somewhere(site: Path, edition: str) -> None:
    """Files, folders with an index, and anchors; nothing is asked of another site by the page itself."""
    found = dict(pages(site / edition))
    broken = []
    for name, page in found.items():
        if name == "404.html":
            continue
        for tag, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                assert tag in ("a", "form", "link"), f"{name} asks {link} for something"
                continue
            target = unquote(urlsplit(urljoin(f"http://site/{name}", link)).path).lstrip("/")
            target = f"{target}index.html" if target == "" or target.endswith("/") else target
            if not (site / edition / target).is_file():
                broken.append(f"{name}: {link}")
            elif parts.fragment and target in found and unquote(parts.fragment) not in found[target].ids:
                broken.append(f"{name}: {link} (no such anchor)")
    assert not broken


@pytest.mark.parametrize("edition", EDITIONS)
def test_pages_are_well_formed(site: Path, edition: str) -> None:
    """Elements nest, ids are unique, there is one first heading and no level is skipped.

    Nothing runs but the theme's own script on the page of the search.
    """
    for name, page in pages(site / edition):
        assert not page.faults, f"{name}: {page.faults}"
        assert len(page.scripts) == (name == "search/index.html") and all(
            each.startswith("../assets/search.") for each in page.scripts
        ), f"{name}: {page.scripts}"
        assert len(page.ids) == len(set(page.ids)), f"{name}: an id stands twice"
        if 'http-equiv="refresh"' in (site / edition / name).read_text(encoding="utf-8"):
            continue
        assert page.headings.count(1) == 1, name
        assert all(
            after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)
        ), f"{name}: {page.headings}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_offers_to_report_a_concern(site: Path, edition: str) -> None:
    """The mail names the page's own full address."""
    for path in (site / edition).rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text:
            address = path.relative_to(site / edition).as_posix().removesuffix("index.html")
            assert f"https%3A//enquiry.example.org/{address}%0A" in text.replace("%2F", "/"), path


@pytest.mark.parametrize("edition", EDITIONS)
def test_feeds_can_be_read(site: Path, edition: str) -> None:
    """Atom is read by feedparser and has the elements that RFC 4287 asks for.

    JSON Feed is held against its specification.
    """
    feeds = sorted((site / edition).rglob("atom.xml"))
    assert len(feeds) > 20
    for path in feeds:
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo, f"{path}: {parsed.get('bozo_exception')}"
        root = ET.fromstring(path.read_bytes())
        assert all(root.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated"))
        identities = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
        assert len(identities) == len(set(identities))
        for entry in root.iter(f"{ATOM}entry"):
            assert all(
                entry.find(f"{ATOM}{name}") is not None
                for name in ("id", "title", "updated", "author", "link")
            ), path
    for path in (site / edition).rglob("feed.json"):
        feed = json.loads(path.read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        for item in feed["items"]:
            assert item["id"] and item["url"].startswith("https://")
            assert "content_html" in item or "content_text" in item


def test_what_other_programs_read(site: Path) -> None:
    """OPML names every participant's feed, and the sitemap pages that are there.

    Only the public edition may be listed.
    """
    outlines = ET.parse(site / "cohort" / "opml.xml").getroot().iter("outline")
    names = {urlsplit(each.attrib["xmlUrl"]).path.lstrip("/") for each in outlines}
    assert names == {
        path.relative_to(site / "cohort").as_posix()
        for path in (site / "cohort" / "participants").glob("*/atom.xml")
    }
    for row in (
        ET.parse(site / "public" / "sitemap.xml")
        .getroot()
        .iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ):
        assert (site / "public" / urlsplit(str(row.text)).path.lstrip("/") / "index.html").is_file()
    assert "Disallow: /\n" in (site / "cohort" / "robots.txt").read_text()
    assert "Disallow" not in (site / "public" / "robots.txt").read_text()


def test_the_best_known_thread_has_its_shape(site: Path) -> None:
    """Replies 1, 1.1, 2, 3, 3.1, each shown where it was made, with its permalink."""
    page = (
        site / "public" / "participants" / "rachna" / "what-teacher-leadership-means-to-me" / "index.html"
    ).read_text(encoding="utf-8")
    assert re.findall(r"<li[^>]*\blevel-(\d)", page) == ["1", "2", "1", "1", "2"]
    for anchor in re.findall(r'id="(reply-[a-z0-9-]+--[a-z0-9-]+)"', page):
        assert f'href="#{anchor}"' in page


def test_the_digest_names_gaps(site: Path) -> None:
    """A standard in focus with nothing yet is named; those in focus come first, then others with posts."""
    page = (site / "cohort" / "cohorts" / "stl-2018" / "digest" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"nothing yet on:\s*<b>Learning for Sustainability</b>", page)
    rows = re.findall(r'id="standard-([a-z0-9.-]+)--1"', page)
    assert (
        rows.index("clpl-2012.enquiry-and-research")
        < rows.index("slm-2012.3.3")
        < rows.index("values-2012.professional-commitment")
        < rows.index("clpl-2012")
    )


def test_unverified_wording_says_so(site: Path) -> None:
    """A standard that was not checked against the published one carries that mark to its page.

    Nothing else does.
    """
    catalogue = yaml.safe_load(
        (CONTENT.parent / "generator" / "catalogues" / "gtcs-2012.yaml").read_text(encoding="utf-8")
    )
    marked = {
        each["id"]: each.get("verified", True) and each.get("number_verified", True)
        for each in catalogue["elements"]
    }
    shown = {path.parent.name: path for path in (site / "cohort" / "standards").glob("*/index.html")}
    assert {marked[name] for name in shown} == {True, False}
    for name, path in shown.items():
        words = " ".join(
            " ".join(Page(path.read_text(encoding="utf-8").partition("<h2")[0]).words).split()
        ).lower()
        assert ("wording not checked against the published standard" in words) is not marked[name], name


def test_forge_links_fill_in_the_file(site: Path) -> None:
    """A teacher needs nothing but a browser: the path and the settings are there."""
    page = (site / "cohort" / "participants" / "emma" / "index.html").read_text(encoding="utf-8")
    assert (
        "https://github.com/example/enquiry-network/new/main?filename=content%2Fparticipants%2Femma%2Fposts%2F"
        in page
    )
    post = next((site / "cohort" / "participants" / "emma").glob("*/index.html")).read_text(encoding="utf-8")
    assert re.search(
        r"https://github\.com/example/enquiry-network/edit/main/content/participants/emma/posts/[\w-]+\.md",
        post,
    )
    assert 'action="https://github.com/example/enquiry-network/new/main"' in post
    assert re.search(r'value="---\s*reply_to: emma/', post)


def test_without_a_forge_the_command_and_the_file_are_shown(tmp_path: Path) -> None:
    """Whoever has no editor in the browser is told what to type, and what it writes."""
    shutil.copytree(CONTENT, tmp_path / "content")
    settings = tmp_path / "content" / "network.yaml"
    settings.write_text(
        "".join(
            line
            for line in settings.read_text(encoding="utf-8").splitlines(keepends=True)
            if not line.startswith("forge:")
        ),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--edition", "cohort"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page = (
        tmp_path / "site/cohort/participants/rachna/what-teacher-leadership-means-to-me/index.html"
    ).read_text(encoding="utf-8")
    assert "enquiry reply rachna/what-teacher-leadership-means-to-me --as YOUR-FOLDER" in page
    assert "replies/YYYY-MM-DD-to-what-teacher-leadership-means-to-me.md" in page
    assert "<form" not in page
