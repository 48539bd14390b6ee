"""The parser of exports: events of XML piece by piece, and each fault as a sentence with its place.

Exports come from elsewhere, so they are parsed by defusedxml: a document type or an entity is refused. The
parser begins a comment or a tag anew with each piece until it ends, so one that does not end soon is refused:
else the work would grow with the square of its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from generator.authoring.files.writing import Refused

MOST_STILL: Final = 16
"""Pieces of a file through which the parser may stay at one place: a megabyte, if they are of 64 KB."""
_CUT_OFF: Final = frozenset(
    {"no element found", "unclosed token", "unclosed CDATA section", "partial character"}
)


class Place:
    """A place in an export, as messages name it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parser: Any = None

    def now(self) -> tuple[int, int]:
        """Return the line and the column at which the parser is."""
        return self.parser.getLineNumber() or 1, (self.parser.getColumnNumber() or 0) + 1

    def refused(self, message: str, place: tuple[int, int] | None = None) -> Refused:
        """Return the refusal of what stands here."""
        line, column = place or self.now()
        return Refused(f"{self.name}:{line}:{column}: {message}")


def parsed(pieces: Iterable[str], handler: ContentHandler, place: Place) -> Iterator[None]:
    """Hand the events of an export to a handler; yield after each piece, so that they can be taken."""
    parser = place.parser = DefusedExpatParser(1, forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    at, still = (0, 0), 0
    try:
        for piece in pieces:
            parser.feed(piece)
            yield
            before, at = at, place.now()
            still = still + 1 if at == before else 0
            if still > MOST_STILL:
                raise place.refused("A comment or a tag begins here that is longer than any in an export.")
        parser.close()
    except DefusedXmlException:
        raise place.refused(
            "An export has no document type and no entities; this may be meant to do harm."
        ) from None
    except SAXParseException as error:
        line, column = error.getLineNumber() or 1, (error.getColumnNumber() or 0) + 1
        raise place.refused(_sentence(error.getMessage()), (line, column)) from None
    yield


def _sentence(fault: str) -> str:
    """Return a sentence for what the parser says of XML that is not well-formed."""
    if fault in _CUT_OFF:
        return "The export ends here, in the middle: the file was cut off. Export the blog anew."
    return f"The export is damaged here, and can't be read on ({fault}). Export the blog anew."
