"""Render: bring the pages of all editions up to date in the staging folders, on as many cores as help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from generator.engine.context import Context, stage
from generator.engine.rendering.renderer import RenderedEdition, Renderer
from generator.engine.search.indexing import Indexer
from generator.engine.stages.lay_out import EditionBuild
from generator.engine.workers.pool import ProcessPool, portions
from generator.publish.pages.search import INDEX

CHUNK: Final = 64
"""Pages of which a worker is given as many, at least, and takes as many at once."""
WORTH_A_WORKER: Final = 2_500_000
"""Bytes to be rendered from which on a second process is quicker than one."""

Job = tuple[tuple[int, int, int, int], ...]
"""Some of the due pages of editions: which edition, from where, to where, and every how many."""


@stage("render")
def run(context: Context, builds: Sequence[EditionBuild], indexer: Indexer) -> list[RenderedEdition]:
    """Bring every page up to date.

    The indexer is given what can be found as soon as it is known to have changed.
    """
    renderers = [each.renderer for each in builds]
    total = sum(len(each.due) for each in renderers)
    rendered = [RenderedEdition([], {}) for _ in renderers]
    done = 0
    worth = sum(each.size() for each in renderers) >= WORTH_A_WORKER
    pool = context.pool if worth else ProcessPool(1)
    for packed in pool.run(_render_chunk, renderers, _jobs(renderers, context.pool.size)):
        for which, part in msgspec.msgpack.decode(packed, type=list[tuple[int, RenderedEdition]]):
            rendered[which].pages.extend(part.pages)
            rendered[which].media.update(part.media)
            for each in part.pages:
                if each.path == INDEX and each.data is not None:
                    indexer.begin(each.data)
            done += len(part.pages)
        context.observer.progress("Rendering", done, total)
    return rendered


def _jobs(renderers: Sequence[Renderer], workers: int) -> list[Job]:
    """Return the jobs: first what can be found, for which an index waits; then lists; then all other pages.

    Lists show the same entries, each rendered once by each worker that has lists, so half of the workers have
    all, those of all editions together.
    """
    with_lists = [(which, each.lists) for which, each in enumerate(renderers) if each.lists]
    parts = max(1, workers // 2)
    jobs: list[Job] = [((which, 0, 1, 1),) for which, _ in with_lists]
    jobs += [
        tuple((which, first, lists, parts) for which, lists in with_lists if first < lists)
        for first in range(1, 1 + parts)
    ]
    for which, each in enumerate(renderers):
        jobs += [
            ((which, each.lists + start, each.lists + stop, 1),)
            for start, stop in portions(len(each.due) - each.lists, workers, CHUNK)
        ]
    return [job for job in jobs if job]


def _render_chunk(renderers: Sequence[Renderer], job: Job) -> bytes:
    parts = []
    for which, start, stop, step in job:
        renderer = renderers[which]
        pages = renderer.due[start:stop:step]
        made = [
            renderer.stage(each)
            for at in range(0, len(pages), CHUNK)
            for each in renderer.make(pages[at : at + CHUNK])
        ]
        parts.append((which, RenderedEdition(made, renderer.composer.files.used)))
    return msgspec.msgpack.encode(parts)
