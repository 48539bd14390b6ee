"""Looks that a writer asks for in a tag: a picture's size, and the side at which something stands.

Those become numbers and classes, since no page allows styles of its own. All others are the theme's.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from generator.model.patterns import lazy_pattern

_ATTRIBUTE: Final = lazy_pattern(r"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)")
_DECLARATION: Final = lazy_pattern(r"([\w-]+)\s*:\s*([^;]+)")
_LENGTH: Final = lazy_pattern(r"(\d{1,4})(?:\.\d+)?\s*(%|px)?", re.IGNORECASE)
_LOOKS: Final = frozenset({"align", "background", "bgcolor", "color", "height", "width"})
"""Attributes that are only about looks."""
_TOLD: Final = _LOOKS | set(
    "background-color columns display float font font-size font-style font-weight text-align "
    "text-decoration visibility".split()
)
"""Those and properties of style sheets that may mean something; edges and spaces mean nothing."""
_SIDES: Final = {"left": "left", "right": "right", "center": "center", "middle": "center"}
_SIDED: Final = frozenset("caption div figure h1 h2 h3 h4 h5 h6 img p td th".split())
_USUAL: Final = frozenset({"", "100%", "auto"})
"""Values that ask for what is so anyway."""
_SHOWN: Final = 40
"""Characters of a value in a message."""


def length(value: str) -> str:
    """Return a width or a height in pixels, or in per cent (`25%`); empty for anything else."""
    match = _LENGTH.fullmatch(value.strip())
    number = int(match[1]) if match else 0
    if match is None or not number:
        return ""
    return f"{min(number, 100)}%" if match[2] == "%" else str(number)


def dressed(name: str, attributes: str) -> tuple[str, list[str]]:
    """Return the attributes of a tag with its looks in the form that is kept, and those that are left out."""
    kept, left_out = asked(name, attributes)
    return "".join(f' {key}="{value}"' for key, value in kept.items()) + attributes, left_out


def asked(name: str, attributes: str) -> tuple[dict[str, str], list[str]]:
    """Return the looks that attributes ask for: those that are kept, as attributes, and those left out."""
    given = {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(attributes)}
    looks = {key.lower(): value.strip() for key, value in _DECLARATION.findall(given.get("style", ""))}
    looks |= {key: value.strip() for key, value in given.items() if key in _LOOKS}
    kept: dict[str, str] = {}
    for key in ("width", "height") if name == "img" else ():
        if found := length(looks.get(key, "")):
            kept[key] = found
            del looks[key]
    for key in ("align", "float" if name == "img" else "text-align") if name in _SIDED else ():
        if side := _SIDES.get(looks.get(key, "").lower()):
            kept["class"] = f"align-{side}"
            del looks[key]
    if name == "img" and _centred(looks):
        kept.setdefault("class", "align-center")
        looks.pop("display", None)
    left_out = [
        f"{key}: {value[:_SHOWN]}"
        for key, value in looks.items()
        if key in _TOLD and value.lower() not in _USUAL
    ]
    return kept, left_out


def _centred(looks: dict[str, str]) -> bool:
    """Return whether the edges left and right of something are to be as wide as each other."""
    edges = (looks.get("margin-left"), looks.get("margin-right"))
    return edges == ("auto", "auto") or looks.get("margin", "").lower().endswith("auto")
