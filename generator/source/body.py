"""The body of a file: from Markdown to safe HTML with slots, in two steps, and to facts for the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import msgspec
from msgspec import Struct

from generator.model.diagnostics import Diagnostic, Span
from generator.source import characters
from generator.source.document import Document, digest
from generator.source.files import unwritten
from generator.source.markdown import questions, renderer, sanitiser
from generator.source.markdown.addresses import is_local, local_fault
from generator.source.markdown.beginning import beginning
from generator.source.markdown.comments import COMMENT
from generator.source.markdown.parsing import parsed
from generator.source.markdown.positions import Position
from generator.source.markdown.slots import Link
from generator.source.markdown.slotting import Slotter
from generator.source.markdown.typography import Quotes

EXCERPT: Final = 200
_SCHEMES: Final = ", ".join(f"{each}:" for each in sanitiser.SCHEMES)
_OTHER_SCHEME: Final = f"begin it with {_SCHEMES}; a file is named as it is, as chart.png"


class Body(Struct, frozen=True):
    """A body as it is written: its text, which begins below line `before`, and what its settings decide.

    Its highest heading becomes one of level `first_heading`. `links` are those of the settings.
    """

    text: str
    before: int
    first_heading: int
    quotes: Quotes
    links: tuple[Link, ...] = ()


class _Faults:
    """The faults of one text, of which the first line is line `before` + 1 of its file."""

    def __init__(self, path: str, before: int) -> None:
        self.path = path
        self.before = before
        self.found: list[Diagnostic] = []

    def in_file(self, at: Position) -> Position:
        """Return the place in the file of a place in the text, which counts from 0."""
        return self.before + at[0] + 1, at[1] + 1

    def report(self, code: str, message: str, hint: str, at: Position) -> None:
        """Note a fault at a place in the file."""
        self.found.append(Diagnostic(Span(self.path, *at), code, message, hint))

    def in_body(self, code: str, message: str, hint: str, at: Position) -> None:
        """Note a fault at a place in the text."""
        self.report(code, message, hint, self.in_file(at))


class Rendered(Struct, frozen=True):
    """A body as safe HTML, without slots, with facts about it and its faults."""

    html: str
    outline: renderer.Outline
    faults: _Faults


def rendered(bodies: Sequence[tuple[str, Body]]) -> list[Rendered]:
    """Return bodies, of which each has the path of its file, as safe HTML."""
    faults = [_Faults(path, body.before) for path, body in bodies]
    texts = parsed([(body.text, body.quotes) for _, body in bodies])
    dirty = [
        renderer.to_html(text, body.first_heading, each.in_body)
        for (_, body), text, each in zip(bodies, texts, faults, strict=True)
    ]
    safe = [sanitiser.safe(html, typed=outline.typed) for html, outline in dirty]
    return [
        Rendered(html, outline, each) for html, (_, outline), each in zip(safe, dirty, faults, strict=True)
    ]


def completed(document: Document, body: Body, done: Rendered) -> tuple[Document, str]:
    """Return the document with all that is known from its body, and the body as safe HTML with slots."""
    text, layout, faults = body.text, done.outline, done.faults
    asked: dict[str, int] = {}

    def locate(address: str) -> Position:
        known, before = layout.places.get(address, [(0, 0)]), asked.get(address, 0)
        asked[address] = before + 1
        return faults.in_file(known[min(before, len(known) - 1)])

    slotter = Slotter(document.path, faults.report, locate, layout.only_here)
    safe = slotter.slotted(done.html, typed=layout.typed)
    unfilled = _unwritten(document, text, safe, faults.found)
    referred = characters.referred(text) if slotter.controls else ()
    for fault, at in chain(_dropped(layout), unfilled, referred):
        faults.in_body(*fault, at)
    written = _uncommented(text)
    complete = msgspec.structs.replace(
        document,
        body=digest(safe.encode()) if safe else b"",
        source=digest(written.strip().encode()),
        words=len(written.split()),
        excerpt=shortened(layout.excerpt or beginning(safe)),
        links=(*slotter.links, *body.links),
        asks=questions.question(layout.last),
        anchors=tuple(slotter.anchors),
        only_here=layout.only_here,
        diagnostics=tuple(sorted([*document.diagnostics, *faults.found])),
    )
    return complete, safe


def _unwritten(
    document: Document, body: str, html: str, found: Iterable[Diagnostic]
) -> Iterator[tuple[unwritten.Fault, Position]]:
    elsewhere = bool(getattr(document.fields, "imported", None))
    return unwritten.faults(document.file.kind, body, html, found, elsewhere=elsewhere)


def _dropped(layout: renderer.Outline) -> Iterator[tuple[unwritten.Fault, Position]]:
    """Yield a fault for each address that the sanitiser drops, with its place."""
    for address, places in layout.places.items():
        if is_local(address):
            yield local_fault(address), places[0]
        elif scheme := sanitiser.dropped(address):
            beginning = f"Addresses that begin with “{scheme}:” are not published"
            message = f"{beginning}, so only the words of this one stay."
            yield ("address-dropped", message, _OTHER_SCHEME), places[0]


def _uncommented(text: str) -> str:
    """Return the text without its comments; after the end of the last one, none is looked for."""
    end = text.rfind("-->") + 3 if "-->" in text else 0
    return COMMENT.sub("", text[:end]) + text[end:]


def shortened(text: str, most: int = EXCERPT) -> str:
    """Return the text, or as many of its words as fit, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most + 1].rsplit(None, 1)[0][:most] if " " in text[:most] else text[:most]
    return cut.rstrip(" ,;:–—-.") + "…"
