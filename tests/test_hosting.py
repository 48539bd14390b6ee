"""Editions on a real nginx with the snippet that Enquiry prints, looked at in a real browser.

Beside it, the file `_headers`.
"""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.shared import SampleSite
from tests.support import PATIENCE, Records, build, surroundings
from tests.webserver import serve

CONTENT = Path(__file__).parent.parent / "content"
POST = "/participants/rachna/what-teacher-leadership-means-to-me/"
ALWAYS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
)


def enquiry(*words: str | Path) -> str:
    """Return the output of the real command."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=surroundings(),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def site(sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample network, with a moved post, an attachment and a picture."""
    folder = tmp_path_factory.mktemp("hosting")
    shutil.copytree(CONTENT, folder / "content")
    (folder / "content/participants/rachna/posts/marks.csv").write_text("a,1\n")
    moved = (
        "---\ntitle: Moved\ndate: 2018-02-01\naudience: public\naliases: [/2018/02/moved/]\n---\n"
        "[Marks](marks.csv)\n"
    )
    (folder / "content/participants/rachna/posts/2018-02-01-moved.md").write_text(moved)
    with (folder / "content/network.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nattachments: [csv]\n")
    cache = sample_site.prime(folder / "cache")
    enquiry("build", "--content", folder / "content", "--output", folder / "site", "--cache", cache)
    return folder / "site"


class Served:
    """An edition behind nginx."""

    def __init__(self, port: int, root: Path) -> None:
        self.port = port
        self.root = root

    def get(self, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        """The status, the headers and the body of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers, body

    def one(self, pattern: str) -> str:
        """The address of some file."""
        return "/" + next(self.root.glob(pattern)).relative_to(self.root).as_posix()


@pytest.fixture(scope="module", params=["public", "cohort"])
def served(request: pytest.FixtureRequest, site: Path) -> Iterator[Served]:
    """Two of the editions, one after the other."""
    snippet = enquiry(
        *("headers", "--for", "nginx", "--edition", request.param, "--auth-elsewhere"),
        *("--content", site.parent / "content"),
    )
    with serve("nginx", site.parent / f"nginx-{request.param}", site / request.param, snippet) as port:
        yield Served(port, site / request.param)


@pytest.mark.webserver
def test_every_answer_keeps_itself_to_itself(served: Served) -> None:
    """Pages, files, redirects and what is not there: all with the same headers, each once."""
    hashed = [served.one("assets/*.css"), served.one("media/*.png"), served.one("media/*.csv")]
    for path in (
        "/",
        POST,
        POST.rstrip("/"),
        "/2018/02/moved/",
        "/atom.xml",
        "/robots.txt",
        "/no-such-page/",
        "/media/",
        *hashed,
    ):
        headers = served.get(path)[1]
        assert [name for name in ALWAYS if len(headers.get_all(name, [])) != 1] == [], path
        assert ("noindex" in headers.get("X-Robots-Tag", "")) == (served.root.name != "public"), path
        lifetime = headers["Cache-Control"] or ""
        assert ("immutable" in lifetime) == (path in hashed), path
        assert ("private" in lifetime) == (served.root.name != "public" and bool(lifetime)), path
        assert "nginx/" not in headers["Server"]


@pytest.mark.webserver
def test_types_say_what_a_file_is(served: Served) -> None:
    """Feeds are feeds, also deep in the site, and text is UTF-8."""
    types = {
        "/": "text/html; charset=utf-8",
        POST: "text/html; charset=utf-8",
        "/atom.xml": "application/atom+xml; charset=utf-8",
        f"{POST}atom.xml": "application/atom+xml; charset=utf-8",
        served.one("cohorts/*/feed.json"): "application/feed+json",
        "/opml.xml": "text/x-opml; charset=utf-8",
        "/sitemap.xml": "text/xml; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
        served.one("assets/*.css"): "text/css; charset=utf-8",
        served.one("media/*.png"): "image/png",
    }
    assert {path: served.get(path)[1]["Content-Type"] for path in types} == types
    assert {path: served.get(path)[0] for path in types} == dict.fromkeys(types, 200)


@pytest.mark.webserver
def test_what_is_not_there_is_not_there(served: Served) -> None:
    """The site's own page says so, with the right status.

    No folder is listed, nothing hidden is shown, and an address without its last stroke is mended.
    """
    (served.root / ".hidden").write_text("zqhiddenq")
    (served.root / "bare").mkdir(exist_ok=True)
    try:
        for path in (
            "/no-such-page/",
            "/no-such.xml",
            "/media/",
            "/assets/",
            "/bare/",
            "/media/no-such.png",
            "/.hidden",
            "/_headers",
            "/../network.yaml",
            "/%2e%2e/cohort/index.html",
        ):
            status, headers, body = served.get(path)
            assert status in (400, 404), path
            assert status == 400 or (
                b"There is no such page" in body and headers["Content-Type"] == "text/html; charset=utf-8"
            ), path
            assert b"zqhiddenq" not in body and b"Index of" not in body
    finally:
        (served.root / ".hidden").unlink()
        (served.root / "bare").rmdir()
    status, headers, _ = served.get(POST.rstrip("/"))
    assert (status, headers["Location"]) == (301, POST)


STYLED = (
    "document.styleSheets.length > 0 && [...document.styleSheets].every(each => each.cssRules.length > 0)"
)
PICTURED = (
    "Promise.all([...document.images].map(each => (each.loading = 'eager', each.decode().then(() => "
    "each.naturalWidth > 0)))).then(all => all.every(each => each))"
)


def kinds(root: Path) -> dict[str, str]:
    """Return an address for each kind of page.

    They differ in what the body says it is, and in the elements that a policy is about.
    """
    found: dict[str, str] = {}
    for file in sorted(root.rglob("index.html")):
        text = file.read_text(encoding="utf-8")
        about = {
            tag for tag in ("<img", "<form", "<details", "<table", "<pre", 'class="u-photo') if tag in text
        }
        body = re.search(r"<body class=\"([^\"]*)", text)
        for each in (*([body[1]] if body else []), *about):
            found.setdefault(each, "/" + file.relative_to(root).as_posix().removesuffix("index.html"))
    return found


@pytest.mark.webserver
@pytest.mark.browser
def test_a_browser_has_nothing_to_refuse(served: Served) -> None:
    """Each kind of page is opened under the policy.

    The style sheet and the pictures are there, and the console is silent; where a page breaks the policy, it
    is not.
    """
    addresses = kinds(served.root)
    assert len(addresses) > 10
    (served.root / "breaks-it").mkdir()
    (served.root / "breaks-it/index.html").write_text(
        "<!doctype html><title>x</title><p style='color: red'>x</p><script>document.title = 'ran'</script>"
    )
    with chromium() as browser:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("requestfailed", lambda request: said.append(f"{request.url}: {request.failure}"))
        for address in sorted({*addresses.values()}):
            page.goto(f"http://127.0.0.1:{served.port}{address}")
            page.wait_for_load_state("networkidle")
            assert page.evaluate(STYLED), address
            assert page.evaluate(PICTURED), address
        page.goto(f"http://127.0.0.1:{served.port}/2018/02/moved/")
        page.wait_for_url("**/participants/rachna/moved/")
        # A page that leads on is left before all of its requests are answered, which is no fault.
        assert [each for each in said if not each.endswith("net::ERR_ABORTED")] == []
        page.goto(f"http://127.0.0.1:{served.port}/breaks-it/")
        assert page.title() == "x"
        assert sum("Content Security Policy" in each for each in said) == 2
    shutil.rmtree(served.root / "breaks-it")


def small(folder: Path, **settings: object) -> Records:
    """The least network."""
    net = Records(folder)
    net.text("network.yaml", title="T", address="https://t.example/")
    net.change("network.yaml", **settings)
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    return net


def rules(text: str) -> dict[str, dict[str, str]]:
    """`_headers`: paths with their headers."""
    found: dict[str, dict[str, str]] = {}
    last = ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[last][name] = value
        elif line:
            last = line
            assert found.setdefault(last, {}) == {}
    return found


def test_the_file_says_what_the_command_says(tmp_path: Path) -> None:
    """Each edition has its own; those that are not public are for nobody's cache, and for no search engine.

    No header stands in two rules that meet.
    """
    net = small(tmp_path)
    enquiry("build", "--content", net.write(), "--output", tmp_path / "site", "--cache", tmp_path / "cache")
    for edition in ("public", "cohort", "facilitators"):
        text = (tmp_path / f"site/{edition}/_headers").read_text(encoding="utf-8")
        assert text == enquiry(
            *("headers", "--for", "netlify", "--edition", edition, "--auth-elsewhere"),
            *("--content", net.content),
        )
        found = rules(text)
        everywhere = found.pop("/*")
        assert all(name in everywhere for name in ALWAYS)
        assert (
            ("X-Robots-Tag" in everywhere)
            == (everywhere.get("Cache-Control") == "private, no-cache")
            == (edition != "public")
        )
        assert not [path for path, each in found.items() if each.keys() & everywhere.keys()]
        assert max(len(line) for line in text.splitlines()) < 2000 and len(found) < 100


@pytest.mark.slow
def test_the_policy_follows_from_the_site(tmp_path: Path) -> None:
    """Forms lead to the forge or nowhere.

    Scripts run on the page of the search, and on others where the network's own theme has some; WebAssembly
    on that one alone.
    """
    net = small(tmp_path)
    policy = policy_of(net)
    page, searching = (page_policy(tmp_path / f"site/public/{each}index.html") for each in ("", "search/"))
    assert "form-action 'none'" in policy and policy == f"{searching}; frame-ancestors 'none'"
    assert "script-src 'self' 'wasm-unsafe-eval';" in searching and searching.count("unsafe") == 1
    assert "form-action 'none'" in page and "script-src" not in page and "unsafe" not in page
    for address, expected in (
        ("https://forge.example:8443/git/", "https://forge.example:8443"),
        ("https://a;script-src'*'/", "https:"),
    ):
        net.change(
            "network.yaml",
            forge={"kind": "forgejo", "repository": "a/b", "address": address, "public": "yes"},
            theme="ours",
        )
        (tmp_path / "themes/ours/assets").mkdir(parents=True, exist_ok=True)
        assert f"form-action {expected};" in policy_of(net)
        assert f"form-action {expected};" in page_policy(tmp_path / "site/public/index.html")
    (tmp_path / "themes/ours/assets/menu.js").write_text("1\n")
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy_of(net)
    assert "script-src 'self';" in page_policy(tmp_path / "site/public/index.html")


def page_policy(file: Path) -> str:
    """Return the policy that a page states itself, before anything that it could forbid."""
    head = re.match(
        r'<!doctype html>\n<html[^>]*>\n<head>\n<meta charset="utf-8">\n'
        r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n',
        file.read_text(encoding="utf-8"),
    )
    assert head, file
    return head[1]


def policy_of(net: Records) -> str:
    """The policy of the public edition is built on top of what was built before.

    It is the same in the snippet for each server.
    """
    folder = net.folder
    enquiry("build", "--content", net.write(), "--output", folder / "site", "--cache", folder / "cache")
    policy = rules((folder / "site/public/_headers").read_text(encoding="utf-8"))["/*"][
        "Content-Security-Policy"
    ]
    for host in ("nginx", "apache", "caddy"):
        assert f'"{policy}"' in enquiry("headers", "--for", host, "--content", net.content)
    return policy


@pytest.mark.webserver
def test_an_edition_in_a_folder(tmp_path: Path) -> None:
    """A site's address says where it is on its host.

    One that no server's settings could hold is not written into them.
    """
    net = small(tmp_path, address="https://t.example/our-network/")
    enquiry("build", "--content", net.write(), "--output", tmp_path / "site", "--cache", tmp_path / "cache")
    (tmp_path / "root").mkdir()
    shutil.copytree(tmp_path / "site/public", tmp_path / "root/our-network")
    with serve(
        "nginx",
        tmp_path / "nginx",
        tmp_path / "root",
        enquiry("headers", "--for", "nginx", "--content", net.content),
    ) as port:
        served = Served(port, tmp_path / "root/our-network")
        assert served.get("/our-network/participants/ann/")[0] == 200
        status, _, body = served.get("/our-network/no-such/")
        assert status == 404 and b'href="/our-network/' in body
        assert "immutable" in served.get("/our-network" + served.one("assets/*.css"))[1]["Cache-Control"]
        assert served.get("/our-network/_headers")[0] == 404
    net.change("network.yaml", address="https://t.example/a;return%20444/")
    net.write()
    assert "444" not in enquiry("headers", "--for", "nginx", "--content", net.content)


def test_only_those_who_write_are_invited(tmp_path: Path) -> None:
    """The public edition has no way into the forge and no command to type, but an address to write to.

    Where the forge's readers may propose changes, the setting says so.
    """
    net = small(tmp_path, contact="mailto:us@t.example")
    net.text(
        "participants/ann/posts/2018-01-15-first.md",
        "Words.",
        title="First",
        date="2018-01-15",
        audience="public",
    )
    found = {}
    for public in (None, "no", "yes"):
        settings = {
            "kind": "forgejo",
            "repository": "a/b",
            "address": "https://forge.example/",
            "public": public,
        }
        net.change("network.yaml", forge={key: value for key, value in settings.items() if value})
        outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public", "cohort"))
        assert outcome.written
        for edition in ("public", "cohort"):
            files = [each.read_bytes() for each in (tmp_path / "site" / edition).rglob("*") if each.is_file()]
            found[edition, public] = (
                any(b"forge.example" in each for each in files),
                any(b"mailto:us@t.example" in each for each in files),
                any(b"enquiry reply" in each for each in files),
            )
    open_for_all, closed = (True, False, False), (False, True, False)
    assert found == {
        (edition, public): open_for_all if public == "yes" or edition == "cohort" else closed
        for edition, public in found
    }
    net.change("network.yaml", forge=None)
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public", "cohort"))
    for edition in ("public", "cohort"):
        files = [each.read_bytes() for each in (tmp_path / "site" / edition).rglob("*") if each.is_file()]
        assert any(b"enquiry reply" in each for each in files) == (edition == "cohort")
