"""Digests of the content folder as a whole."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from generator.engine.cache.entries import Entries, row
from generator.source.document import digest


class Snapshot(Struct, frozen=True, array_like=True):
    """The content folder at one time. `structure` is a digest of all of it but words and bodies.

    `words` and `digests` are the digests of the words of each file and of each file, in the order of their
    paths.
    """

    structure: bytes
    words: bytes
    digests: bytes


def snapshot(entries: Entries, date: str) -> Snapshot:
    """Return the snapshot of these files on this day, where every document among them has been read.

    Without a day, nothing is to come or has passed.
    """
    other = [row(entries.digests, place) for place in entries.without_document]
    names = [(path, each.names) for path, each in entries.rare.items() if each.names]
    ahead = {ends: [end for end in ends.split() if end >= date] for ends in {*entries.ends}}
    some = any(ahead.values())
    files = zip(entries.paths, entries.ends, strict=True) if some else ()
    waiting = [(path, ahead[ends]) for path, ends in files if ahead[ends]]
    structure = digest(
        msgspec.msgpack.encode((entries.paths, entries.outlines, other, names, bool(date), waiting))
    )
    return Snapshot(structure, entries.words, entries.digests)
