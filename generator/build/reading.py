"""Reading the content folder: each file once, whatever has not changed not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from generator.build import workers
from generator.build.cache import Cache, Entry
from generator.build.scan import File, Scan, stamp
from generator.diagnostics import Diagnostic, Span
from generator.read.document import MOST_BYTES, Document, digest
from generator.read.fields import place

SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a file's stamp can be relied on: a change within the same tick of a file system's clock would not show in it."""
CHUNK: Final = 100
NO_STAMP: Final = (0, 0, 0, 0)


class Known(Struct, frozen=True):
    """The digest of every file; `entries` is what the cache keeps of them, `fresh` how many had to be read for it."""

    digests: Mapping[str, bytes]
    entries: Mapping[str, Entry]
    fresh: int
    diagnostics: tuple[Diagnostic, ...]


class Reading(Struct, frozen=True):
    """Every document; `parsed` are the ones that were not in the cache, `fresh` the texts that came with them."""

    documents: Mapping[str, tuple[bytes, Document]]
    fresh: Mapping[bytes, str]
    parsed: tuple[str, ...]


def identify(files: Sequence[File], earlier: Mapping[str, Entry], now: int | None = None) -> Known:
    """The digest of each file: from the cache where its stamp says that it is the same, otherwise from its bytes."""
    started = time.time_ns() if now is None else now
    entries: dict[str, Entry] = {}
    found: list[Diagnostic] = []
    fresh = 0
    for file in files:
        entry = earlier.get(file.path)
        if entry is None or entry.stamp != file.stamp:
            try:
                data, seen = _bytes(file)
            except OSError as error:
                found.append(Diagnostic(Span(file.path), "unreadable-file", f"This file can't be read: {error.strerror}.", "check its permissions"))
                continue
            fresh += 1
            settled = seen == file.stamp and max(file.stamp[1], file.stamp[2]) + SETTLED < started
            entry = Entry(file.stamp if settled else NO_STAMP, digest(data))
        entries[file.path] = entry
    return Known({path: entry.digest for path, entry in entries.items()}, entries, fresh, tuple(found))


def _bytes(file: File) -> tuple[bytes, tuple[int, int, int, int]]:
    """A file's content, without following a link that may have taken its place since the scan."""
    descriptor = os.open(file.location, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as opened:
        seen = stamp(os.fstat(descriptor))
        if place(file.path) is not None:
            return opened.read(MOST_BYTES + 1), seen
        return opened.read(), seen


def read_all(scan: Scan, known: Known, cache: Cache, count: int, progress: Callable[[int, int], None]) -> Reading:
    """Every document of the scan, parsed anew only where its bytes are new."""
    earlier = cache.documents()
    documents: dict[str, tuple[bytes, Document]] = {}
    to_read = []
    for file in scan.documents:
        wanted = known.digests.get(file.path)
        if wanted is None:
            continue
        cached = earlier.get(file.path)
        if cached is not None and cached[0] == wanted:
            documents[file.path] = cached
        else:
            to_read.append(file)
    fresh: dict[bytes, str] = {}
    done = 0
    for packed in workers.run(_read_chunk, None, workers.chunks(to_read, CHUNK), count):
        results = msgspec.msgpack.decode(packed, type=list[tuple[bytes, Document, str]])
        for source, document, html in results:
            documents[document.path] = (source, document)
            if document.body:
                fresh[document.body] = html
        done += len(results)
        progress(done, len(to_read))
    ordered = {file.path: documents[file.path] for file in scan.documents if file.path in documents}
    return Reading(ordered, fresh, tuple(file.path for file in to_read))


def _read_chunk(_: None, files: Sequence[File]) -> bytes:
    from generator.read.reader import read

    results = []
    for file in files:
        try:
            data, _seen = _bytes(file)
        except OSError:
            continue
        document, html = read(file.path, data)
        results.append((digest(data), document, html))
    return msgspec.msgpack.encode(results)
