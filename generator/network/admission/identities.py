"""Identities of posts and records, which follow from the paths of their files."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.network.admission.context import Sources
from generator.source.document import Document
from generator.subjects.registry import KINDS

POSTS = ("post", "elsewhere", "reply", "guest", "withdrawn")
"""Kinds of files that are admitted as posts."""


def post_identity(document: Document) -> str:
    """Return the identity of a post: the folder that says who writes, and the file's name without its date.

    Examples are `rachna/on-listening`, `guests/a-visitor` and `withdrawn/0001`.
    """
    file = document.file
    return f"{file.owner or ('withdrawn' if file.kind == 'withdrawn' else 'guests')}/{file.name}"


def record_identity(document: Document) -> str:
    """Return the identity of a record, which is its path without the ending (and the date) of its name."""
    folder, _, name = document.path.rpartition("/")
    return f"{folder}/{document.file.name or name.rpartition('.')[0]}"


def posts_by_identity(sources: Sources) -> tuple[Mapping[str, Document], Collection[Document]]:
    """Return the documents of posts by their identities, and those whose identity another one has already."""
    documents = [each for kind in POSTS for each in sources.of(kind)]
    found: dict[str, Document] = {}
    return found, [each for each in documents if found.setdefault(post_identity(each), each) is not each]


def records_by_identity(sources: Sources) -> Mapping[str, Document]:
    """Return the documents of all records by their identities."""
    return {record_identity(each): each for name in KINDS for each in sources.of(name)}
