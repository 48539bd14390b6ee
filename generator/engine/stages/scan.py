"""Scan: which files the content folder has."""

from __future__ import annotations

from collections.abc import Callable

from generator.engine.content_folder import Scan, scan
from generator.engine.context import Context, stage
from generator.engine.workers.background import BackgroundTask


@stage("scan")
def run(context: Context, known: Scan | None = None, meanwhile: Callable[[], None] | None = None) -> Scan:
    """Return the files of the content folder: those `known`, where somebody has looked already.

    Something else can be done `meanwhile`; then another process scans.
    """
    if known is not None:
        return known
    if meanwhile is None:
        return scan(context.options.content)
    scanning = BackgroundTask(lambda: scan(context.options.content), Scan)
    meanwhile()
    return scanning.result()
