"""Media: make the pictures and attachments that records point to ready to be published."""

from __future__ import annotations

from collections.abc import Iterable

from generator.engine.context import Context, stage
from generator.engine.media.published import published
from generator.engine.stages.read import Reading
from generator.network.media import Asset
from generator.source.document import Document


@stage("media")
def run(context: Context, reading: Reading, documents: Iterable[Document]) -> dict[str, Asset]:
    """Return every file that holds no record.

    A cache that leaves nothing on the disk has no place for variants.
    """
    digests = reading.digests()
    if not context.cache.store.persistent:
        return {path: Asset(each) for path, each in digests.items()}
    return published(digests, reading.scan.assets, documents, context.cache.media, context.pool)
