"""Watching the content and the theme: one rebuild for a burst of changes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

QUIET: Final = 0.02
"""Seconds without a change after which a burst is over.

An editor may write, rename and touch a file within a few milliseconds.
"""
LATER: Final = 1.0
"""Seconds without a change after which everything is looked at."""
IDLE: Final = 0.2
"""Seconds after which to ask whether to stop."""

_CHANGES: Final = frozenset({"created", "modified", "deleted", "moved", "closed"})


class _Events(FileSystemEventHandler):
    """Collects the paths of every event that may change what is read."""

    def __init__(self) -> None:
        self._happened = threading.Event()
        self._paths: set[str] = set()
        self._lock = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note an event."""
        if event.event_type in _CHANGES and not (event.is_directory and event.event_type == "modified"):
            with self._lock:
                self._paths.update(os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
            self._happened.set()

    def wait(self, seconds: float) -> bool:
        """Wait for an event, and return whether there was one within this time."""
        return self._happened.wait(seconds)

    def paths(self) -> frozenset[str]:
        """Return the paths of the events since the last call."""
        self._happened.clear()
        with self._lock:
            paths = frozenset(self._paths)
            self._paths.clear()
        return paths


def watch(
    folders: Iterable[Path], changed: Callable[[frozenset[str] | None], None], stop: threading.Event
) -> None:
    """Call `changed` after each burst of changes with their paths, until told to stop.

    A little later it is called with None, for everything.

    The second call is for what the first one missed: the system may drop events, and nobody announces a
    change to the site. It comes also at the beginning, for what happened before anybody watched; and it is
    when the search index follows the pages.
    """
    events = _Events()
    observer = Observer()
    for folder in folders:
        observer.schedule(events, str(folder), recursive=True)
    observer.start()
    missed = True
    try:
        while not stop.is_set():
            if not events.wait(LATER if missed else IDLE):
                if missed:
                    changed(None)
                missed = False
                continue
            paths: frozenset[str] = frozenset()
            while events.wait(0):
                paths |= events.paths()
                if stop.wait(QUIET):
                    return
            changed(paths)
            missed = True
    finally:
        observer.stop()
        observer.join()
