"""Reword: the network of an earlier build with the words of this one, where nothing but words has changed."""

from __future__ import annotations

from msgspec.structs import replace

from generator.engine.cache.snapshot import differing
from generator.engine.context import Context, stage
from generator.engine.stages.read import Reading
from generator.network.records import Admitted


@stage("reword")
def run(context: Context, reading: Reading) -> Admitted | None:
    """Return the network with other words; None where more than words has changed, or was wrong."""
    from generator.network.texts import text_body, wording

    cache, last = context.cache, context.cache.network.load()
    if reading.diagnostics or last is None or last.snapshot.structure != reading.snapshot.structure:
        return None
    paths = sorted(reading.entries)
    changed = {paths[at] for at in differing(reading.snapshot.digests, last.snapshot.digests)}
    if any(each.span.path in changed for each in last.diagnostics):
        return None
    documents = [cache.documents.get(path, reading.entries[path].digest) for path in changed]
    fresh = {each.path: (wording(each), text_body(each)) for each in documents}
    if last.snapshot != reading.snapshot:
        cache.network.save_words(reading.snapshot, fresh)
    words = {**last.network.words, **{path: each for path, (each, _) in fresh.items()}}
    bodies = {**last.network.bodies, **{path: each for path, (_, each) in fresh.items()}}
    return Admitted(replace(last.network, words=words, bodies=bodies), last.diagnostics)
