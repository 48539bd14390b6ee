"""`enquiry serve`: with a client that is not a browser, and with one that is."""

from __future__ import annotations

import contextlib
import http.client
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.shared import SampleSite
from tests.support import PATIENCE, until

pytestmark = pytest.mark.slow

POST = "content/participants/rachna/posts/2018-01-15-what-teacher-leadership-means-to-me.md"
PAGE = "participants/rachna/what-teacher-leadership-means-to-me/"
CONTENT = Path(__file__).parent.parent / "content"


class Serving:
    """The real command, running on a copy of the sample network."""

    def __init__(self, folder: Path, *words: str, sample: SampleSite | None = None) -> None:
        self.folder = folder
        shutil.copytree(CONTENT, folder / "content")
        if sample:
            sample.prime(folder / ".cache" / "enquiry")
        self.log = folder / "log"
        with self.log.open("w") as log:
            command = [sys.executable, "-m", "generator", "serve", "--port", "0", *words]
            self.process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            until(self._is_up, self.log.read_text)
        except BaseException:
            self.process.kill()
            raise
        self.port = int(re.findall(r":(\d+)/ shows ", self.log.read_text())[0])

    def _is_up(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return "stop with Ctrl+C" in self.log.read_text()

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """The status and the body of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    @property
    def address(self) -> str:
        """Return the address at which it listens."""
        return f"http://localhost:{self.port}/"

    def stop(self) -> None:
        """As Ctrl+C does."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=PATIENCE)
        finally:
            self.process.kill()


@pytest.fixture
def serving(sample_site: SampleSite, tmp_path: Path) -> Iterator[Serving]:
    """A preview of the cohort's edition."""
    running = Serving(tmp_path, sample=sample_site)
    yield running
    running.stop()
    assert "Traceback" not in running.log.read_text()


def test_only_its_own_pages_to_its_own_readers(serving: Serving) -> None:
    """Files of the build and nothing else; hosts and origins that are not this server's are turned away."""
    status, body = serving.get("/")
    assert status == 200
    assert b"Supporting Teacher Leadership" in body
    assert serving.get(f"/{PAGE.rstrip('/')}")[0] == 301
    assert serving.get("/no-such-page/")[0] == 404
    for path in (
        "/../content/network.yaml",
        "/%2e%2e/content/network.yaml",
        "/..%2fcontent/network.yaml",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/.enquiry/lock",
        "/a\\..\\b",
        "/%00",
    ):
        status, body = serving.get(path)
        assert status in (301, 404), path
        assert b"concern: mailto" not in body
        assert b"root:" not in body
    assert serving.get("/", Host="evil.example")[0] == 403
    assert serving.get("/", Host=f"localhost:{serving.port}", Origin="https://evil.example")[0] == 403
    assert serving.get("/.enquiry/events", Sec_Fetch_Site="cross-site")[0] == 403


def test_each_answer_says_what_may_be_done_with_it(serving: Serving) -> None:
    """No other site may show it or load it, nothing is taken for another kind, nothing is kept.

    A page runs what the preview adds and no more. Whoever asks for headers gets these alone.
    """
    own = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    for path in (
        "/",
        f"/{PAGE}",
        "/no-such-page/",
        "/robots.txt",
        "/.enquiry/reload.js",
        "/.enquiry/overlay.css",
    ):
        for method in ("GET", "HEAD"):
            connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=PATIENCE)
            connection.request(method, path)
            answer = connection.getresponse()
            assert {name: answer.headers[name] for name in own} == own, path
            policy = answer.headers["Content-Security-Policy"] or ""
            assert (
                ("default-src 'none'" in policy)
                == ("script-src 'self'" in policy)
                == ("text/html" in answer.headers["Content-Type"])
            ), path
            assert bool(answer.read()) == (method == "GET")
            # What had come after the headers would be taken for the next answer.
            connection.request("GET", "/robots.txt")
            assert connection.getresponse().read().startswith(b"User-agent"), path
            connection.close()


def test_headers_of_the_stream_are_no_stream(serving: Serving) -> None:
    """Whoever asks for these alone is not kept waiting."""
    with socket.create_connection(("127.0.0.1", serving.port), timeout=PATIENCE) as connection:
        connection.sendall(
            f"HEAD /.enquiry/events?since=99 HTTP/1.1\r\nHost: localhost:{serving.port}\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert (
        b"\r\nContent-Type: text/event-stream\r\n" in answer and b"\r\nCache-Control: no-store\r\n" in answer
    )
    assert answer.index(b"\r\n\r\n") == len(answer) - 4


def listening(port: int) -> set[str]:
    """Return the addresses that a port is bound to, as Linux writes them."""
    rows = [
        line.split()
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).exists()
        for line in Path(table).read_text().splitlines()[1:]
    ]
    bound = [row[1].split(":") for row in rows if row[3] == "0A"]
    return {address for address, number in bound if int(number, 16) == port}


def test_it_listens_on_this_computer_only(serving: Serving) -> None:
    """The sockets are bound to the loopback addresses and to no others."""
    assert listening(serving.port) <= {"0100007F", "0" * 24 + "01000000"}


def has_loopback_6() -> bool:
    """Return whether this computer has an IPv6 loopback address."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


@pytest.mark.skipif(not has_loopback_6(), reason="there is no IPv6 on this computer")
def test_localhost_is_both_loopback_addresses(serving: Serving) -> None:
    """A browser may look `localhost` up as `::1`."""
    for address in ("127.0.0.1", "::1", "localhost"):
        connection = http.client.HTTPConnection(address, serving.port, timeout=PATIENCE)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200, address
        connection.close()


def test_names_of_this_computer_are_read_as_names_are(serving: Serving) -> None:
    """Letters may be capitals, and a name may end with the dot of the root; nothing else is the same name."""
    port = serving.port
    for host in ("LOCALHOST", "LocalHost", "localhost.", "127.0.0.1", "[::1]"):
        assert serving.get("/", Host=f"{host}:{port}")[0] == 200, host
        assert serving.get("/", Host=f"localhost:{port}", Origin=f"http://{host}:{port}")[0] == 200, host
    for host in ("localhost..", ".localhost", "local.host", "localhost.evil.example", "localhost.:80"):
        assert serving.get("/", Host=f"{host}:{port}")[0] == 403, host


def test_other_methods_are_refused_in_a_sentence(serving: Serving) -> None:
    """The answer says what may be asked instead, in the words of this tool and of no library."""
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get"):
        connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=PATIENCE)
        connection.request(method, "/", body=b"x=1")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD"), method
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.read() == b"This preview only shows pages: it answers GET and HEAD, and nothing else.\n"
        connection.close()


def test_a_request_that_cannot_be_read_is_refused_in_a_sentence(serving: Serving) -> None:
    """The library's own page of errors, with its markup and its codes, is nowhere."""
    with socket.create_connection(("127.0.0.1", serving.port), timeout=PATIENCE) as connection:
        connection.sendall(b"GET / HTTP/1.1 x\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.endswith(b"This request can't be read.\n") and b"<" not in answer


def test_one_connection_serves_many_requests(serving: Serving) -> None:
    """Head and body are one write: between two, a client would wait 40 ms before it confirms the first."""
    with socket.create_connection(("127.0.0.1", serving.port), timeout=PATIENCE) as connection:
        for _ in range(20):
            connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % serving.port)
            head, _, body = connection.recv(1 << 16).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 ")
            length = re.search(rb"content-length: (\d+)", head.lower())
            assert length and len(body) == int(length[1]) > 0


@pytest.mark.browser
def test_an_edit_is_on_the_page_and_reloads_it(serving: Serving) -> None:
    """In a real browser, a page reloads without a touch of it.

    An error is shown over the last good site, and goes when it is mended.
    """
    file = serving.folder / POST
    good = file.read_text(encoding="utf-8")
    with chromium() as browser:
        page = browser.new_page()
        page.goto(serving.address + PAGE)
        file.write_text(good + "\nA sentence that was not there before.\n", encoding="utf-8")
        page.wait_for_selector("text=A sentence that was not there before.")
        file.write_text(good.replace("phase: exploring", "phase: explorng"), encoding="utf-8")
        page.wait_for_selector(".enquiry-overlay")
        shown = page.inner_text(".enquiry-overlay")
        assert re.search(r"posts/2018-01-15-what-teacher-leadership-means-to-me\.md:\d+:\d+", shown)
        assert re.search(r"did you mean `?exploring`?\?", shown)
        assert "A sentence that was not there before." in page.inner_text("main")
        file.write_text(good + "\nAnd mended again.\n", encoding="utf-8")
        page.wait_for_selector("text=And mended again.")
        assert page.query_selector(".enquiry-overlay") is None


def test_it_outlives_what_the_system_refuses(serving: Serving) -> None:
    """A page can't be written, since a folder stands in its place.

    That is said over the last good site, and all is well once it is gone.
    """
    file, place = serving.folder / POST, serving.folder / "site/cohort" / PAGE / "index.html"
    good = file.read_text(encoding="utf-8")
    place.unlink()
    (place / "in the way").mkdir(parents=True)
    file.write_text(good + "\nWords that can't be written.\n", encoding="utf-8")
    until(lambda: b"be built: " in serving.get("/")[1], serving.log.read_text)
    shutil.rmtree(place)
    file.write_text(good + "\nWords after that.\n", encoding="utf-8")
    until(lambda: b"Words after that." in serving.get(f"/{PAGE}")[1], serving.log.read_text)
    until(lambda: b"be built: " not in serving.get("/")[1], serving.log.read_text)


def test_the_second_look_finds_what_the_first_one_passed_over(serving: Serving) -> None:
    """An edit is built at once, from what was announced.

    A little later everything is looked at, and a page that somebody deleted from the site is back.
    """
    gone = next(serving.folder.rglob(f"{PAGE}index.html"))
    front = gone.parents[3] / "index.html"
    gone.unlink()
    front.unlink()
    edited = serving.folder / "content/participants/aisha/profile.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "\nMore of her.\n", encoding="utf-8")
    until(lambda: gone.exists() and front.exists(), serving.log.read_text)
    assert serving.get("/")[0] == 200


def test_nothing_of_the_preview_is_written(serving: Serving) -> None:
    """The overlay and the reload are added on the way to the browser only."""
    assert b"/.enquiry/reload.js" in serving.get("/")[1]
    site = serving.folder / "site"
    assert not [
        path for path in site.rglob("*.html") if "enquiry/reload.js" in path.read_text(encoding="utf-8")
    ]


def test_a_writer_sees_their_own_private_records(sample_site: SampleSite, tmp_path: Path) -> None:
    """And nobody else's; what is private never comes near the folder that is published."""
    private = [
        path
        for path in (CONTENT / "participants").glob("*/posts/*.md")
        if "audience: private" in path.read_text(encoding="utf-8")
    ]
    owner = private[0].parts[-3]
    running = Serving(tmp_path, "--as", owner, sample=sample_site)
    try:
        for path in private:
            address = f"/participants/{path.parts[-3]}/{path.stem[11:]}/"
            assert running.get(address)[0] == (200 if path.parts[-3] == owner else 404), address
        assert not (tmp_path / "site").exists()
    finally:
        running.stop()


def test_first_errors_are_shown_where_there_is_no_site_yet(sample_site: SampleSite, tmp_path: Path) -> None:
    """A page with the errors, and the site as soon as they are mended."""
    shutil.copytree(CONTENT, tmp_path / "other" / "content")
    running = Serving(tmp_path / "again", sample=sample_site)
    file = running.folder / POST
    good = file.read_text(encoding="utf-8")
    try:
        shutil.rmtree(running.folder / "site" / "cohort")
        file.write_text(good.replace("phase: exploring", "phase: explorng"), encoding="utf-8")
        until(lambda: b"unknown-phase" in running.get("/")[1], running.log.read_text)
        file.write_text(good, encoding="utf-8")
        until(lambda: running.get("/")[0] == 200, running.log.read_text)
    finally:
        running.stop()


def test_wrong_use_is_a_sentence(tmp_path: Path) -> None:
    """A person that is not there, a port that is taken."""
    shutil.copytree(CONTENT, tmp_path / "content")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "serve", "--as", "rachnna"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Did you mean rachna?" in done.stderr) == (2, True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "generator", "serve", "--port", port],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "Try another one with --port" in done.stderr
    assert "Traceback" not in done.stderr
