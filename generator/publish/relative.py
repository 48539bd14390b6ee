"""Addresses within a page, each as short as it can be.

While a page is made, a sign that no text holds stands before each address, in the place of the way to the
top. So what many pages show is made once for all of them, wherever they lie.
"""

from __future__ import annotations

from typing import Final

TOP: Final = "\0"
"""The sign: a control character, which no file may hold. A single byte is found fastest."""
_SIGN: Final = TOP.encode()


def relative(html: str, address: str, root: str = "") -> bytes:
    """Return the HTML of the page at an address, with the ways from there in the places of the signs.

    What lies beside the page, or beside a folder that it lies in, is reached without going up to the top and
    down again. A page that is shown at other addresses, too, has a `root` instead, which leads to the top
    from anywhere.
    """
    data = html.encode()
    if root:
        return data.replace(_SIGN, root.encode())
    folder = address[: address.rfind("/") + 1].encode()
    nearest = folder[: folder.find(b"/") + 1]
    ways = _ways(folder[len(nearest) :], own=len(folder) == len(address.encode()))
    first, *others = data.split(_SIGN + nearest)
    shown = [first]
    for other in others:
        for above, way in ways:
            if other.startswith(above):
                shown += (way, other[len(above) :])
                break
    return b"".join(shown).replace(_SIGN, b"../" * folder.count(b"/"))


def _ways(folder: bytes, *, own: bool) -> list[tuple[bytes, bytes]]:
    """Return beginnings of addresses with what stands for them in the pages of a folder, the longest first.

    Addresses begin at the folder's uppermost one. In the folder's `own` page a place needs no folder.
    """
    ways = [(folder + b"#", b"#" if own else b"./#"), (folder + b'"', b'./"')]
    up = b""
    while folder:
        ways.append((folder, up))
        folder, up = folder[: folder.rfind(b"/", 0, -1) + 1], b"../" + up
    return [*ways, (b"", up)]
