"""Identities of what is in exports, by which it is known from one export to the next, and old addresses."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from generator.authoring.importing.exports import Blog, Comment, Item

_PAGE_OF_COMMENTS: Final = re.compile(r"/comment-page-\d+(?=/|$)")
_NUMBERED: Final = ("p", "page_id", "attachment_id")


def key(address: str) -> str:
    """Return an address without what may differ between links to one thing.

    That is the scheme, `www.`, a slash at the end, a page of comments, and what is asked for beside a number.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        asked = parse_qs(parts.query)
    except ValueError:
        return address.strip()
    number = next((asked[each][0] for each in _NUMBERED if each in asked), "")
    path = _PAGE_OF_COMMENTS.sub("", unquote(parts.path)).rstrip("/")
    path = path.removesuffix("/index.php")
    return f"{host}{port}{path}?p={number}" if number else f"{host}{port}{path}"


def fragment(address: str) -> str:
    """Return the part of an address behind the #."""
    return unquote(address.partition("#")[2])


def of_text(blog: Blog, item: Item) -> str:
    """Return the identity of a post or a page."""
    return f"{key(blog.address)}?p={item.id}"


def of_comment(text: str, comment: Comment) -> str:
    """Return the identity of a comment on a text."""
    return f"{text}#comment-{comment.id}"


def login(name: str) -> str:
    """Return a login as WordPress compares it: without signs that none can hold."""
    return re.sub(r"[^\w .@*-]", "", name).strip()


_JOINERS: Final = "\u200c\u200d"
"""Signs that nobody sees, but that some scripts and emoji are not whole without."""


def printable(text: str) -> str:
    """Return words on one line, without signs that a terminal would obey or that nobody sees."""
    return " ".join("".join(map(_seen, text)).split()).strip(_JOINERS + " ")


def _seen(sign: str) -> str:
    if sign.isprintable() or sign in _JOINERS:
        return sign
    return "" if unicodedata.category(sign) == "Cf" else " "


_ADDRESS: Final = re.compile(r"([^\s@<>\"']{1,64})@[^\s@<>\"']+\.[^\s@<>\"']{2,}")


def unaddressed(name: str) -> str:
    """Return a name without e-mail addresses, which some people give for one: the part before the @ stays."""
    return _ADDRESS.sub(lambda match: match[1], name)
