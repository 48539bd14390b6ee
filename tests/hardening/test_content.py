"""Content is data: nothing of it runs in a reader's browser, whatever is written anywhere in it.

Nobody else is asked for anything.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser import chromium
from tests.hardening.figures import Figure, Time
from tests.hardening.vectors import vectors
from tests.shared import SampleSite
from tests.support import Records, build, until
from tests.test_serve import Serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

RUNS: Final = (
    "<script>hit(1)</script><img src=x onerror='hit(2)'><a href='javascript:hit(3)'>x</a><b "
    "onmouseover='hit(4)'>x</b><img src='https://evil.example/x.png'><iframe "
    "srcdoc='<script>parent.hit(5)</script>'></iframe>"
)
"""A page that does what none may: if this is not noticed, nothing would be."""
TOUCH: Final = """() => {
    for (const element of document.querySelectorAll('*')) {
        for (const name of ['mouseover', 'mouseenter', 'pointerenter', 'focus', 'input', 'animationstart',
                            'toggle', 'error', 'load'])
            element.dispatchEvent(new Event(name));
        for (const name of ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'cite', 'srcset',
                            'poster', 'background', 'ping'])
            if (/^[\\x00-\\x20]*(javascript|vbscript|data|blob|file):/i
                    .test(element.getAttribute(name) || ''))
                hit(`an address: ${element.outerHTML}`);
        for (const attribute of element.attributes)
            if (/^on|^style$|^srcdoc$/i.test(attribute.name))
                hit(`an attribute: ${element.outerHTML.slice(0, 200)}`);
    }
    for (const link of document.querySelectorAll('a[href^="javascript:" i]')) link.click();
    if (!(document.body instanceof HTMLBodyElement) || typeof document.querySelector != 'function'
        || typeof document.cookie != 'string') hit('the document is not itself');
    if (document.querySelector('main script, main style, main iframe, main object, main embed, base, '
        + 'meta[http-equiv=refresh][content*="evil"], main svg, main math')) hit('an element');
    for (const form of document.querySelectorAll('form'))
        if (new URL(form.getAttribute('action') || '', document.baseURI).host.includes('evil'))
            hit('a form that leads elsewhere');
}"""
"""A script that touches everything on a page as a reader might.

It looks for what would run at a touch that no program can make.
"""


class Watch:
    """A page of a browser, watched: what ran in it, and whom it asked for something."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.home = home
        self.found: list[str] = []
        self.page: Page = browser.new_page()
        self.page.expose_function("hit", lambda number: self.found.append(f"ran: {number}"))
        self.page.on("dialog", self._shown)
        self.page.route("**/*", self._asked)

    def _shown(self, dialog: Dialog) -> None:
        self.found.append("a dialog")
        dialog.dismiss()

    def _asked(self, route: Route) -> None:
        if route.request.url.startswith((self.home, "data:", "about:")):
            route.continue_()
        else:
            self.found.append(f"asked {route.request.url[:80]}")
            route.abort()

    def look(self, address: str) -> list[str]:
        """Return what happens on this page."""
        self.found.clear()
        self.page.goto(self.home + address)
        if not address.endswith((".xml", ".json", ".txt")):
            self.page.evaluate(TOUCH)
            self.page.wait_for_timeout(20)
        return [f"{address}: {each}" for each in self.found]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A plain web server for a folder, which adds nothing."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server calls it so
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def network(folder: Path, tried: Sequence[str], spread: int) -> Records:
    """Build a network with each of these in a post's body and settings.

    Every other field that takes words has some of them.
    """
    net = Records(folder)
    some = [each for each in tried if "\n" not in each][:: max(1, len(tried) // spread)] or ["x"]
    net.text(
        "network.yaml",
        title=some[0],
        tagline=some[-1],
        address="https://example.org/",
        standards=["own"],
        concern="mailto:x@example.org",
        forge={"kind": "github", "repository": "a/b", "branch": some[0], "folder": some[-1]},
    )
    net.text(
        "standards/own.yaml",
        title=some[0],
        publisher=some[-1],
        elements=[
            {"id": f"s{n}", "title": each, "statement": each, "number": each, "kind": each}
            for n, each in enumerate(some)
        ],
    )
    phases = [{"id": f"p{n}", "title": each, "text": each} for n, each in enumerate(some)]
    prompts = [{"id": f"q{n}", "title": each, "text": each, "phase": f"p{n}"} for n, each in enumerate(some)]
    members = {f"w{n}": {"role": "participant", "school": each} for n, each in enumerate(some)}
    net.text(
        "cohorts/c.yaml",
        title=some[0],
        programme=some[-1],
        summary="\n\n".join(some),
        starts="2018-01-01",
        ends="2018-12-31",
        audience="public",
        phases=phases,
        prompts=prompts,
        members=members,
        focus=["s0"],
        showcase=[{"post": "w0/v0", "why": each} for each in some],
    )
    for n, each in enumerate(some):
        links = [{"title": each, "url": "https://example.org/"}]
        net.text(
            f"participants/w{n}/profile.md",
            each,
            name=each,
            school=each,
            authority=each,
            also_known_as=[each],
            links=links,
            consent="2018-01-01",
        )
        net.text(f"pages/g{n}.md", each, title=each, summary=each)
        net.text(
            f"guests/h{n}.md",
            each,
            name=each,
            title=each,
            reply_to="w0/v0",
            date="2018-02-01",
            consent="2018-01-01",
            audience="public",
        )
        net.text(
            f"participants/w{n}/replies/2018-02-01-r{n}.md",
            each,
            reply_to="w0/v0",
            date="2018-02-01",
            audience="public",
        )
    for n, each in enumerate(tried):
        quoted = each.replace("\n", " ").replace('"', '\\"')
        body = "\n\n".join(
            [
                each,
                f'[{quoted}](https://example.org/ "{quoted}")',
                f'<abbr title="{each}">x</abbr>',
                f"# {quoted}",
                f"`{quoted}`",
                f"| a |\n| - |\n| {quoted} |",
            ]
        )
        at = n % len(some)
        net.text(
            f"participants/w{at}/posts/2018-01-02-v{n}.md",
            body,
            title=each,
            summary=each,
            date="2018-01-02",
            audience="public",
            standards=[f"s{at}"],
            phase=f"p{at}",
            prompt=f"q{at}",
        )
    return net


def showing(folder: Path, tried: Sequence[str], spread: int, time: Time) -> tuple[int, int, list[str]]:
    """Build the network and look at every page and feed.

    Return how many were looked at, how many posts were shown, and what happened.
    """
    outcome = build(
        network(folder, tried, spread).write(),
        folder / "site",
        folder / "cache",
        editions=("public",),
        keep_going=True,
    )
    site = folder / "site/public"
    (site / "runs.html").write_text(f"<!doctype html><main>{RUNS}</main>")
    pages = sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.suffix in (".html", ".xml", ".json") and path.name != "runs.html"
    )
    faults: list[str] = [] if outcome.written else ["nothing was built"]
    with chromium() as browser, served(site) as home:
        watch = Watch(browser, home)
        ran = " ".join(watch.look("runs.html"))
        faults += [
            f"the page that runs was not noticed to: {each}"
            for each in ("ran: 1", "ran: 2", "ran: 3", "ran: 4", "ran: 5", "asked https://evil.example/")
            if each not in ran
        ]
        looked = 0
        for address in pages:
            if not time.left:
                break
            looked += 1
            faults += watch.look(address)
    return looked, len(list(site.glob("participants/*/v*/index.html"))), faults


@pytest.mark.browser
def test_nothing_runs(tmp_path: Path) -> None:
    """Every twelfth vector, in the pages and feeds of a small network; the long form tries all."""
    looked, shown, faults = showing(tmp_path, list(vectors())[::12], 8, Time(600))
    assert faults == []
    assert shown > 30 and looked > 100


@pytest.mark.browser
def test_nothing_runs_in_the_previews_errors(sample_site: SampleSite, tmp_path: Path) -> None:
    """A fault is quoted over the last good site, and is only quoted."""
    running = Serving(tmp_path, sample=sample_site)
    tried = [each for each in vectors() if "\n" not in each and "\x00" not in each][::8]
    try:
        net = Records(running.folder)
        net.text(
            "participants/rachna/posts/2018-01-30-hostile.md",
            "\n\n".join(f"[x]({each.split()[0]})" for each in tried),
            title="Hostile",
            date="2018-01-30",
            standards=tried[:50],
            phase=tried[0],
            prompt=tried[1],
            audience=tried[2],
        )
        file = running.folder / "content/participants/rachna/posts/2018-01-30-hostile.md"
        file.write_bytes(net.bytes_of("participants/rachna/posts/2018-01-30-hostile.md"))
        until(lambda: b"unknown-standard" in running.get("/")[1], running.log.read_text)
        with chromium() as browser:
            watch = Watch(browser, running.address)
            assert watch.look("") == []
            assert len(watch.page.query_selector_all(".enquiry-overlay li")) > 20
    finally:
        running.stop()


@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "feed.xml", "macro.xlsm", "run.js"])
def test_no_file_that_runs_is_published(tmp_path: Path, name: str) -> None:
    """A drawing may hold a script; a page or a program is none of a blog's business."""
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", name="Ann", consent="2018-01-01")
    net.file(
        f"participants/ann/{name}", b"<svg xmlns='http://www.w3.org/2000/svg'><script>hit(0)</script></svg>"
    )
    net.text(
        "participants/ann/posts/2018-01-01-x.md",
        f"[x](../{name}) ![x](../{name})",
        title="X",
        date="2018-01-01",
        audience="public",
    )
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert {each.code for each in outcome.diagnostics if each.is_error} == {"asset-kind"}
    assert not list((tmp_path / "site").rglob(f"{name.partition('.')[0]}*{Path(name).suffix}"))


def long(time: Time) -> Iterator[Figure]:
    """A page for each vector, and every vector in every other place, some at a time."""
    tried = list(vectors())
    yield Figure("vectors", len(tried))
    for start in range(0, len(tried), 60):
        if not time.left:
            return
        folder = Path(tempfile.mkdtemp())
        looked, shown, faults = showing(folder, tried[start : start + 60], 60, time)
        shutil.rmtree(folder)
        yield Figure(
            f"pages and feeds with vectors {start} to {min(start + 60, len(tried)) - 1}",
            looked,
            tuple(faults),
            f"{shown} posts shown",
        )
