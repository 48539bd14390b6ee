"""Scan: which files the content folder has."""

from __future__ import annotations

from generator.engine.content_folder import Scan, scan
from generator.engine.context import Context, stage
from generator.engine.workers.background import BackgroundTask


def begin(context: Context) -> BackgroundTask[Scan]:
    """Begin to scan, in another process."""
    return BackgroundTask(lambda: scan(context.options.content), Scan)


@stage("scan")
def run(context: Context, scanning: BackgroundTask[Scan] | None = None) -> Scan:
    """Return the files of the content folder, from the process that scans, if there is one."""
    return scanning.result() if scanning else scan(context.options.content)
