"""Editions that are not public, on real web servers: nobody is let in without a name and a password."""

from __future__ import annotations

import base64
import http.client
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from tests.browser import chromium
from tests.shared import SampleSite
from tests.support import PATIENCE, ROOT, command
from tests.webserver import SERVERS, serve

CONTENT = ROOT / "content"
EDITION = "cohort"
NAME, PASSWORD = "teacher", "an old grey heron"
DIGEST = "$2y$05$gxzfGq1cW2Tr4NTgoVWIMOG17veDV4FnLM0G3Nwuy5FkMXuOdquWq"
"""The password's, with bcrypt, which every server reads."""
NOWHERE = (
    *("/_headers", "/no-such-page/", "/no-such.png", "/media/", "/assets/", "/.hidden", "/.git/config"),
    *("/%2e%2e/public/index.html", "/404.html", "//", "/index.html?x", "/participants", "/assets/no.css"),
)
"""Paths without a page, and spellings of others."""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that everybody may read, as Apache's own user has to."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def site(sample_site: SampleSite, place: Path) -> Path:
    """The cohort's edition, and the password file."""
    shutil.copytree(sample_site.site / EDITION, place / EDITION)
    (place / "passwords").write_text(f"# Who reads\n{NAME}:{DIGEST}\n")
    return place / EDITION


@contextmanager
def closed(server: str, site: Path) -> Iterator[int]:
    """Serve the edition with the settings that the command prints; yield the port."""
    asked = ("--edition", EDITION, "--auth", site.parent / "passwords", "--content", CONTENT)
    done = command("headers", "--for", server, *asked)
    assert done.returncode == 0, done.stderr
    try:
        with serve(server, site.parent / server, site, done.stdout) as port:
            yield port
    finally:
        shutil.rmtree(site.parent / server, ignore_errors=True)


class Answer(NamedTuple):
    """One answer of a server."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def answer(port: int, path: str, password: str = "", method: str = "GET") -> Answer:
    """Ask for a path, with a password or without."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    login = base64.b64encode(f"{NAME}:{password}".encode()).decode()
    connection.request(method, path, headers={"Authorization": f"Basic {login}"} if password else {})
    found = connection.getresponse()
    body = found.read()
    connection.close()
    return Answer(found.status, found.headers, body)


def paths(site: Path) -> list[str]:
    """Return the addresses of all files, and of all folders with a page."""
    files = [quote(f"/{each.relative_to(site).as_posix()}") for each in site.rglob("*") if each.is_file()]
    return sorted({*files, *(each.removesuffix("index.html") for each in files)})


@pytest.mark.webserver
@pytest.mark.parametrize("server", sorted(SERVERS))
def test_nobody_is_let_in_without_the_password(server: str, site: Path) -> None:
    """Pages, feeds, pictures, and what is not there: a stranger is told that a password is asked for."""
    (site / ".hidden").write_text("zqhiddenq")
    every = paths(site)
    assert len(every) > 300
    with closed(server, site) as port:
        for path in (*every, *NOWHERE):
            for password in ("", "a wrong one") if path in NOWHERE else ("",):
                found = answer(port, path, password)
                assert found.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.BAD_REQUEST), (path, found.status)
                assert (found.status == HTTPStatus.BAD_REQUEST) <= ("%2e" in path), path
                assert b"Rachna" not in found.body, path
        assert answer(port, "/", method="HEAD").status == HTTPStatus.UNAUTHORIZED
        assert answer(port, "/").headers["WWW-Authenticate"].startswith("Basic")


@pytest.mark.webserver
@pytest.mark.parametrize("server", sorted(SERVERS))
def test_with_the_password_everything_is_there(server: str, site: Path) -> None:
    """Each file is answered; no cache that others share may keep it."""
    with closed(server, site) as port:
        for path in paths(site)[::7]:
            found = answer(port, path, PASSWORD)
            hidden = path.startswith("/_headers") or "/." in path
            assert found.status == (HTTPStatus.NOT_FOUND if hidden else HTTPStatus.OK), path
            assert "private" in found.headers["Cache-Control"], path
        for path in ("/no-such-page/", "/_headers", "/.hidden"):
            missing = answer(port, path, PASSWORD)
            assert missing.status == HTTPStatus.NOT_FOUND
            assert b"There is no such page" in missing.body
            assert missing.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.webserver
@pytest.mark.browser
def test_a_browser_is_turned_away_and_let_in(site: Path) -> None:
    """A reader gives the password once, and sees the pages with their styles and pictures."""
    with closed("nginx", site) as port, chromium() as browser:
        address = f"http://127.0.0.1:{port}/"
        stranger = browser.new_context().new_page()
        with pytest.raises(Exception, match="INVALID_AUTH_CREDENTIALS"):  # as this browser has no dialogue
            stranger.goto(address)
        reader = browser.new_context(http_credentials={"username": NAME, "password": PASSWORD}).new_page()
        let_in = reader.goto(f"{address}participants/rachna/")
        assert let_in is not None and let_in.status == HTTPStatus.OK
        assert reader.evaluate("document.styleSheets.length > 0")


@pytest.mark.parametrize("server", [*sorted(SERVERS), "netlify"])
@pytest.mark.parametrize("edition", ["cohort", "facilitators"])
def test_settings_that_would_be_open_are_not_printed(server: str, edition: str) -> None:
    """Without a password the command prints a comment, which no server takes for settings, and fails."""
    done = command("headers", "--for", server, "--edition", edition, "--content", CONTENT)
    assert done.returncode == 1
    assert all(line.startswith("#") for line in done.stdout.splitlines())
    assert "--auth" in done.stdout


@pytest.mark.parametrize(
    ("server", "text", "said"),
    [
        ("nginx", "", "names nobody"),
        ("nginx", "just words\n", "passwords:1:1"),
        ("caddy", f"{NAME}:{DIGEST}\nanna:$apr1$aa$bb\n", "passwords:2:6"),
        ("apache", "anna:secret\n", "htpasswd -B"),
        ("netlify", f"{NAME}:{DIGEST}\n", "takes passwords as they are"),
        ("caddy", None, "There is no file"),
    ],
)
def test_password_files_that_let_nobody_in(tmp_path: Path, server: str, text: str | None, said: str) -> None:
    """A fault in the password file is told before the server has it."""
    if text is not None:
        (tmp_path / "passwords").write_text(text)
    asked = ("--edition", EDITION, "--auth", tmp_path / "passwords", "--content", CONTENT)
    done = command("headers", "--for", server, *asked)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("server", ["nginx", "apache"])
def test_a_password_file_that_is_not_here_is_told(tmp_path: Path, server: str) -> None:
    """It may be on the server, so there are settings; but a mistyped name lets nobody in, and is named."""
    asked = ("--edition", EDITION, "--auth", tmp_path / "passwords", "--content", CONTENT)
    done = command("headers", "--for", server, *asked)
    assert done.returncode == 0 and str(tmp_path / "passwords") in done.stdout
    assert f"There is no file {tmp_path / 'passwords'} on this computer" in done.stderr
    assert "lets nobody in" in done.stderr


def test_a_password_file_is_never_in_the_network(tmp_path: Path) -> None:
    """It would be committed or published there; and a server has to find it from everywhere."""
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "passwords").write_text(f"{NAME}:{DIGEST}\n")
    asked = ("headers", "--for", "nginx", "--edition", EDITION, "--content", tmp_path / "content")
    assert "committed or published" in command(*asked, "--auth", tmp_path / "passwords").stderr
    assert "the whole path" in command(*asked, "--auth", "passwords").stderr


def test_netlify_asks_for_the_password_itself(tmp_path: Path) -> None:
    """Its settings hold names with passwords, as it wants them."""
    (tmp_path / "passwords").write_text("anna:one\nbert:two\n")
    asked = ("--edition", EDITION, "--auth", tmp_path / "passwords", "--content", CONTENT)
    assert "  Basic-Auth: anna:one bert:two\n" in command("headers", "--for", "netlify", *asked).stdout
