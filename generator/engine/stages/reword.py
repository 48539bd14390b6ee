"""Reword: the network of an earlier build with the words of this one, where nothing but words has changed.

What was wrong with an edited file still is, since no words decide that. It may stand elsewhere in the file.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.engine.cache.entries import differing, row
from generator.engine.cache.networks import CachedNetwork
from generator.engine.context import Context, stage
from generator.engine.stages.read import Reading
from generator.model.diagnostics import Diagnostic, Span, ordered
from generator.network.records import Admitted
from generator.source.document import Place, moves


@stage("reword")
def run(context: Context, reading: Reading) -> Admitted | None:
    """Return the network with other words; None where more than words has changed."""
    from generator.network.texts import text_body, wording

    cache, last = context.cache, context.cache.network.load()
    if reading.diagnostics or last is None or last.snapshot.structure != reading.snapshot.structure:
        return None
    changed = _changed(reading, last)
    diagnostics = _diagnostics(reading, last, changed)
    if diagnostics is None:
        return None
    documents = [cache.documents.get(path, reading.entries[path].digest) for path in changed]
    if last.snapshot != reading.snapshot:
        fresh = {each.path: (wording(each), text_body(each)) for each in documents}
        last = cache.network.reworded(reading.snapshot, diagnostics, fresh)
    return Admitted(last.network, diagnostics)


def _changed(reading: Reading, last: CachedNetwork) -> dict[str, bytes]:
    """Return the files that have changed, each with its digest then."""
    then = last.snapshot.digests
    return {reading.entries.paths[at]: row(then, at) for at in differing(reading.snapshot.digests, then)}


def _diagnostics(
    reading: Reading, last: CachedNetwork, changed: Mapping[str, bytes]
) -> tuple[Diagnostic, ...] | None:
    """Return the diagnostics of the last build at their places now; None where these are not known."""
    faulty = {each.span.path for each in last.diagnostics} & changed.keys()
    if not faulty:
        return last.diagnostics
    moved = {path: _moved(reading, path, changed[path]) for path in faulty}
    now = []
    for each in last.diagnostics:
        span = each.span
        if span.path in moved:
            place = moved[span.path].get((span.line, span.column))
            if place is None:
                return None
            now.append(replace(each, span=Span(span.path, *place)))
        else:
            now.append(each)
    return ordered(now)


def _moved(reading: Reading, path: str, then: bytes) -> Mapping[Place, Place]:
    """Return the places in a file as they were, with those of now, as far as they are known."""
    digest, before = reading.replaced.get(path, (b"", None))
    if before is None or digest != then or path in reading.names:
        return {}
    return moves(before, reading.parsed[path][1])
