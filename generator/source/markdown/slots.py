"""Slots: signs in a text's HTML that stand for what an edition has to fill in.

A slot is a sign that no text can hold (Unicode noncharacters, taken out of the text first). Three of them:
`OPEN n SHUT` stands for the n-th link's opening tag or the n-th picture, `OPEN / n SHUT` for the link's
closing tag, and `OWN` for the prefix that keeps this text's anchors apart from those of other texts on the
same page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from generator.model import addresses
from generator.model.patterns import lazy_pattern

OPEN: Final = "\ufdd0"
SHUT: Final = "\ufdd1"
OWN: Final = "\ufdd2"
IMAGES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})


class Link(Struct, frozen=True, array_like=True):
    """A link or picture that points into the network. `target` is a path in the content folder.

    Until the whole network is known, it may also be the address of a page of a site like this.

    `width`, `height` and `side` are what a writer asked for: pixels or per cent (`25%`), and `left`, `right`
    or `center`.
    """

    target: str
    fragment: str = ""
    image: bool = False
    alt: str = ""
    title: str = ""
    line: int = 0
    column: int = 0
    width: str = ""
    height: str = ""
    side: str = ""


_HEADING: Final = lazy_pattern(f'(<(?:h[1-6]|span) id="{OWN})([^"]+)("[^>]*>)')
"""A place that leads to a heading."""


def with_former(slotted: str) -> str:
    """Return the HTML of a text where links from before headings had the forge's ids lead to them, too."""

    def both(match: re.Match[str]) -> str:
        former = addresses.FORMER + match[2]
        return match[0] if f'"{OWN}{former}"' in slotted else f'{match[0]}<span id="{former}"></span>'

    return _HEADING.sub(both, slotted) if OWN in slotted else slotted


def place(slotted: str, own: str, links: Sequence[str], root: str) -> str:
    """Return the HTML as one page shows it.

    `own` is put before the anchors of the text. `links[n]` is the content of the opening tag for the n-th
    slot, with `root` still to be put before its address, or empty where this edition does not hold the target
    (see `generator.publish.composer`).
    """
    if OWN in slotted:
        slotted = slotted.replace(OWN, own)
    if OPEN not in slotted:
        return slotted
    first, *rest = slotted.split(OPEN)
    shown = [first]
    for part in rest:
        number, _, after = part.partition(SHUT)
        if number[0] == "/":
            shown.append("</a>" if links[int(number[1:])].startswith("<a ") else "")
        else:
            shown.append(links[int(number)].replace(OPEN, root))
        shown.append(after)
    return "".join(shown)
