"""Watching the content and the theme: one rebuild for a burst of changes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

QUIET: Final = 0.02
"""Seconds without a change after which a burst is over.

An editor may write, rename and touch a file within a few milliseconds.
"""
LATER: Final = 1.0
"""Seconds without a change after which everything is looked at."""
IDLE: Final = 0.2
"""Seconds after which to ask whether to stop."""

CHANGES: Final[list[type[FileSystemEvent]]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""The events that may change what is read. A build reads many files, and is not told of that."""


class Bursts(FileSystemEventHandler):
    """Collects events until nothing more is to be expected for the moment."""

    def __init__(self) -> None:
        self._events: list[FileSystemEvent] = []
        self._changed = threading.Condition()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note an event."""
        with self._changed:
            self._events.append(event)
            self._changed.notify()

    def begun(self, seconds: float) -> bool:
        """Wait for an event, and return whether there was one within this time."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._events), seconds)

    def paths(self) -> frozenset[str]:
        """Wait until the burst is over, and return the paths of its events."""
        with self._changed:
            many = 0
            while len(self._events) > many and not saved(self._events):
                many = len(self._events)
                self._changed.wait(QUIET)
            events, self._events = self._events, []
        return frozenset(
            os.fsdecode(path) for each in events for path in (each.src_path, each.dest_path) if path
        )


def saved(events: Sequence[FileSystemEvent]) -> bool:
    """Return whether one file that was there before was written, and closed: its burst is over."""
    return isinstance(events[-1], FileClosedEvent) and all(
        isinstance(each, FileModifiedEvent | FileClosedEvent) and each.src_path == events[-1].src_path
        for each in events
    )


def watch(
    folders: Iterable[Path], changed: Callable[[frozenset[str] | None], None], stop: threading.Event
) -> None:
    """Call `changed` after each burst of changes with their paths, until told to stop.

    A little later it is called with None, for everything.

    The second call is for what the first one missed: the system may drop events, and nobody announces a
    change to the site. It comes also at the beginning, for what happened before anybody watched; and it is
    when the search index follows the pages.
    """
    bursts = Bursts()
    observer = Observer()
    for folder in folders:
        observer.schedule(bursts, str(folder), recursive=True, event_filter=CHANGES)
    observer.start()
    missed = True
    try:
        while not stop.is_set():
            if bursts.begun(LATER if missed else IDLE):
                changed(bursts.paths())
                missed = True
            elif missed:
                changed(None)
                missed = False
    finally:
        observer.stop()
        observer.join()
