"""Addresses within a page, each as short as it can be.

While a page is made, a sign that no text holds stands before each address, in the place of the way to the
top. So what many pages show is made once for all of them, wherever they lie.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from generator.source.markdown.slots import OPEN

TOP: Final = OPEN
"""The sign."""


def relative(html: str, address: str, root: str = "") -> str:
    """Return the HTML of the page at an address, with the ways from there in the places of the signs.

    What lies beside the page, or beside a folder that it lies in, is reached without going up to the top and
    down again. A page that is shown at other addresses, too, has a `root` instead, which leads to the top
    from anywhere.
    """
    if root:
        return html.replace(TOP, root)
    folder = address[: address.rfind("/") + 1]
    ways = _ways(folder, "#" if folder == address else "./#")
    stem, top = folder[: folder.find("/") + 1], ways[-1][1]
    parts = html.split(TOP)
    for index in range(1, len(parts)):
        part = parts[index]
        if stem and not part.startswith(stem):
            parts[index] = top + part
            continue
        for above, way in ways:
            if part.startswith(above):
                parts[index] = way + part[len(above) :]
                break
    return "".join(parts)


@lru_cache(maxsize=64)
def _ways(folder: str, here: str) -> list[tuple[str, str]]:
    """Return beginnings of addresses with what stands for them in pages of a folder, the longest first.

    `here` leads to a place of the folder's own page.
    """
    ways = [(f"{folder}#", here), (f'{folder}"', './"')]
    up = ""
    while folder:
        ways.append((folder, up))
        folder, up = folder[: folder.rfind("/", 0, -1) + 1], f"../{up}"
    return [*ways, ("", up)]
