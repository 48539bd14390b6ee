"""The texts of a network, apart from its records: they are shown, and nothing is decided by them."""

from __future__ import annotations

from msgspec import Struct

from generator.source.document import Document
from generator.source.files.post import PostFields
from generator.source.markdown.slots import Link


class Text(Struct, frozen=True, array_like=True):
    """A reference to a text: the path of its file, and the targets of the slots in its HTML.

    `restricted` are the indices in `links` of pictures that no public edition may show.
    """

    path: str
    links: tuple[Link, ...] = ()
    restricted: tuple[int, ...] = ()


class Wording(Struct, frozen=True, array_like=True):
    """The parts of a text that stand in lists: a post's title and summary, and the beginning of its body."""

    title: str = ""
    summary: str = ""
    excerpt: str = ""


class TextBody(Struct, frozen=True, array_like=True):
    """The body of a text, without its HTML.

    `digest` is that of the HTML, empty where nothing is written; `asks` is the question with which the
    text ends. `source` is that of what was written without its comments, whatever HTML is made of it.
    """

    digest: bytes = b""
    words: int = 0
    asks: str = ""
    source: bytes = b""


def wording(document: Document) -> Wording:
    """Return the wording of a document."""
    fields = document.fields
    title, summary = (
        (fields.title, " ".join(fields.summary.split())) if isinstance(fields, PostFields) else ("", "")
    )
    return Wording(title, summary, document.excerpt)


def text_body(document: Document) -> TextBody:
    """Return the body of a document."""
    return TextBody(document.body, document.words, document.asks, document.source)
