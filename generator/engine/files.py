"""One file of the content folder, as it is read: its bytes, and its entry in the cache."""

from __future__ import annotations

import os
import time
from typing import Final

from generator.engine.cache.entries import Entry
from generator.engine.content_folder import File
from generator.engine.stamp import NO_STAMP, Stamp, changed, stamp
from generator.model import paths
from generator.source.document import MOST_BYTES, digest

SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a stamp can be relied on: a change within one tick of the file system's clock would
not show in it."""


def now() -> int:
    """Return the time, to compare stamps with."""
    return time.time_ns()


def contents(file: File, most: int = MOST_BYTES + 1) -> tuple[bytes, Stamp]:
    """Return the bytes and the stamp of a file, or so many of its first bytes: a larger one is not read.

    A link that may have replaced the file since the scan is not followed.
    """
    descriptor, status = paths.opened(file.location)
    try:
        data = b""
        while part := os.read(descriptor, min(most - len(data), status.st_size + 1)):
            data += part
            if len(data) == status.st_size:
                break  # all of it: it would take another call to be told so
        return data, stamp(status)
    finally:
        os.close(descriptor)


def entry_of(file: File, data: bytes, seen: Stamp, started: int, earlier: Entry | None = None) -> Entry:
    """Return the entry of a file. If its bytes are the same, what is known of its document stays."""
    settled = seen == file.stamp and changed(file.stamp) + SETTLED < started
    found = digest(data)
    known = (
        (earlier.outline, earlier.words, earlier.ends, earlier.rare)
        if earlier and earlier.digest == found
        else ()
    )
    return Entry(file.stamp if settled else NO_STAMP, found, *known)
