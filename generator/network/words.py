"""What documents say, apart from what they are: words are shown, and nothing is checked or decided by them."""

from __future__ import annotations

from generator.network.records import Body, Words
from generator.source.document import Document
from generator.source.files.post import PostFields


def words(document: Document) -> Words:
    """What a document says, in short."""
    fields = document.fields
    title, summary = (
        (fields.title, " ".join(fields.summary.split())) if isinstance(fields, PostFields) else ("", "")
    )
    return Words(title, summary, document.excerpt)


def body(document: Document) -> Body:
    """What a document says, in full."""
    return Body(document.body, document.words, document.asks)
