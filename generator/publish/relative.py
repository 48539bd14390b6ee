"""Addresses within a page, each as short as it can be.

While a page is made, a sign that no text holds stands before each address, in the place of the way to the
top. So what many pages show is made once for all of them, wherever they lie.
"""

from __future__ import annotations

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
    folder, up = address[: address.rfind("/") + 1], ""
    html = html.replace(f"{TOP}{folder}#", "#" if folder == address else "./#")
    html = html.replace(f'{TOP}{folder}"', './"')
    while folder:
        html = html.replace(TOP + folder, up)
        folder, up = folder[: folder.rfind("/", 0, -1) + 1], f"../{up}"
    return html.replace(TOP, up)
