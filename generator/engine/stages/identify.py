"""Identify: the digest of each file, without parsing any."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from generator.engine.cache.deferred import Deferred
from generator.engine.cache.snapshot import Entry, Snapshot, stamps
from generator.engine.content_folder import File, Scan
from generator.engine.context import Context, stage
from generator.engine.files import contents, entry_of, now, unreadable
from generator.model.diagnostics import Diagnostic


class Identified(Struct, frozen=True):
    """The files of a scan with the `entries` of those read before.

    `unread` were never read; `changed` were, and have other bytes now. `fresh` counts the files that were
    opened. Where the stamps of all files are those of the last build, `snapshot` is the one that it took, and
    the entries are not looked at.
    """

    scan: Scan
    entries: Mapping[str, Entry]
    unread: frozenset[str]
    changed: frozenset[str]
    fresh: int
    diagnostics: tuple[Diagnostic, ...]
    snapshot: Snapshot | None = None


@stage("identify")
def run(context: Context, scan: Scan, touched: Collection[str] | None = None) -> Identified:
    """Return the digest of each file: the cached one where the stamp is the same.

    With `touched`, only files at these places are looked at. A record that was never read is left to the
    stage that parses it.
    """
    if touched is None and (same := _same(context, scan)) is not None:
        entries = Deferred(context.cache.files.load)
        return Identified(scan, entries, frozenset(), frozenset(), 0, (), same)
    return _identified(context, scan, touched)


def _same(context: Context, scan: Scan) -> Snapshot | None:
    """Return the snapshot of the last build, where every file has the stamp that it had then."""
    last = context.cache.files.settled()
    if last is None or not last.stamps or last.date != context.options.date or scan.diagnostics:
        return None
    found = stamps((file.path, file.stamp) for file in (*scan.documents, *scan.assets))
    return last.snapshot if found == last.stamps else None


def _identified(context: Context, scan: Scan, touched: Collection[str] | None) -> Identified:
    started, earlier = now(), context.cache.files.load()
    everything = touched is None or len(earlier) != len(scan.documents) + len(scan.assets)
    entries = _unchanged(scan, earlier) if everything else {**earlier}
    documents, assets = (
        [
            file
            for file in files
            if (file.path not in entries if everything else file.location in (touched or ()))
        ]
        for files in (scan.documents, scan.assets)
    )
    unread = {file.path for file in documents if file.path not in earlier}
    to_open = [*(file for file in documents if file.path not in unread), *assets]
    opened, faults = _opened(to_open, earlier, started)
    entries.update(opened)
    for fault in faults:
        entries.pop(fault.span.path, None)
    looked_at = scan.documents if touched is None else documents
    changed = [
        file.path for file in looked_at if (entry := entries.get(file.path)) is not None and not entry.outline
    ]
    return Identified(scan, entries, frozenset(unread), frozenset(changed), len(opened), tuple(faults))


def _unchanged(scan: Scan, earlier: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries of the files whose stamps are the same."""
    return {
        file.path: entry
        for file in (*scan.documents, *scan.assets)
        if (entry := earlier.get(file.path)) is not None and entry.stamp == file.stamp
    }


def _opened(
    files: Iterable[File], earlier: Mapping[str, Entry], started: int
) -> tuple[dict[str, Entry], list[Diagnostic]]:
    """Return the entries of these files from their bytes, and a diagnostic for each that can't be read."""
    entries: dict[str, Entry] = {}
    faults: list[Diagnostic] = []
    for file in files:
        try:
            data, seen = contents(file)
        except OSError as error:
            faults.append(unreadable(file.path, error.strerror or str(error)))
            continue
        entries[file.path] = entry_of(file, data, seen, started, earlier.get(file.path))
    return entries, faults
