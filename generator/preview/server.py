"""The preview server: on this computer only, for its own pages only, and only files that the build lists.

An address is looked up among the names of those files, so none can lead anywhere else.
"""

from __future__ import annotations

import mimetypes
import re
import socket
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote, unquote

from generator.model import addresses, paths
from generator.preview.overlay import PREFIX, SCRIPT, STYLE, nothing_yet, policy, with_overlay
from generator.preview.preview import Preview

HEARTBEAT: Final = 15.0
_SINCE: Final = re.compile(r"\?since=([0-9]{1,11})$")
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
}


_EDITOR: Final = f"{addresses.WRITE}index.html"
"""The page that is not reloaded: somebody is writing there, and what they save is what changes."""
_ONLY_PAGES: Final = b"This preview only shows pages: it answers GET and HEAD, and nothing else.\n"
_ROOT: Final = re.compile(r"\.(?=(:[0-9]+)?$)")
"""The dot of the root, with which a name may end."""


class PreviewServer(ThreadingHTTPServer):
    """A server of one preview on one address. `folder_name` is the content folder's name in messages."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], preview: Preview, folder_name: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, Handler)
        self.preview = preview
        self.folder_name = folder_name

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The names under which a browser may ask for a page: any other is another site's doing."""
        host, port = str(self.server_address[0]), self.server_address[1]
        names = {"localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host}
        return frozenset(f"{name}:{port}" for name in names) | (names if port == 80 else set())


class Handler(BaseHTTPRequestHandler):
    """A connection, one request after the other."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "Enquiry"
    sys_version = ""
    timeout = 60
    wbufsize = 1 << 18
    """Bytes that are gathered before they are sent: head and body of most answers are one write."""
    disable_nagle_algorithm = True
    """Longer answers are more writes than one; a client needn't confirm one before it gets the next."""

    def do_GET(self) -> None:
        """Answer with a page, a file, or the stream that tells a page to reload."""
        if not self._trusted():
            self._answer(HTTPStatus.FORBIDDEN, b"This preview answers its own pages only.\n", _TYPES[".txt"])
            return
        path = self.path.partition("?")[0].partition("#")[0]
        if path == f"{PREFIX}events":
            self._events()
        elif path == f"{PREFIX}reload.js":
            self._answer(HTTPStatus.OK, SCRIPT.encode(), _TYPES[".js"])
        elif path == f"{PREFIX}overlay.css":
            self._answer(HTTPStatus.OK, STYLE.encode(), _TYPES[".css"])
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815 - http.server asks for this name

    def _trusted(self) -> bool:
        hosts = self.server.hosts
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        same_origin = origin is None or _host(origin.partition("://")[2]) in hosts
        from_elsewhere = (
            site not in ("none", "same-origin") and self.headers.get("Sec-Fetch-Mode") != "navigate"
        )
        asked = self.headers.get_all("Host", [])
        return (
            self.path.startswith("/")
            and len(asked) == 1
            and _host(asked[0]) in hosts
            and same_origin
            and not from_elsewhere
        )

    def _file(self, path: str) -> None:
        preview = self.server.preview
        name = unquote(path[1:])
        page = f"{name}index.html" if name.endswith("/") or not name else name
        if page in preview.listed:
            self._send(HTTPStatus.OK, page)
        elif f"{page}/index.html" in preview.listed:
            self._redirect(f"/{quote(name)}/")
        elif "404.html" in preview.listed:
            self._send(HTTPStatus.NOT_FOUND, "404.html")
        else:
            self._page(HTTPStatus.NOT_FOUND, nothing_yet("There is no site yet"))

    def _send(self, status: HTTPStatus, name: str) -> None:
        try:
            data = _bytes(self.server.preview.folder, name)
        except OSError:
            self._page(HTTPStatus.NOT_FOUND, nothing_yet("There is no such page"))
            return
        ending = PurePosixPath(name).suffix
        if name == _EDITOR:
            page, rules = policy(data)
            self._answer(status, page, _TYPES[".html"], rules)
        elif ending == ".html":
            self._page(status, data)
        else:
            self._answer(
                status,
                data,
                _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream",
            )

    def _page(self, status: HTTPStatus, data: bytes) -> None:
        preview = self.server.preview
        page, rules = policy(data)
        whole = with_overlay(page, preview.found, self.server.folder_name, str(preview.version))
        self._answer(status, whole, _TYPES[".html"], rules)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_error(self, code: int, *_library_words: str | None) -> None:
        """Refuse a request that can't be read or whose method is not known, and end the connection."""
        self.close_connection = True
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._answer(HTTPStatus.METHOD_NOT_ALLOWED, _ONLY_PAGES, _TYPES[".txt"], Allow="GET, HEAD")
        else:
            self._answer(HTTPStatus(code), b"This request can't be read.\n", _TYPES[".txt"])

    def _answer(self, status: HTTPStatus, data: bytes, kind: str, rules: str = "", **more: str) -> None:
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        if rules:
            self.send_header("Content-Security-Policy", rules)
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        since = _SINCE.search(self.path)
        version = int(since[1]) if since else 0
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        while self.command != "HEAD":
            changed = self.server.preview.wait(version, HEARTBEAT)
            self.wfile.write(b"event: reload\ndata: now\n\n" if changed else b": still here\n\n")
            self.wfile.flush()
            if changed:
                return

    def handle(self) -> None:
        """Handle requests. A browser that goes away is no error."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server calls it so
        """Log nothing: the terminal is for builds."""


def _host(name: str) -> str:
    """Return a host, with its port, in the one form in which hosts are compared."""
    return _ROOT.sub("", name.lower(), count=1)


def _bytes(folder: Path, name: str) -> bytes:
    """Return a file of the edition.

    What lies behind a link that somebody put into the folder is not of it.
    """
    return paths.really_under(folder, name).read_bytes()
