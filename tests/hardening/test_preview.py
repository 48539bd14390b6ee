"""The preview answers on this computer, for its own pages, with what the build made and nothing else.

It does so whatever it is sent.
"""

from __future__ import annotations

import random
import re
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.browser import chromium
from tests.hardening.figures import Figure, Time
from tests.shared import SampleSite
from tests.test_serve import PAGE, Serving

SECRET: Final = b"zqsecretq"
"""A word in files that the preview must not give away.

They are in the content, beside it, and in the editions that are not shown.
"""
ESCAPES: Final = (
    "/../content/network.yaml",
    "/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2f..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%252e%252e/secret.txt",
    "/.%2e/secret.txt",
    "/....//secret.txt",
    "/./../secret.txt",
    "//secret.txt",
    "///etc/passwd",
    "/%2fetc%2fpasswd",
    "/etc/passwd%00.html",
    "/%00",
    "/secret.txt%00",
    "/participants/../../secret.txt",
    "/participants/%2e%2e/%2e%2e/secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%ef%bc%8e%ef%bc%8e/secret.txt",
    "/..;/secret.txt",
    "/.enquiry/lock",
    "/.enquiry/../../secret.txt",
    "/.enquiry/events/../../secret.txt",
    "/facilitators/index.html",
    "/../facilitators/index.html",
    "/../facilitators/",
    "/../.enquiry/lock",
    "/link.txt",
    "/link/secret.txt",
    "/linked.html",
    "/.git/config",
    "/.env",
    "/index.html/",
    "/index.html/../../secret.txt",
    "/index.html::$DATA",
    "/CON",
    "/a:b",
    "/~root/",
    "/*",
    "/" + "a" * 5000,
    "/" + "a/" * 3000,
    "http://evil.example/",
    "http://localhost/../secret.txt",
    "file:///etc/passwd",
    "secret.txt",
    "",
    "*",
    "/\ud7ff",
    "/%",
    "/%zz",
    "/%u002e",
    "//evil.example/%2e%2e",
    "//evil.example/participants",
    "/\\evil.example",
    "/%0d%0aX-Injected:%20yes",
    "/participants%0d%0aX-Injected:%20yes",
    "//evil.example/..",
    "/%5cevil.example/participants/",
    "[",
    "//[",
    "http://[",
    "/participants/aisha?x=\r\nX-Injected: yes",
)
HEADERS: Final = (
    "Host: evil.example",
    "Host: localhost",
    "Host: localhost:PORT.evil.example",
    "Host: evil.example:PORT",
    "Host: 127.0.0.1.evil.example:PORT",
    "Host: ",
    "Host: localhost:PORT\r\nHost: evil.example",
    "Host: localhost:PORT@evil.example",
    "Host: [::]:PORT",
    "Host: 0.0.0.0:PORT",
    "X: y",
    "Host: localhost:PORT\r\nOrigin: https://evil.example",
    "Host: localhost:PORT\r\nOrigin: null",
    "Host: localhost:PORT\r\nOrigin: http://evil.example:PORT",
    "Host: localhost:PORT\r\nOrigin: http://localhost:PORT.evil.example",
    "Host: localhost:PORT\r\nOrigin: ",
    "Host: localhost:PORT\r\nOrigin: http://localhost:1",
    "Host: localhost:PORT\r\nOrigin: http://localhost",
    "Host: localhost:PORT\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors",
    "Host: localhost:PORT\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors",
)
"""Of requests that are not the preview's own."""
BROKEN: Final = (
    b"",
    b"\r\n",
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/0.9\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1 x\r\n\r\n",
    b"GET / HTTP/-1.1\r\n\r\n",
    b"GET / HTTP/1.1000000\r\n\r\n",
    b"\x00\x01\x02\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 1_000 + b"\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    b"GET / HTTP/1.1\r\n: x\r\n\r\n",
    b"GET / HTTP/1.1\r\n Host: x\r\n\r\n",
    b"GET / HTTP/1.1\nHost: x\n\n",
    b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\nx",
    b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
    b"PUT /index.html HTTP/1.1\r\n\r\n",
    b"DELETE /index.html HTTP/1.1\r\n\r\n",
    b"TRACE / HTTP/1.1\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\n\r\n",
    b"PROPFIND / HTTP/1.1\r\n\r\n",
    b"get / HTTP/1.1\r\n\r\n",
    b"__class__ / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
    b"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
    b"GET [ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"GET //[ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"GET http://[::1/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"GET /.enquiry/events?since=\xc2\xb2 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"GET /.enquiry/events?since=%C2%B2 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"GET /.enquiry/events?" + b"a=b&" * 5000 + b" HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
)

MENDED: Final = "/robots.txt"
"""A page that is put in its place again by the next build, which may come at any time."""


def send(port: int, data: bytes, *, seconds: float = 2.0, close: bool = True) -> bytes:
    """Return the answer to these bytes, whatever they are; with `close` no more will be said."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        answer = b""
        try:
            connection.sendall(data)
            if close:
                connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65536):
                answer += part
        except OSError:
            pass
        return answer


def request(port: int, path: str, headers: str = "Host: localhost:PORT") -> bytes:
    """A whole request with these headers, and the answer to it."""
    return send(
        port,
        f"GET {path} HTTP/1.1\r\n{headers.replace('PORT', str(port))}\r\nConnection: close\r\n\r\n".encode(),
    )


def status(answer: bytes) -> int:
    """The number that an answer begins with; 0 where there is none."""
    match = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
    return int(match[1]) if match else 0


def secrets(running: Serving) -> None:
    """Put what nobody may get beside the edition that is shown, and links to it inside."""
    site = running.folder / "site"
    for place in (running.folder, site, running.folder / "content", site / "facilitators", site / ".enquiry"):
        place.mkdir(exist_ok=True)
        (place / "secret.txt").write_bytes(SECRET)
    shown = site / "cohort"
    (shown / "link.txt").symlink_to(running.folder / "secret.txt")
    (shown / "linked.html").symlink_to(running.folder / "secret.txt")
    (shown / "link").symlink_to(running.folder)
    (shown / "stray.txt").write_bytes(SECRET)
    (shown / MENDED[1:]).unlink()
    (shown / MENDED[1:]).symlink_to(running.folder / "secret.txt")


def escaping(port: int) -> Iterator[str]:
    """Each way out that the server did not refuse."""
    for path in (*ESCAPES, "/stray.txt", MENDED):
        answer = request(port, path)
        refused = status(answer) in (0, 301, 400, 403, 404, 414) or (
            path == MENDED and b"User-agent: " in answer
        )
        if SECRET in answer or b"root:" in answer or b"\r\nX-Injected" in answer or not refused:
            yield f"{path!r:.80} is answered with {answer[:80]!r}"
        elif status(answer) == 301 and not re.search(rb"\r\nLocation: /(?![/\\])[^\r\n]*\r\n", answer):
            yield f"{path!r:.80} leads elsewhere: {answer[:200]!r}"


def strangers(port: int) -> Iterator[str]:
    """Each request of somebody else's that was answered, for a page and for the stream."""
    for headers in HEADERS:
        for path in ("/", "/.enquiry/events", "/.enquiry/reload.js"):
            answer = request(port, path, headers)
            if status(answer) not in (400, 403):
                yield f"{path} with {headers!r} is answered with {answer[:60]!r}"


def breaking(port: int) -> Iterator[str]:
    """Each broken request after which the server no longer answers a whole one, or that was given a page."""
    for data in BROKEN:
        answer = send(port, data.replace(b"PORT", str(port).encode()), seconds=0.5)
        if status(answer) == 200 and b"event-stream" not in answer:
            yield f"{data[:60]!r} is answered with a page"
        if status(request(port, "/")) != 200:
            yield f"nothing is answered after {data[:60]!r}"


def pipelined(port: int) -> Iterator[str]:
    """Requests sent together, one of them a stranger's: each is judged by itself."""
    own, other = (f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n" for host in (f"localhost:{port}", "evil.example"))
    answer = send(port, (own + other + own).encode(), close=False)
    statuses = [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]
    if statuses != [200, 403, 200]:
        yield f"three requests in one are answered with {statuses}"
    smuggled = f"POST / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: {len(own)}\r\n\r\n{own}"
    if b"200" in (first := send(port, smuggled.encode()).partition(b"\r\n")[0]):
        yield f"a post is answered with {first!r}"


def slowly(port: int, many: int) -> Iterator[str]:
    """Many who say half of a request and then nothing: others are served."""
    waiting = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(many)]
    try:
        for each in waiting:
            each.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        if status(request(port, "/")) != 200:
            yield f"{many} half requests keep others waiting"
    finally:
        for each in waiting:
            each.close()


def everything(running: Serving) -> list[str]:
    """All that goes wrong."""
    port = running.port
    faults = [*escaping(port), *strangers(port), *breaking(port), *pipelined(port), *slowly(port, 50)]
    log = running.log.read_text()
    return [
        *faults,
        *(["a traceback in the log: " + log[log.index("Traceback") :][-300:]] if "Traceback" in log else []),
    ]


@pytest.fixture
def serving(sample_site: SampleSite, tmp_path: Path) -> Iterator[Serving]:
    """A preview of the cohort's edition."""
    running = Serving(tmp_path, sample=sample_site)
    yield running
    running.stop()


def test_nothing_hostile_gets_anything(serving: Serving) -> None:
    """Paths out of the edition, other hosts and origins, broken requests, many at once: each is refused.

    The next reader is served.
    """
    secrets(serving)
    assert everything(serving) == []


@pytest.mark.browser
def test_another_sites_page_gets_nothing(serving: Serving, tmp_path: Path) -> None:
    """In a real browser, a page from another address can't read the preview, show it, or listen to it."""
    from tests.hardening.test_content import served

    (tmp_path / "other").mkdir()
    (tmp_path / "other/index.html").write_text("<!doctype html><title>Other</title>")
    ask = """async address => {
        const found = [];
        for (const path of ['', '.enquiry/events', '.enquiry/reload.js'])
            for (const mode of ['cors', 'no-cors'])
                try {
                    const answer = await fetch(address + path, {mode});
                    found.push(`${mode} ${answer.type} ${(await answer.text()).length}`);
                } catch (error) { }
        await new Promise(done => {
            const stream = new EventSource(address + '.enquiry/events');
            stream.onopen = () => { found.push('stream'); done() };
            stream.onerror = done;
        });
        await new Promise(done => {
            const script = document.createElement('script');
            script.src = address + '.enquiry/reload.js';
            script.onload = () => { found.push('script'); done() };
            script.onerror = done;
            document.head.append(script);
        });
        return found.filter(each => !each.endsWith('opaque 0'));
    }"""
    with chromium() as browser, served(tmp_path / "other") as home:
        page = browser.new_page()
        page.goto(serving.address + PAGE)
        assert page.evaluate("fetch('/.enquiry/reload.js').then(each => each.status)") == 200
        page.goto(home)
        assert page.evaluate(ask, serving.address) == []


def long(time: Time) -> Iterator[Figure]:
    """The table of the quick form, then requests made of its pieces at random."""
    running = Serving(Path(tempfile.mkdtemp()))
    chance = random.Random(1)
    try:
        secrets(running)
        faults = everything(running)
        yield Figure(
            "paths, hosts, broken requests", len(ESCAPES) + 3 * len(HEADERS) + len(BROKEN) + 53, tuple(faults)
        )
        tried, faults = 0, []
        while time.left and tried < 5_000:
            tried += 1
            pieces = [
                *ESCAPES,
                "/",
                " HTTP/1.1\r\n",
                "\r\n",
                "GET ",
                "HEAD ",
                f"Host: localhost:{running.port}\r\n",
                "Content-Length: 5\r\n",
                "%2e",
                "\x00",
                "\\",
            ]
            data = (
                "GET "
                + "".join(chance.choices(pieces, k=chance.randint(1, 8)))
                + f" HTTP/1.1\r\nHost: localhost:{running.port}\r\n\r\n"
            ).encode("utf-8", "replace")
            if SECRET in send(running.port, data, seconds=0.2):
                faults.append(f"{data[:200]!r} is answered with a secret")
        if status(request(running.port, "/")) != 200 or "Traceback" in running.log.read_text():
            faults.append("the server did not survive")
        yield Figure("requests made at random", tried, tuple(faults))
    finally:
        running.stop()
