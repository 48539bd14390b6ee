"""Pictures of a text as HTML: files to choose from, and the size and the side that a writer asked for."""

from __future__ import annotations

from html import escape
from typing import Final

from msgspec import Struct

from generator.network.media import Variant
from generator.source.markdown.slots import OPEN, Link

COLUMN: Final = 36
"""The width of the column of a text, in rem."""


class _Shown(Struct, frozen=True):
    """The look of a picture: its size in pixels, its classes, and its width for the choice of a file."""

    width: int
    height: int
    classes: str = ""
    sizes: str = f"(min-width: 40rem) {COLUMN}rem, 100vw"


def picture(variants: tuple[tuple[Variant, str], ...], link: Link) -> str:
    """Return a picture, with `OPEN` before each of its addresses; empty where it could not be made."""
    if not variants:
        return ""
    last, name = variants[-1]
    own, modern = (
        ", ".join(
            f"{OPEN}{where} {each.width}w" for each, where in variants if (each.type == last.type) is same
        )
        for same in (True, False)
    )
    shown = _shown(last, link)
    several = f' srcset="{own}" sizes="{shown.sizes}"' if "," in own else ""
    words = f' alt="{escape(link.alt)}"' + (f' title="{escape(link.title)}"' if link.title else "")
    size = f'width="{shown.width}" height="{shown.height}"{shown.classes}'
    img = f'<img src="{OPEN}{name}"{several} {size}{words} loading="lazy" decoding="async">'
    if not modern:
        return img
    return f'<picture><source type="image/webp" srcset="{modern}" sizes="{shown.sizes}">{img}</picture>'


def _shown(file: Variant, link: Link) -> _Shown:
    """Return the look of a picture. It keeps its shape, and fits into the size that a writer asked for."""
    classes = [f"align-{link.side}"] if link.side else []
    if link.width.endswith("%"):
        part = int(link.width.removesuffix("%"))
        tens, units = divmod(part, 10)
        classes += ["sized", "part", f"tens-{tens}", f"units-{units}"]
        sizes = f"(min-width: 40rem) {COLUMN * part / 100:g}rem, {part}vw"
        return _Shown(file.width, file.height, _class(classes), sizes)
    wanted = [int(link.width)] if link.width else []
    if link.height and not link.height.endswith("%"):
        wanted.append(round(int(link.height) * file.width / file.height))
    if not wanted:
        return _Shown(file.width, file.height, _class(classes))
    width = max(min(wanted), 1)
    height = max(round(width * file.height / file.width), 1)
    return _Shown(width, height, _class([*classes, "sized"]), f"{width}px")


def _class(names: list[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""
