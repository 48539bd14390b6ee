"""Rules for serving an edition, the same for every host."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from generator.model import addresses
from generator.publish.hosting.redirects import Moves
from generator.publish.views.site import HeadersView

_YEAR: Final = "max-age=31536000, immutable"
HASHED: Final = (addresses.ASSETS, addresses.MEDIA)
"""Folders whose files are named by a digest of their content, so that a name never stands for other bytes."""
TYPES: Final = {
    addresses.ATOM: "application/atom+xml",
    addresses.JSON_FEED: "application/feed+json",
    addresses.OUTLINES: "text/x-opml",
    addresses.CALENDAR: "text/calendar",
}
UNSERVED: Final = (addresses.HEADERS, addresses.REDIRECTS)
"""The files that hosts read, and show nobody."""
CHARSET: Final = "text/css text/plain text/xml application/xml application/atom+xml text/x-opml text/calendar"


class Login(Struct, frozen=True):
    """A password file on the host, and the users in it with what stands behind their names.

    The users are for hosts that take them in their own settings; others read the file.
    """

    file: str
    users: tuple[tuple[str, str], ...] = ()


class Rules(Struct, frozen=True):
    """Headers of every answer, and who is let in.

    `hashed` and `other` are the lifetimes of files that never change and of all others. `top` is the
    edition's path. Without a `login` the host asks for no password. `moves` lead on from old addresses.
    """

    edition: str
    top: str
    headers: tuple[tuple[str, str], ...]
    hashed: str
    other: str
    login: Login | None = None
    moves: Moves = ()

    @property
    def realm(self) -> str:
        """The name under which a browser asks for the password."""
        return f"The {self.edition} edition"


SEARCHING: Final = "search.js"
"""The theme's script for searching: no other page than that of the search loads it."""


class Policies(Struct, frozen=True):
    """Content security policies: of every page, of the search, of the editor, and of all, for headers."""

    page: str
    search: str
    write: str
    everywhere: str


def policies(forms: str, assets: Iterable[str], editor: tuple[str, ...] | None = None) -> Policies:
    """Return the policies of an edition whose forms lead to this address, with a theme of these files.

    Scripts run and fonts are fetched only where the theme has some: content has none. Only the search page
    runs WebAssembly, which is Pagefind's. Only the editor, where there is one, talks to the forge, makes
    styles of its own, and shows pictures that are not saved yet. Headers are the same for all pages, since
    some hosts can't have it otherwise; a browser allows what both the headers and the page allow.
    """
    files = tuple(assets)
    scripts = [each for each in files if each.endswith((".js", ".mjs"))]
    own = ("script-src 'self'", "connect-src 'self'")
    searching = ("script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'")
    page = own if any(each != SEARCHING for each in scripts) else ()
    widest = searching if SEARCHING in scripts else page
    fonts = (_FONTS,) if any(each.endswith((".woff2", ".woff", ".ttf", ".otf")) for each in files) else ()
    everywhere = _policy(forms, (*fonts, *widest))
    if editor is not None:
        run = widest[0] if widest else own[0]
        everywhere = _policy(forms, (_FONTS, run, *_editing(editor)), UNSAVED)
    return Policies(
        _policy(forms, (*fonts, *page)),
        _policy(forms, (*fonts, *searching)),
        _policy(forms, (_FONTS, own[0], *_editing(editor or ())), UNSAVED),
        f"{everywhere}; frame-ancestors 'none'",
    )


_FONTS: Final = "font-src 'self'"
UNSAVED: Final = " blob: data:"
"""Sources of pictures and sounds that are in the browser's memory only."""


def _editing(origins: Iterable[str]) -> tuple[str, ...]:
    """Return the directives that the editor needs beside those of its scripts, its styles and pictures."""
    return (
        " ".join(("connect-src 'self' blob: data:", *origins)),
        "worker-src blob:",
        "frame-src blob:",
    )


def _policy(forms: str, more: Iterable[str], unsaved: str = "") -> str:
    sources = (
        "default-src 'none'",
        "style-src 'self' 'unsafe-inline'" if unsaved else "style-src 'self'",
        f"img-src 'self'{unsaved}",
        f"media-src 'self'{unsaved}",
    )
    return "; ".join([*sources, *more, f"form-action {_origin(forms)}", "base-uri 'none'"])


def rules(view: HeadersView, assets: Iterable[str], login: Login | None = None, moves: Moves = ()) -> Rules:
    """Return the rules for an edition with a theme of these files.

    Where somebody has to say who they are, no host leads on: it would do that before it asks, and tell what
    has moved to where.
    """
    headers = [
        ("Content-Security-Policy", policies(view.forms, assets, view.editor).everywhere),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        # Whoever signs in does so in a window of the forge, which answers to the one that opened it.
        ("Cross-Origin-Opener-Policy", "same-origin" if view.editor is None else "same-origin-allow-popups"),
    ]
    if not view.public:
        headers += [
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Robots-Tag", "noindex, nofollow, noarchive"),
        ]
    sharing = "public" if view.public else "private"
    path = urlsplit(view.base).path
    return Rules(
        view.edition,
        path if re.fullmatch(r"/([A-Za-z0-9._~-]+/)*", path) else "/",
        tuple(headers),
        f"{sharing}, {_YEAR}",
        "no-cache" if view.public else "private, no-cache",
        login,
        moves if view.public and not login else (),
    )


def _origin(address: str) -> str:
    """Return the origin of forms as a policy names it."""
    if not address:
        return "'none'"
    parts = urlsplit(address)
    return (
        f"{parts.scheme}://{parts.netloc}"
        if re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", parts.netloc)
        else "https:"
    )


def typed(kind: str) -> str:
    """Return the value of `Content-Type` for a media type."""
    return kind if kind.endswith("json") else f"{kind}; charset=utf-8"
