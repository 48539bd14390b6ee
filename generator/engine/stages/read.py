"""Read: parse the documents whose bytes are new. A document that has not changed comes from the cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Raw, Struct

from generator.engine.cache.cache import Cache
from generator.engine.cache.entries import NO_DIGEST, Entries, Entry, Rare
from generator.engine.cache.snapshot import Snapshot, snapshot
from generator.engine.cache.store import CacheMiss
from generator.engine.cache.texts import packed
from generator.engine.content_folder import File, Scan, unreadable
from generator.engine.context import Context, stage
from generator.engine.files import contents, entry_of, now
from generator.engine.stages.identify import Identified
from generator.engine.stamp import NO_STAMP, Stamp
from generator.engine.workers.pool import chunks
from generator.model.diagnostics import Diagnostic
from generator.source.document import Document, words
from generator.source.file_links import leading_to_files
from generator.source.files.post import days
from generator.source.privacy.findings import Finding

SETTINGS: Final = "network.yaml"
CHUNK: Final = 100
"""Files that a worker is given at once, at least."""


class Reading(Struct, frozen=True):
    """The files of the content folder, all of them read.

    `parsed` are the documents that the cache did not have, each with its file's digest, `fresh` the HTML of
    their texts, and `replaced` the documents that it had instead. `names` are the findings of names that must
    not be published, by file (see `names.py`).
    """

    scan: Scan
    entries: Entries
    parsed: Mapping[str, tuple[bytes, Document]]
    fresh: Mapping[bytes, Raw]
    snapshot: Snapshot
    diagnostics: tuple[Diagnostic, ...]
    replaced: Mapping[str, tuple[bytes, Document]] = {}
    names: Mapping[str, tuple[Finding, ...]] = {}

    def digests(self) -> dict[str, bytes]:
        """Return the digests of the files that hold no record."""
        digests = self.entries.by_path() if self.scan.assets else {}
        return {file.path: digests[file.path] for file in self.scan.assets if file.path in digests}

    def locations(self) -> dict[str, str]:
        """Return where the files are that hold no record."""
        return {file.path: file.location for file in self.scan.assets}


class _Read(Struct, frozen=True, array_like=True):
    """The result for one file: its document and text, or the fault for which there is none."""

    path: str
    entry: Entry | None
    document: Document | None = None
    html: Raw = packed("")
    fault: str = ""


@stage("read")
def run(context: Context, known: Identified, meanwhile: Callable[[int], object]) -> Reading:
    """Parse what is new. This process does something else `meanwhile`, where others read."""
    due, language = _due(context, known)
    files = known.scan.files(due)
    read: dict[str, Entry | None] = {}
    parsed: dict[str, tuple[bytes, Document]] = {}
    fresh: dict[bytes, Raw] = {}
    found = [*known.scan.diagnostics, *known.diagnostics]
    done = 0
    if len(files) > CHUNK:
        import generator.source.reader  # noqa: F401 - once, rather than by each process
    running = context.pool.run(_read_chunk, (now(), language), chunks(files, context.pool.size, CHUNK))
    meanwhile(len(files))
    for part in running:
        results = msgspec.msgpack.decode(part, type=list[_Read])
        for each in results:
            if each.entry is None or each.document is None:
                found.append(unreadable(each.path, each.fault))
                read[each.path] = None
                continue
            read[each.path] = each.entry
            parsed[each.path] = (each.entry.digest, each.document)
            if each.document.body:
                fresh[each.document.body] = each.html
        done += len(results)
        context.observer.progress("Reading", done, len(files))
    entries = known.entries.updated(read)
    taken = snapshot(entries, context.options.date)
    candidates = parsed if context.cache.files.load() else ()  # a first build replaces nothing
    find = context.cache.documents.find
    replaced = {path: there for path in candidates if (there := find(path)) is not None}
    return Reading(known.scan, entries, parsed, fresh, taken, tuple(found), replaced)


def _due(context: Context, known: Identified) -> tuple[frozenset[str], str]:
    """Return the files to be read, and the language of texts that don't name their own.

    These are all files where the network's language is another one than when they were read.
    """
    due = known.unread | known.changed
    before = context.cache.files.load().get(SETTINGS)
    earlier = before.rare.language if before is not None else ""
    there = known.scan.files([SETTINGS])
    if there and SETTINGS not in due:
        return due, earlier
    language = _language(there[0]) if there else ""
    return due if language == earlier else frozenset(known.scan.paths) - known.scan.others, language


def _language(file: File) -> str:
    from generator.source.reader import read, spoken

    found = _taken(file)
    return "" if isinstance(found, str) else spoken(read(file.path, found[0])[0])


@stage("save cache")
def save(context: Context, reading: Reading) -> None:
    """Save what was read, where it differs from what is saved."""
    if reading.parsed or reading.entries != context.cache.files.load():
        context.cache.save_reading(reading.entries, reading.parsed, reading.replaced, reading.fresh)


def documents(reading: Reading, cache: Cache) -> list[Document]:
    """Return every document, once what was read has been saved. Raises `CacheMiss` where one is missing."""
    known, digests = cache.documents.load_all(), reading.entries.by_path()
    found = []
    for file in reading.scan.documents:
        now = digests.get(file.path)
        if now is not None:
            then, document = known.get(file.path, (b"", None))
            if document is None or then != now:
                raise CacheMiss
            names = reading.names.get(file.path)
            found.append(
                msgspec.structs.replace(document, findings=document.findings + names) if names else document
            )
    return leading_to_files(found, [file.path for file in reading.scan.assets])


def _read_chunk(given: tuple[int, str], files: Sequence[File]) -> bytes:
    """Take up all of these files, then parse them: a processor that goes back and forth is slower at both."""
    from generator.source.reader import read_all

    started, language = given
    taken = [(file, _taken(file)) for file in files]
    there = [(file, each) for file, each in taken if not isinstance(each, str)]
    parsed = read_all([(file.path, data) for file, (data, _) in there], language)
    results = [_Read(file.path, None, fault=each) for file, each in taken if isinstance(each, str)]
    for (file, (data, seen)), (document, html) in zip(there, parsed, strict=True):
        entry = _entry(entry_of(file, data, seen, started), document, language)
        results.append(_Read(file.path, entry, document, packed(html)))
    return msgspec.msgpack.encode(results)


def _entry(entry: Entry, document: Document, language: str) -> Entry:
    """Return the entry of a file with what is known of its document."""
    from generator.source.reader import spoken

    configures = document.path == SETTINGS
    entry = msgspec.structs.replace(
        entry,
        outline=document.outline,
        words=words(document),
        ends=" ".join(days(document.fields)) if document.fields is not None else "",
        rare=Rare(language=language if configures else ""),
    )
    if configures and spoken(document) != language:
        return msgspec.structs.replace(entry, stamp=NO_STAMP, digest=NO_DIGEST)  # it has changed meanwhile
    return entry


def _taken(file: File) -> tuple[bytes, Stamp] | str:
    """Return the bytes and the stamp of a file, or why it can't be read."""
    try:
        return contents(file)
    except OSError as error:
        return error.strerror or str(error)
