"""`pages/<slug>.md`: a page of the network's own."""

from __future__ import annotations

from typing import Final

from generator.schema.aliases import aliases
from generator.schema.publication import Timed, timed
from generator.schema.shapes import Shape
from generator.schema.values import audience, prose, text, yes_or_no
from generator.source.files.readers import Imported, imported, language


class PageFields(Timed, frozen=True, array_like=True, tag="page"):
    """The settings of `pages/<slug>.md`."""

    title: str
    summary: str = ""
    audience: str = "public"
    language: str = ""
    footer: bool = True
    """A link at the foot of every page. Without it, the page is reached from those that link to it."""
    imported: Imported | None = None


PAGE: Final = Shape(
    PageFields,
    {"title": text},
    {
        "summary": prose,
        "audience": audience(),
        "language": language,
        "footer": yes_or_no,
        **timed,
        "aliases": aliases,
        "imported": imported,
    },
    name="a page",
)
