"""Redirects from old addresses to new ones (`aliases`), for hosts that read `_redirects` and for web servers.

All below an old address moves with it, but for what stands on a page about something else (`#`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from generator.model.patterns import lazy_pattern

Moves = tuple[tuple[str, str], ...]
"""Old addresses with new ones, relative to the top of an edition, the most particular first."""
_PLAIN: Final = lazy_pattern(r"[\w./~-]+")
"""An old address that a pattern of a web server can hold; at any other stand files alone, which lead on."""


def netlify(moves: Moves) -> str:
    """Return the file `_redirects`, which Netlify and Cloudflare Pages read."""
    return "".join(
        f"/{_quoted(old)} /{_quoted(new)} 301\n"
        if "#" in new
        else f"/{_quoted(old)}* /{_quoted(new)}:splat 301\n"
        for old, new in moves
    )


def nginx(moves: Moves, top: str) -> str:
    """Return rules for a `server { … }`."""
    return "".join(
        f'rewrite "^{pattern}" {target.format("$1")} permanent;\n' for pattern, target in _rules(moves, top)
    )


def apache(moves: Moves, top: str) -> str:
    """Return rules for a `<Directory>`, or an `.htaccess`."""
    return "".join(
        f'RedirectMatch 301 "^{pattern}" "{target.format("$1")}"\n' for pattern, target in _rules(moves, top)
    )


def caddy(moves: Moves, top: str) -> str:
    """Return rules for a site's block in a Caddyfile."""
    return "".join(
        f"@moved{number} path_regexp moved{number} ^{pattern}\n"
        f"redir @moved{number} {target.format(f'{{re.moved{number}.1}}')} 301\n"
        for number, (pattern, target) in enumerate(_rules(moves, top), 1)
    )


def _rules(moves: Moves, top: str) -> Iterator[tuple[str, str]]:
    """Yield patterns of old addresses, each with the new one; `{}` stands for what the pattern holds."""
    for old, new in moves:
        if _PLAIN.fullmatch(old):
            rest, kept = ("$", "") if "#" in new else ("(.*)$", "{}")
            yield f"{re.escape(top + old)}{rest}", f"{top}{_quoted(new)}{kept}"


def _quoted(address: str) -> str:
    return quote(address, safe="/#~")
