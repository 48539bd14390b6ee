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
"""Seconds without a change after which a burst is over: an editor may write, rename and touch a file within a few milliseconds."""
LATER: Final = 1.0
"""Seconds without a change after which everything is looked at."""
IDLE: Final = 0.2
"""Seconds after which to ask whether to stop."""

_CHANGES: Final = frozenset({"created", "modified", "deleted", "moved", "closed"})


class _Bell(FileSystemEventHandler):
    """Rings for every event that may change what is read, and says where it was."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        self._places: set[str] = set()
        self._lock = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened."""
        if event.event_type in _CHANGES and not (event.is_directory and event.event_type == "modified"):
            with self._lock:
                self._places.update(
                    os.fsdecode(place) for place in (event.src_path, event.dest_path) if place
                )
            self._rung.set()

    def heard(self, seconds: float) -> bool:
        """Whether it rings within this time."""
        return self._rung.wait(seconds)

    def places(self) -> frozenset[str]:
        """Where something happened since it was asked last."""
        self._rung.clear()
        with self._lock:
            places = frozenset(self._places)
            self._places.clear()
        return places


def watch(
    folders: Iterable[Path], changed: Callable[[frozenset[str] | None], None], stop: threading.Event
) -> None:
    """Call `changed` after each burst of changes with the places where they were, and a little later with None for all of them, until told to stop.

    The second call is for what the first one missed: the system may drop events, and nobody announces a change to the site. It comes also at the beginning,
    for what happened before anybody watched; and it is when the search index follows the pages.
    """
    bell = _Bell()
    observer = Observer()
    for folder in folders:
        observer.schedule(bell, str(folder), recursive=True)
    observer.start()
    missed = True
    try:
        while not stop.is_set():
            if not bell.heard(LATER if missed else IDLE):
                if missed:
                    changed(None)
                missed = False
                continue
            places: frozenset[str] = frozenset()
            while bell.heard(0):
                places |= bell.places()
                if stop.wait(QUIET):
                    return
            changed(places)
            missed = True
    finally:
        observer.stop()
        observer.join()
