"""Addresses that may be those of a site like this, pasted from a browser.

Which site is this network's own is not known where a text is read, so whatever looks like one is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.subjects.registry import KINDS


def like_own(address: str) -> bool:
    """Return whether an address may be one of a site like this, wherever that is."""
    return _LIKE_OWN.match(address) is not None


def _sections() -> Iterator[str]:
    for each in (addresses.PEOPLE, addresses.GUESTS, addresses.WITHDRAWN, addresses.COHORTS):
        yield each.rstrip("/")
    for kind in KINDS.values():
        yield kind.folder.partition("/")[0]


_LIKE_OWN: Final = re.compile(
    rf"https?://[^/?#]+/(?:[^?#]*/)?(?:(?:{'|'.join(sorted(set(_sections())))})/"
    r"|[\w-]+(?:/(?:index\.html)?)?(?:#|$))",
    re.IGNORECASE,
)
"""With the folder of something that has pages of its own, or with a single name, as pages have."""
