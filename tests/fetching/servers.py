"""Servers of blogs elsewhere, on this machine's own address."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct


class Page(Struct):
    """A server's answer at an address."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}
    slowly: float = 0.0


class Server:
    """A server with pages that a test may change, and what it was asked, with the headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self.place = ""

    @property
    def address(self) -> str:
        """Its address."""
        return f"http://{self.place}"


class _Handler(http.server.BaseHTTPRequestHandler):
    def __init__(self, server: Server, *rest: object) -> None:
        self.mine = server
        super().__init__(*rest)  # type: ignore[arg-type] # as the library calls it

    def do_GET(self) -> None:
        """Answer."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.mine.asked.append((f"{self.command} {self.path}", headers))
        page = self.mine.pages.get(self.path, Page(status=404))
        tag = page.headers.get("ETag")
        status = 304 if tag and headers.get("if-none-match") == tag else page.status
        self.send_response(status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        body = page.body if self.command == "GET" and status != 304 else b""
        if "Content-Length" not in page.headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self._send(body, page.slowly)
        except OSError:
            self.close_connection = True

    do_HEAD = do_GET  # noqa: N815 - as the library calls it

    def _send(self, body: bytes, slowly: float) -> None:
        if not slowly:
            self.wfile.write(body)
            return
        for at in range(len(body)):
            threading.Event().wait(slowly)
            self.wfile.write(body[at : at + 1])
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _running(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    with _Quiet(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@contextmanager
def blog_server() -> Iterator[Server]:
    """A server that says what a test wants it to."""
    server = Server()
    with _running(functools.partial(_Handler, server)) as place:
        server.place = place
        yield server


class _Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """A server of the files in a folder; its `host:port`."""
    with _running(functools.partial(_Files, directory=str(folder))) as place:
        yield place
