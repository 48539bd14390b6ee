"""Readers of settings that several kinds of file have."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from generator.model.patterns import lazy_pattern
from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Mapping, Node
from generator.schema.values import Spellings, Written, link, listing, table, text

MOST_NAMES: Final = 50
"""The most references that a setting may hold: each is looked up, and a missing one compared with all."""

_LANGUAGE_TAG: Final = lazy_pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _language(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None or _LANGUAGE_TAG.fullmatch(value):
        return value
    reading.report(
        node,
        "wrong-type",
        f"“{value}” is not a language's code.",
        "write it as `en-GB`, `gd` (Gaelic) or `sco` (Scots)",
    )
    return None


language: Final = Written(_language, _LANGUAGE_TAG, "en-GB, gd or sco")
"""The reader of the tag of a language (BCP 47)."""


class Weblink(Struct, frozen=True, array_like=True):
    """A link to elsewhere, with its title."""

    title: str
    url: str


class Imported(Struct, frozen=True, array_like=True):
    """The origin of what was brought in: its name there, and a digest of the file as it was written.

    Of a post that was fetched it is the digest of its words alone, so that its settings may be changed.

    By these a second import knows what is here already, and what somebody has edited since. No page shows it.
    """

    source: str
    digest: str = ""


imported: Final = Shape(Imported, {"source": text}, {"digest": text}, name="where something comes from")
"""The reader of the setting."""


_WEB: Final = link("https", "http", "mailto")
_WEBLINK: Final = Shape(Weblink, {"title": text, "url": _WEB}, {}, name="a link")


def _weblink(node: Node, reading: Reading, at: str) -> Weblink | None:
    if isinstance(node, Mapping) and len(node.pairs) == 1:
        ((key, value),) = node.pairs
        address = _WEB(value, reading, at)
        return Weblink(key.text, address) if address else None
    if isinstance(node, Mapping):
        return _WEBLINK(node, reading, at)
    address = _WEB(node, reading, at)
    return Weblink(re.sub(r"^(https?://|mailto:)|/$", "", address), address) if address else None


def _weblinks(node: Node, reading: Reading, at: str) -> tuple[Weblink, ...] | None:
    if isinstance(node, Mapping):
        return tuple(Weblink(title, address) for title, address in table(_WEB)(node, reading, at) or ())
    return listing(_weblink)(node, reading, at)


weblinks: Final = Spellings(_weblinks, listing(_WEBLINK))
"""The reader of links to elsewhere: titles with addresses, or addresses alone."""
