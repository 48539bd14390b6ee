"""The question whether an address lets in strangers, asked before anything is put there."""

from __future__ import annotations

import http.client
import re
import ssl
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin, urlsplit

from generator.deploy.errors import NotPublished

SECONDS: Final = 20
CLOSED: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)
SIGN_IN: Final = frozenset(
    (
        *("login", "signin", "sign", "oauth", "oauth2", "auth", "sso", "saml"),
        *("access", "cloudflareaccess", "authorize"),
    )
)
"""Words of which the address of a page for signing in has one."""


def lets_in_strangers(address: str) -> bool:
    """Return whether an address answers somebody who has not said who they are.

    What is not there answers, too: whoever is told so would be let in once it is. Raises `NotPublished`
    where nobody answers.
    """
    status, location = _answer(address)
    if status in CLOSED:
        return False
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST and location:
        there = urlsplit(urljoin(address, location))
        elsewhere = there.netloc.lower() != urlsplit(address).netloc.lower()
        if SIGN_IN & {*re.split(r"[^a-z0-9]+", f"{there.netloc}{there.path}".lower())}:
            return False
        if not elsewhere and there.scheme == "https" and urlsplit(address).scheme == "http":
            return lets_in_strangers(there.geturl())
    return True


def _answer(address: str) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotPublished(f"“{address}” is no address of a web page.")
    try:
        connection = (
            http.client.HTTPSConnection(
                parts.hostname, parts.port, timeout=SECONDS, context=ssl.create_default_context()
            )
            if parts.scheme == "https"
            else http.client.HTTPConnection(parts.hostname, parts.port, timeout=SECONDS)
        )
        connection.request("GET", parts.path or "/", headers={"User-Agent": "Enquiry"})
        answer = connection.getresponse()
        found = answer.status, answer.getheader("Location", "")
        connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotPublished(
            f"Nobody answers at {address} ({error}), so nobody can tell whether it asks for a password. "
            "Set up the server first; --assume-closed publishes without asking."
        ) from None
    return found
