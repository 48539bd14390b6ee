"""Index: wait for the search indexes, which are made while the pages are rendered, and stage their files."""

from __future__ import annotations

from collections.abc import Sequence

from generator.engine.context import Context, stage
from generator.engine.rendering.renderer import RenderedEdition
from generator.engine.search.indexing import Indexer
from generator.engine.stages.lay_out import EditionBuild


@stage("search")
def run(
    context: Context,  # noqa: ARG001 - every stage takes it
    builds: Sequence[EditionBuild],
    rendered: Sequence[RenderedEdition],
    indexer: Indexer,
) -> list[int]:
    """Add the indexes' files to what was rendered; return how many records each new one was made of."""
    return [indexer.finish(build.renderer, each) for build, each in zip(builds, rendered, strict=True)]
