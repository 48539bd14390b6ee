"""Reword: the network of an earlier build with the words of this one, where nothing but words has changed.

What was wrong with an edited file still is, since no words decide that. It may stand elsewhere in the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
    """Return the diagnostics of the last build at their places now; None where these are not known.

    They are in order, so those of a file stand together.
    """
    now = last.diagnostics
    for path, then in changed.items():
        first, end = (
            find(now, path, key=lambda each: each.span.path) for find in (bisect_left, bisect_right)
        )
        if first == end:
            continue
        moved = _moved(reading, path, then)
        places = [moved.get((each.span.line, each.span.column)) for each in now[first:end]]
        there = [
            replace(each, span=Span(path, *place))
            for each, place in zip(now[first:end], places, strict=True)
            if place is not None
        ]
        if len(there) != end - first:
            return None
        now = (*now[:first], *ordered(there), *now[end:])
    return now


def _moved(reading: Reading, path: str, then: bytes) -> Mapping[Place, Place]:
    """Return the places in a file as they were, with those of now, as far as they are known."""
    digest, before = reading.replaced.get(path, (b"", None))
    if before is None or digest != then or path in reading.names:
        return {}
    return moves(before, reading.parsed[path][1])
