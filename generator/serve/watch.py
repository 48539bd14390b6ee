"""Watching the content and the theme: one rebuild for a burst of changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

QUIET: Final = 0.02
"""Seconds without a change after which a burst is over: an editor may write, rename and touch a file within a few milliseconds."""

_CHANGES: Final = frozenset({"created", "modified", "deleted", "moved", "closed"})


class _Bell(FileSystemEventHandler):
    """Rings for every event that may change what is read."""

    def __init__(self, bell: threading.Event) -> None:
        self.bell = bell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened."""
        if event.event_type in _CHANGES and not (event.is_directory and event.event_type == "modified"):
            self.bell.set()


def watch(folders: Iterable[Path], changed: Callable[[], None], stop: threading.Event) -> None:
    """Call `changed` after each burst of changes, until told to stop."""
    bell = threading.Event()
    observer = Observer()
    for folder in folders:
        observer.schedule(_Bell(bell), str(folder), recursive=True)
    observer.start()
    try:
        while not stop.is_set():
            if not bell.wait(0.2):
                continue
            while bell.is_set():
                bell.clear()
                if stop.wait(QUIET):
                    return
            changed()
    finally:
        observer.stop()
        observer.join()
