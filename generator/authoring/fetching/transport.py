"""Requests for feeds: bounded in size and time, conditional, and to servers on the public internet alone."""

from __future__ import annotations

import http.client
import socket
import ssl
import zlib
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from msgspec import Struct

from generator import __version__
from generator.authoring.fetching.network_addresses import Private, connected

MOST_BYTES: Final = 5_000_000
MOST_REDIRECTS: Final = 5
SECONDS: Final = 30.0
"""The time that a whole request may take, from the connection to the last byte."""
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_PORTS: Final = {"http": 80, "https": 443}
_ACCEPTED: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
)


class Unreachable(Exception):
    """An address can't be fetched, for a reason that a teacher understands."""


class Answer(Struct, frozen=True):
    """A server's answer: where it came from in the end, its status, its headers and its body.

    `moved` is the new address of what has moved for good.
    """

    address: str
    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""
    moved: str = ""


class Client(Struct, frozen=True):
    """A client that asks servers politely. `known_as` says who asks.

    `allowed` are servers (`host` or `host:port`) that may be on a private network.
    """

    known_as: str = ""
    allowed: frozenset[str] = frozenset()
    seconds: float = SECONDS
    most: int = MOST_BYTES

    def get(self, address: str, conditions: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
        """Return what is at an address; redirects are followed. Raises `Unreachable`."""
        now, moved, for_good = address, "", True
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._answer(now, conditions or {}, method)
            if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                return Answer(now, answer.status, answer.headers, answer.body, moved)
            before, now = now, _joined(now, answer.headers["location"])
            if before.startswith("https:") and not now.startswith("https:"):
                raise Unreachable(f"{before} leads on to {now}, which is not encrypted")
            for_good = for_good and answer.status in _FOR_GOOD
            moved = now if for_good else moved
        raise Unreachable(f"it leads from one address to the next, more than {MOST_REDIRECTS} times")

    def _answer(self, address: str, conditions: Mapping[str, str], method: str) -> Answer:
        parts = _parts(address)
        connection = _Connection(parts, self)
        limit = Timer(self.seconds, connection.cut)
        limit.daemon = True
        limit.start()
        try:
            connection.request(method, _target(parts), headers={**self._headers(), **conditions})
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            body = self._body(response, headers) if method == "GET" else b""
            if connection.late:
                raise TimeoutError
            return Answer(address, response.status, headers, body)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise Unreachable(_reason(error, parts, late=connection.late)) from None
        finally:
            limit.cancel()
            connection.close()

    def _headers(self) -> dict[str, str]:
        about = f" (+{self.known_as})" if self.known_as.isascii() and self.known_as else ""
        return {
            "User-Agent": f"Enquiry/{__version__}{about}",
            "Accept": _ACCEPTED,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    def _body(self, response: http.client.HTTPResponse, headers: Mapping[str, str]) -> bytes:
        """Return the body, unpacked; no more of it is read than it may be long."""
        zipped = headers.get("content-encoding", "").strip().lower() in ("gzip", "x-gzip")
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if zipped else None
        found, taken = bytearray(), 0
        while piece := response.read1(65536):
            taken += len(piece)
            found += unpacker.decompress(piece, self.most + 1 - len(found)) if unpacker else piece
            if len(found) > self.most:
                raise Unreachable(f"it is larger than {self.most // 1_000_000} MB")
        if headers.get("content-length", "").isdecimal() and taken < int(headers["content-length"]):
            raise http.client.IncompleteRead(b"")
        return bytes(found)


class _Connection(http.client.HTTPConnection):
    """A connection to a server whose address was looked at first."""

    def __init__(self, parts: SplitResult, client: Client) -> None:
        host = parts.hostname or ""
        self.late = False
        self._held: socket.socket | None = None
        self._encrypted = parts.scheme == "https"
        self._seconds = client.seconds
        port = parts.port or _PORTS[parts.scheme]
        self._anywhere = bool({host, f"{host}:{port}"} & client.allowed)
        super().__init__(host, port, timeout=client.seconds)
        self.default_port = _PORTS[parts.scheme]

    def connect(self) -> None:
        """Connect to the server."""
        found = connected(self.host, self.port, self._seconds, anywhere=self._anywhere)
        self._held = found  # the library lets go of its own while the answer is still read
        if self._encrypted:
            found = self._held = ssl.create_default_context().wrap_socket(found, server_hostname=self.host)
        self.sock = found

    def cut(self) -> None:
        """End the connection, since its time is over."""
        self.late = True
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Unreachable(f"{address} is not an address") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise Unreachable(f"{address} does not begin with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise Unreachable("an address with a name or a password in it would be in the files for all to read")
    if port is not None and port < 1024 and port not in _PORTS.values():
        raise Unreachable(f"no website is at the port {port}")
    return parts


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return f"{path}?{query}" if query else path


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location.strip()).partition("#")[0]
    except ValueError:
        raise Unreachable(f"{address} leads on to something that is not an address") from None


def _reason(error: Exception, parts: SplitResult, *, late: bool) -> str:
    """Return why a server can't be asked, in words."""
    host = parts.hostname
    if isinstance(error, Private):
        return f"{host} is on a private network, and not on the internet"
    if late or isinstance(error, TimeoutError):
        return f"{host} takes too long to answer"
    if isinstance(error, http.client.IncompleteRead):
        return f"the answer of {host} broke off"
    if isinstance(error, socket.gaierror):
        return f"there is no server called {host}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of {host} is not valid ({error.verify_message})"
    if isinstance(error, ConnectionRefusedError):
        return f"{host} refuses the connection"
    if isinstance(error, OSError) and error.strerror:
        return f"{host} can't be reached ({error.strerror})"
    return f"{host} does not answer as a web server does"
