"""When the preview takes a burst of changes to be over, and of which events it is told at all."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)

from generator.preview import watch
from tests.support import PATIENCE

POST, OTHER, TEMPORARY = "posts/a.md", "posts/b.md", "posts/a.md.tmp"
WRITTEN, CLOSED = FileModifiedEvent(POST), FileClosedEvent(POST)


@pytest.mark.parametrize(
    ("events", "over"),
    [
        ([WRITTEN, CLOSED], True),
        ([WRITTEN, WRITTEN, CLOSED], True),  # emptied, then written
        ([CLOSED], True),  # only touched
        ([WRITTEN], False),
        ([WRITTEN, CLOSED, WRITTEN], False),
        ([FileCreatedEvent(POST), WRITTEN, CLOSED], False),  # perhaps to be renamed
        ([FileModifiedEvent(TEMPORARY), FileClosedEvent(TEMPORARY), FileMovedEvent(TEMPORARY, POST)], False),
        ([FileMovedEvent(POST, TEMPORARY), FileCreatedEvent(POST), WRITTEN, CLOSED], False),  # a backup
        ([FileDeletedEvent(POST)], False),
        ([FileModifiedEvent(OTHER), FileClosedEvent(OTHER), WRITTEN, CLOSED], False),  # one of many
    ],
)
def test_only_a_save_in_place_needs_no_quiet(events: list[FileSystemEvent], *, over: bool) -> None:
    """All other ways of editors to save take several steps, between which a file may be missing."""
    assert watch.saved(events) is over


def test_all_paths_of_a_burst_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ends of a renaming among them."""
    monkeypatch.setattr(watch, "QUIET", 0.0)
    bursts = watch.Bursts()
    for event in (FileCreatedEvent(TEMPORARY), FileMovedEvent(TEMPORARY, POST), FileDeletedEvent(OTHER)):
        bursts.on_any_event(event)
    assert bursts.begun(0)
    assert bursts.paths() == {TEMPORARY, POST, OTHER}
    assert not bursts.begun(0)


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[queue.Queue[frozenset[str] | None]]:
    """Return the calls of a watcher of a folder with two files, once it is at work."""
    monkeypatch.setattr(watch, "QUIET", PATIENCE)
    monkeypatch.setattr(watch, "LATER", 0.01)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("text")
    calls: queue.Queue[frozenset[str] | None] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(target=watch.watch, args=([tmp_path], calls.put, stop))
    thread.start()
    try:
        assert calls.get(timeout=PATIENCE) is None
        yield calls
    finally:
        stop.set()
        thread.join(PATIENCE)


def test_reading_is_no_change_and_a_save_is_one_at_once(
    seen: queue.Queue[frozenset[str] | None], tmp_path: Path
) -> None:
    """A build reads many files; an edit is not kept waiting for the end of the quiet time."""
    (tmp_path / "a.md").read_text()
    with (tmp_path / "b.md").open("a") as file:
        file.write("more")
    assert seen.get(timeout=PATIENCE) == frozenset({str(tmp_path / "b.md")})
    assert seen.get(timeout=PATIENCE) is None
    assert seen.empty()
