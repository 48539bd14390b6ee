"""Reading the content folder: each file once, whatever has not changed not at all."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from generator.engine.cache.cache import Cache
from generator.engine.cache.snapshot import Entry, Snapshot, snapshot
from generator.engine.cache.store import CacheMiss
from generator.engine.scan import File, Scan
from generator.engine.stamp import Stamp, stamp
from generator.engine.workers.pool import Crew, chunks
from generator.model import paths
from generator.model.diagnostics import Diagnostic, Span
from generator.source.document import MOST_BYTES, Document, digest, words
from generator.source.files.paths import content_file
from generator.source.files.post import days
from generator.source.privacy.findings import Finding

SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a file's stamp can be relied on: a change within the same tick of a file system's clock would not show in it."""
CHUNK: Final = 100
"""Files of which a worker is given as many at once, at least."""
NO_STAMP: Final = (0, 0, 0, 0)


class Known(Struct, frozen=True):
    """What is known of the files before any is parsed: `entries` of those that were read before, `unread` those that were not, `changed` those that were, and say something else now.

    `fresh` counts the files whose bytes had to be looked at.
    """

    entries: Mapping[str, Entry]
    unread: frozenset[str]
    changed: frozenset[str]
    fresh: int
    diagnostics: tuple[Diagnostic, ...]


class Reading(Struct, frozen=True):
    """The entry of every file, all of them read; `parsed` are the documents that the cache did not have, each with its file's digest, `fresh` their texts.

    `named` are the findings of names that must not be published, by file (see `naming.py`).
    """

    entries: Mapping[str, Entry]
    parsed: Mapping[str, tuple[bytes, Document]]
    fresh: Mapping[bytes, str]
    snapshot: Snapshot
    diagnostics: tuple[Diagnostic, ...]
    named: Mapping[str, tuple[Finding, ...]] = {}


def identify(scan: Scan, earlier: Mapping[str, Entry], touched: Collection[str] | None = None) -> Known:
    """The digest of each file: from the cache where its stamp says that it is the same, otherwise from its bytes. With `touched`, only these places are looked at.

    A record that was never read is left to those who parse it.
    """
    started = time.time_ns()
    if touched is not None and len(earlier) == len(scan.documents) + len(scan.assets):
        documents, assets = (
            [file for file in files if file.location in touched] for files in (scan.documents, scan.assets)
        )
        entries = {**earlier}
    else:
        entries = {
            file.path: entry
            for file in (*scan.documents, *scan.assets)
            if (entry := earlier.get(file.path)) is not None and entry.stamp == file.stamp
        }
        documents, assets = (
            [file for file in files if file.path not in entries] for files in (scan.documents, scan.assets)
        )
    unread = {file.path for file in documents if file.path not in earlier}
    found: list[Diagnostic] = []
    fresh = 0
    for file in [*(file for file in documents if file.path not in unread), *assets]:
        try:
            data, seen = contents(file)
        except OSError as error:
            found.append(unreadable(file.path, error.strerror or str(error)))
            entries.pop(file.path, None)
            continue
        fresh += 1
        entries[file.path] = _entry(file, data, seen, started, earlier.get(file.path))
    looked_at = scan.documents if touched is None else documents
    changed = [
        file.path for file in looked_at if (entry := entries.get(file.path)) is not None and not entry.outline
    ]
    return Known(entries, frozenset(unread), frozenset(changed), fresh, tuple(found))


def _entry(file: File, data: bytes, seen: Stamp, started: int, earlier: Entry | None = None) -> Entry:
    settled = seen == file.stamp and max(file.stamp[1], file.stamp[2]) + SETTLED < started
    found = digest(data)
    return Entry(
        file.stamp if settled else NO_STAMP,
        found,
        *(
            (earlier.outline, earlier.words, earlier.ends, earlier.names)
            if earlier and earlier.digest == found
            else ()
        ),
    )


def _ends(document: Document) -> tuple[str, ...]:
    return days(document.fields) if document.fields is not None else ()


def unreadable(path: str, reason: str) -> Diagnostic:
    """That a file can't be read, and why."""
    return Diagnostic(
        Span(path), "unreadable-file", f"This file can't be read: {reason}.", "check its permissions"
    )


def contents(file: File) -> tuple[bytes, Stamp]:
    """A file's content, without following a link that may have taken its place since the scan."""
    descriptor = paths.opened(file.location)
    try:
        details = os.fstat(descriptor)
        left = sys.maxsize if content_file(file.path) is None else MOST_BYTES + 1
        parts = []
        while left and (part := os.read(descriptor, min(left, details.st_size + 1))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts), stamp(details)
    finally:
        os.close(descriptor)


class _Read(Struct, frozen=True, array_like=True):
    """What a worker gives back for one file: its document and text, or why there is none."""

    path: str
    entry: Entry | None
    document: Document | None = None
    html: str = ""
    fault: str = ""


def read(
    scan: Scan,
    known: Known,
    crew: Crew,
    progress: Callable[[int, int], None],
    meanwhile: Callable[[int], object],
    date: str,
) -> Reading:
    """Parse the documents whose bytes are new. What is to be done `meanwhile`, where there are so many, is done by this process while others may be reading."""
    due = known.unread | known.changed
    to_read = [file for file in scan.documents if file.path in due] if due else []
    entries = dict(known.entries)
    parsed: dict[str, tuple[bytes, Document]] = {}
    fresh: dict[bytes, str] = {}
    found = []
    done = 0
    if len(to_read) > CHUNK:
        import generator.source.reader  # noqa: F401 - once, rather than by each process
    running = crew.run(_read_chunk, time.time_ns(), chunks(to_read, crew.size, CHUNK))
    meanwhile(len(to_read))
    for packed in running:
        results = msgspec.msgpack.decode(packed, type=list[_Read])
        for each in results:
            if each.entry is None or each.document is None:
                found.append(unreadable(each.path, each.fault))
                entries.pop(each.path, None)
                continue
            entries[each.path] = each.entry
            parsed[each.path] = (each.entry.digest, each.document)
            if each.document.body:
                fresh[each.document.body] = each.html
        done += len(results)
        progress(done, len(to_read))
    return Reading(entries, parsed, fresh, snapshot(entries, date), tuple(found))


def documents(scan: Scan, reading: Reading, cache: Cache) -> list[Document]:
    """Every document of the scan, once what was read is in the cache; raises `CacheMiss` where one is not."""
    known = cache.documents.load_all()
    found = []
    for file in scan.documents:
        entry = reading.entries.get(file.path)
        if entry is not None:
            digest, document = known.get(file.path, (b"", None))
            if document is None or digest != entry.digest:
                raise CacheMiss
            named = reading.named.get(file.path)
            found.append(
                msgspec.structs.replace(document, findings=document.findings + named) if named else document
            )
    return found


def _read_chunk(started: int, files: Sequence[File]) -> bytes:
    """Take up all of these files, then read them: a processor that goes back and forth between the two is slower at both."""
    from generator.source.reader import read

    taken = [_taken(file) for file in files]
    results = []
    for file, each in zip(files, taken, strict=True):
        if isinstance(each, str):
            results.append(_Read(file.path, None, fault=each))
            continue
        data, seen = each
        document, html = read(file.path, data)
        entry = msgspec.structs.replace(
            _entry(file, data, seen, started),
            outline=document.outline,
            words=words(document),
            ends=_ends(document),
        )
        results.append(_Read(file.path, entry, document, html))
    return msgspec.msgpack.encode(results)


def _taken(file: File) -> tuple[bytes, Stamp] | str:
    """A file's content, or why there is none."""
    try:
        return contents(file)
    except OSError as error:
        return error.strerror or str(error)
