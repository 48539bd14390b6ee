"""Rules for serving an edition: headers, lifetimes in caches, media types.

They are written for hosts that read `_headers`, and for web servers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from generator.model import addresses
from generator.publish.views.site import HeadersView

FILE: Final = addresses.HEADERS
"""The file that Netlify and Cloudflare Pages read at the top of a site.

Its page is rendered with these rules.
"""
_YEAR: Final = "max-age=31536000, immutable"
_HASHED: Final = (addresses.ASSETS, addresses.MEDIA)
"""Folders whose files are named by a digest of their content, so that a name never stands for other bytes."""
_TYPES: Final = {
    addresses.ATOM: "application/atom+xml",
    addresses.JSON_FEED: "application/feed+json",
    addresses.OUTLINES: "text/x-opml",
    addresses.CALENDAR: "text/calendar",
}
_PERSON: Final = addresses.person(":person")
_POST: Final = f"{_PERSON}:post/"
_COHORT: Final = addresses.cohort(":cohort")
_STANDARD: Final = addresses.standard(":standard")
_FEEDS_IN: Final = ("", _PERSON, _POST, _COHORT, _STANDARD)
_WITHOUT: Final = {addresses.JSON_FEED: (_POST,), addresses.CALENDAR: (_POST, _STANDARD)}
_CHARSET: Final = (
    "text/css text/plain text/xml application/xml application/atom+xml text/x-opml text/calendar"
)


class Rules(Struct, frozen=True):
    """Headers of every answer.

    `hashed` and `other` are the lifetimes of files that never change and of all others. `top` is the
    edition's path.
    """

    edition: str
    top: str
    headers: tuple[tuple[str, str], ...]
    hashed: str
    other: str


SEARCHING: Final = "search.js"
"""The theme's script for searching: no other page than that of the search loads it."""


class Policies(Struct, frozen=True):
    """Content security policies: of every page, of the search page, and one that allows both, for headers."""

    page: str
    search: str
    everywhere: str


def policies(forms: str, assets: Iterable[str]) -> Policies:
    """Return the policies of an edition whose forms lead to this address, with a theme of these files.

    Scripts run only where the theme has some: content never does. Only the search page runs WebAssembly,
    which is Pagefind's. Headers are the same for all pages, since some hosts can't have it otherwise; a
    browser allows what both the headers and the page allow.
    """
    scripts = [each for each in assets if each.endswith((".js", ".mjs"))]
    own = ("script-src 'self'", "connect-src 'self'")
    searching = ("script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'")
    page = own if any(each != SEARCHING for each in scripts) else ()
    return Policies(
        _policy(forms, page),
        _policy(forms, searching),
        f"{_policy(forms, searching if SEARCHING in scripts else page)}; frame-ancestors 'none'",
    )


def _policy(forms: str, scripts: Iterable[str]) -> str:
    sources = (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
    )
    return "; ".join([*sources, *scripts, f"form-action {_origin(forms)}", "base-uri 'none'"])


def rules(view: HeadersView, assets: Iterable[str]) -> Rules:
    """Return the rules for an edition with a theme of these files."""
    headers = [
        ("Content-Security-Policy", policies(view.forms, assets).everywhere),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
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


def netlify(given: Rules) -> str:
    """Return the file `_headers`.

    Where several of its rules meet, hosts join their values, so no header stands in two rules that can.
    """
    lifetimes = [
        f"/{folder}*\n  Cache-Control: {given.hashed}\n"
        for folder in _HASHED
        if given.hashed.startswith("public")
    ]
    everywhere = [*given.headers, *([] if lifetimes else [("Cache-Control", given.other)])]
    types = [
        f"/{folder}{name}\n  Content-Type: {_typed(kind)}\n"
        for name, kind in _TYPES.items()
        for folder in (_FEEDS_IN if name != addresses.OUTLINES else ("",))
        if folder not in _WITHOUT.get(name, ())
    ]
    return "\n".join(
        ["/*\n" + "".join(f"  {name}: {value}\n" for name, value in everywhere), *lifetimes, *types]
    )


def nginx(given: Rules) -> str:
    """Return a part of nginx's `server { … }`.

    A place that adds a header of its own has to repeat the others.
    """
    top = given.top

    def adding(lifetime: str, before: str) -> str:
        return (
            "".join(f'{before}add_header {name} "{value}" always;\n' for name, value in given.headers)
            + f'{before}add_header Cache-Control "{lifetime}";\n'
        )

    hashed = "".join(
        f"location ^~ {top}{folder} {{\n    try_files $uri =404;\n{adding(given.hashed, '    ')}}}\n"
        for folder in _HASHED
    )
    types = "".join(
        f"location ~ ^{re.escape(top)}(.*/)?{re.escape(name)}$ {{\n    types {{ }}\n"
        f"    default_type {kind};\n}}\n"
        for name, kind in _TYPES.items()
    )
    return (
        f"# Enquiry, the {given.edition} edition: include this in its `server {{ … }}`, in which `root` "
        f"is the folder that {top} stands for"
        f"{'' if top == '/' else f' (the edition being in {top[1:-1]}/ there)'}.\n"
        "index index.html;\nautoindex off;\nabsolute_redirect off;\nserver_tokens off;\n"
        f"charset utf-8;\ncharset_types {_CHARSET};\nerror_page 403 =404 {top}{addresses.NOT_FOUND};\n"
        f"error_page 404 {top}{addresses.NOT_FOUND};\n{adding(given.other, '')}"
        f"location {top} {{\n    try_files $uri $uri/ =404;\n}}\n{hashed}{types}"
        f"location = {top}{FILE} {{\n    return 404;\n}}\nlocation ~ /\\.(?!well-known/) {{\n"
        f"    return 404;\n}}\n"
    )


def apache(given: Rules) -> str:
    """Return a part of Apache's `<Directory>`, or an `.htaccess`. It needs mod_headers."""
    top = given.top
    always = "".join(f'Header always set {name} "{value}"\n' for name, value in given.headers)
    types = "".join(
        f'<Files "{name}">\n    ForceType "{_typed(kind)}"\n</Files>\n' for name, kind in _TYPES.items()
    )
    folders = "|".join(each.rstrip("/") for each in _HASHED)
    return (
        f"# Enquiry, the {given.edition} edition: for the `<Directory>` of its folder, or as .htaccess "
        "in it. Needs `a2enmod headers`.\n"
        "Options -Indexes\nDirectoryIndex index.html\nAddDefaultCharset utf-8\n"
        f"AddCharset utf-8 .css .txt .xml\nErrorDocument 403 {top}{addresses.NOT_FOUND}\n"
        f"ErrorDocument 404 {top}{addresses.NOT_FOUND}\n"
        f'{always}Header set Cache-Control "{given.other}"\n'
        f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(top)}({folders})/#">\n'
        f'    Header set Cache-Control "{given.hashed}"\n</If>\n{types}'
        f'<FilesMatch "^(_headers|\\.)">\n    Require all denied\n</FilesMatch>\n'
    )


def caddy(given: Rules) -> str:
    """Return a part of a site's block in a Caddyfile."""
    top = given.top
    headers = "".join(f'    {name} "{value}"\n' for name, value in given.headers)
    types = "".join(
        f"@{name.partition('.')[0]} path */{name}\n"
        f'header @{name.partition(".")[0]} Content-Type "{_typed(kind)}"\n'
        for name, kind in _TYPES.items()
    )
    folders = " ".join(f"{top}{each}*" for each in _HASHED)
    return (
        f"# Enquiry, the {given.edition} edition: import this in its site's block, in which `root` is "
        f"the folder that {top} stands for.\n"
        f"header {{\n{headers}}}\n@hashed path {folders}\n@other not path {folders}\n"
        f'header @hashed Cache-Control "{given.hashed}"\nheader @other Cache-Control "{given.other}"\n{types}'
        f"@hidden path {top}{FILE} */.*\nerror @hidden 404\nfile_server\n"
        f'handle_errors {{\n    header Cache-Control "{given.other}"\n'
        f"    rewrite * {top}{addresses.NOT_FOUND}\n    file_server\n}}\n"
    )


def _typed(kind: str) -> str:
    return kind if kind.endswith("json") else f"{kind}; charset=utf-8"


HOSTS: Final[Mapping[str, Callable[[Rules], str]]] = {
    "nginx": nginx,
    "netlify": netlify,
    "apache": apache,
    "caddy": caddy,
}
