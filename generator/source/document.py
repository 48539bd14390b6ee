"""The document of one file, as every later stage knows it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from generator.model.diagnostics import Diagnostic, Span
from generator.source.files.paths import ContentFile
from generator.source.files.post import PostFields
from generator.source.files.registry import Fields
from generator.source.markdown.slots import Link
from generator.source.privacy.findings import Finding

MOST_BYTES: Final = 256 * 1024
MOST_LINES: Final = 5_000
"""Of text in one file; more is refused: a post of that length is a book, and the parser would be busy with it
for more than a second."""

Place = tuple[int, int]
"""A line and a column."""
NOWHERE: Final = (0, 0)
"""The place of a file as a whole."""
START: Final = (1, 1)
"""The place of what a file does not name."""
Marks = dict[str, Place]


@lru_cache(maxsize=4)
def _marks(encoded: bytes) -> Marks:
    """Return the places of a file's values. A file with many faults is asked for them again and again."""
    return msgspec.msgpack.decode(encoded, type=Marks)


class Document(Struct, frozen=True, array_like=True):
    """The contents of one file.

    The text itself is kept apart, under `body`, since most stages need only what is here. `asks` is the
    question with which it ends, and `source` a digest of what was written in it. Of its `anchors`,
    `only_here` are spellings that no forge knows, so no hint offers them.

    `fields` is None where the settings can't be read: such a file is private and an error. `outline` is a
    digest of everything but the words and the places: two documents with the same outline differ in their
    words at most.
    """

    path: str
    file: ContentFile
    fields: Fields | None
    body: bytes = b""
    words: int = 0
    excerpt: str = ""
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    only_here: tuple[str, ...] = ()
    marks: bytes = b""
    diagnostics: tuple[Diagnostic, ...] = ()
    outline: bytes = b""
    findings: tuple[Finding, ...] = ()
    asks: str = ""
    source: bytes = b""

    def span(self, *keys: str | int) -> Span:
        """Return the place of a value, as in `span("standards", 1)`, or of the nearest key above it."""
        marks = _marks(self.marks) if self.marks else {}
        names = [str(key) for key in keys]
        while names:
            if (mark := marks.get(".".join(names))) is not None:
                return Span(self.path, *mark)
            names.pop()
        return Span(self.path, *START)


def moves(before: Document, after: Document) -> dict[Place, Place]:
    """Return the places in a document of which diagnostics may tell, with those where the same stands now.

    Both have the same outline. Left out is what can't be told apart. All is, if places have changed in a
    document without a text, or with findings: diagnostics of these name more places than their own.
    """
    keys, there = _places(before)
    others, now = _places(after)
    if keys != others or (there != now and (before.findings or not before.body)):
        return {}
    pairs = {*zip(there, now, strict=True)}
    targets = Counter(place for place, _ in pairs)
    return {place: other for place, other in pairs if targets[place] == 1}


def _places(document: Document) -> tuple[list[str], list[Place]]:
    """Return the keys of a document's values, and the places of these and of all else that is told of."""
    marked = sorted(_marks(document.marks).items()) if document.marks else []
    places = [
        NOWHERE,
        START,
        *(place for _, place in marked),
        *((each.line, each.column) for each in document.links),
        *((each.line, each.column) for each in document.findings),
    ]
    return [key for key, _ in marked], places


def outline(document: Document) -> bytes:
    """Return a digest of a document without its words.

    With diagnostics its places count, since they are shown.
    """
    fields = document.fields
    if isinstance(fields, PostFields):
        fields = msgspec.structs.replace(fields, title="titled" if fields.title else "", summary="")
    links = [msgspec.structs.replace(each, line=0, column=0) for each in document.links]
    places = (document.marks, document.links) if document.diagnostics else ()
    found = marks(document.findings)
    return digest(
        msgspec.msgpack.encode(
            (
                document.path,
                document.file,
                fields,
                links,
                document.anchors,
                document.only_here,
                document.diagnostics,
                places,
                found,
            )
        )
    )


def marks(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """Return the findings without their places."""
    return sorted({(each.kind, each.mark, each.masked, each.setting) for each in findings})


def words(document: Document) -> bytes:
    """Return a digest of the words that are shown where a document is listed; its body is left out."""
    fields = document.fields
    named = (fields.title, fields.summary) if isinstance(fields, PostFields) else ()
    return digest(msgspec.msgpack.encode((named, document.excerpt)))


def digest(data: bytes) -> bytes:
    """Return a digest of 16 bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()
