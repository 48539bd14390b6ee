"""`_headers`, which Netlify and Cloudflare Pages read at the top of a site."""

from __future__ import annotations

from typing import Final

from generator.model import addresses
from generator.publish.hosting.rules import HASHED, TYPES, Rules, typed

FILE: Final = addresses.HEADERS
"""The name of the file. Its page is rendered with the rules of the edition."""
_PERSON: Final = addresses.person(":person")
_POST: Final = f"{_PERSON}:post/"
_COHORT: Final = addresses.cohort(":cohort")
_STANDARD: Final = addresses.standard(":standard")
_FEEDS_IN: Final = ("", _PERSON, _POST, _COHORT, _STANDARD)
_WITHOUT: Final = {addresses.JSON_FEED: (_PERSON, _POST), addresses.CALENDAR: (_POST, _STANDARD)}


def netlify(given: Rules) -> str:
    """Return the file `_headers`.

    Where several of its rules meet, hosts join their values, so no header stands in two rules that can.
    Netlify takes names with passwords in the header `Basic-Auth`, which it never sends on.
    """
    lifetimes = [
        f"/{folder}*\n  Cache-Control: {given.hashed}\n"
        for folder in HASHED
        if given.hashed.startswith("public")
    ]
    everywhere = [*given.headers, *([] if lifetimes else [("Cache-Control", given.other)])]
    if given.login:
        everywhere.append(("Basic-Auth", " ".join(f"{name}:{word}" for name, word in given.login.users)))
    types = [
        f"/{folder}{name}\n  Content-Type: {typed(kind)}\n"
        for name, kind in TYPES.items()
        for folder in (_FEEDS_IN if name != addresses.OUTLINES else ("",))
        if folder not in _WITHOUT.get(name, ())
    ]
    return "\n".join(
        ["/*\n" + "".join(f"  {name}: {value}\n" for name, value in everywhere), *lifetimes, *types]
    )
