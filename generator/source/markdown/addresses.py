"""Addresses that only work on one's own computer: of drives, shared folders, and programs."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

_LOCAL: Final = re.compile(
    r"\s*(?:[A-Za-z]|file|smb|afp|nfs|blob|content|cid|about|chrome|edge|filesystem|ms-[a-z-]+|x-apple-[a-z-]+"
    r"|webkit-fake-url|resource|res|shortcuts):"
    r"|\s*(?:\\{1,2}\w|//?[A-Za-z]:)",
    re.IGNORECASE,
)
_OF_WEB: Final = ("https://", "http://")
UNPUBLISHED: Final = "address-dropped"


def is_local(address: str) -> bool:
    """Return whether an address only works on the writer's own computer."""
    return not address.startswith(_OF_WEB) and _LOCAL.match(unquote(address)) is not None


def local_fault(address: str) -> tuple[str, str, str]:
    """Return the fault of a link or picture with such an address."""
    shown = unquote(address) if len(address) <= 60 else f"{unquote(address)[:60]}…"
    message = f"“{shown}” is only found on your own computer, so only the words of this link or picture stay."
    return UNPUBLISHED, message, "put the file beside the post and write its name, such as `chart.png`"
