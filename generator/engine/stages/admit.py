"""Admit: the network that the documents form together, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.engine.cache.networks import CachedNetwork
from generator.engine.context import Context, stage
from generator.engine.stages.read import Reading
from generator.network.media import Asset
from generator.network.records import Admitted
from generator.source.document import Document


@stage("admit")
def run(
    context: Context, reading: Reading, documents: Sequence[Document], assets: Mapping[str, Asset]
) -> Admitted:
    """Return the network of these documents. It is saved only where every file could be read."""
    from generator.network.admission.admit import admit

    admitted = admit(documents, assets, reading.diagnostics, context.options.date)
    whole = admitted.network is not None and not reading.diagnostics
    context.cache.layouts.drop()
    context.cache.network.save(
        CachedNetwork(reading.snapshot, admitted.network, admitted.diagnostics)
        if admitted.network is not None and whole
        else None
    )
    return admitted
