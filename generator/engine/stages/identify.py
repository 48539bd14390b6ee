"""Identify: the digest of each file, without parsing any."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable

from msgspec import Struct

from generator.engine.cache.entries import Entries, Entry
from generator.engine.content_folder import File, Scan, unreadable
from generator.engine.context import Context, stage
from generator.engine.files import contents, entry_of, now
from generator.model.diagnostics import Diagnostic
from generator.source.files.paths import content_file


class Identified(Struct, frozen=True):
    """The files of a scan with the `entries` of those read before.

    `unread` were never read; `changed` were, and have other bytes now. `fresh` counts the files that were
    opened.
    """

    scan: Scan
    entries: Entries
    unread: frozenset[str]
    changed: frozenset[str]
    fresh: int
    diagnostics: tuple[Diagnostic, ...]


@stage("identify")
def run(context: Context, scan: Scan, touched: Collection[str] | None = None) -> Identified:
    """Return the digest of each file: the cached one where the stamp is the same.

    With `touched`, only files at these places are looked at. A record that was never read is left to the
    stage that parses it.
    """
    started, earlier = now(), context.cache.files.load()
    due, gone = _compared(scan, earlier, touched)
    unread = frozenset(path for path in due if path not in earlier and path not in scan.others)
    opened, faults = _opened(scan.files(due - unread), earlier, started)
    entries = earlier.updated(
        {**dict.fromkeys(gone), **opened, **dict.fromkeys(fault.span.path for fault in faults)}
    )
    bare = frozenset(entries.paths[place] for place in entries.without_document)
    changed = frozenset(path for path in bare - scan.others if scan.place(path) >= 0)
    return Identified(scan, entries, unread, changed, len(opened), tuple(faults))


def _compared(
    scan: Scan, earlier: Entries, touched: Collection[str] | None
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the files that are to be looked at, and those that are gone."""
    if touched is not None and len(scan.paths) == len(earlier):
        places = {location.removeprefix(f"{scan.folder}/") for location in touched}
        return frozenset(path for path in places if scan.place(path) >= 0), frozenset()
    known = scan.paths == earlier.paths
    gone = frozenset[str]() if known else frozenset(earlier.paths).difference(scan.paths)
    return earlier.restamped(scan.paths, scan.stamps), gone


def _opened(
    files: Iterable[File], earlier: Entries, started: int
) -> tuple[dict[str, Entry], list[Diagnostic]]:
    """Return the entries of these files from their bytes, and a diagnostic for each that can't be read."""
    entries: dict[str, Entry] = {}
    faults: list[Diagnostic] = []
    for file in files:
        try:
            data, seen = contents(file) if content_file(file.path) else contents(file, sys.maxsize)
        except OSError as error:
            faults.append(unreadable(file.path, error.strerror or str(error)))
            continue
        entries[file.path] = entry_of(file, data, seen, started, earlier.get(file.path))
    return entries, faults
