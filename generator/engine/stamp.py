"""The stamp of a file, by which a change is noticed without reading the file."""

from __future__ import annotations

import os
from struct import Struct
from typing import Final

Stamp = bytes
"""Size, time of modification and of status change (nanoseconds), and inode number of a file.

Equal stamps mean equal content, provided that the stamp is old enough.
"""
_FIELDS: Final = Struct("=4Q")
_EIGHT_BYTES: Final = (1 << 64) - 1

LENGTH: Final = _FIELDS.size
"""Bytes of a stamp."""
NO_STAMP: Final[Stamp] = bytes(LENGTH)
"""The stamp of a file that was too young to be relied on: no file has it."""


def stamp(found: os.stat_result) -> Stamp:
    """Return the stamp of a file. Its numbers are cut to eight bytes, of whatever year the file is."""
    return _FIELDS.pack(
        found.st_size,
        found.st_mtime_ns & _EIGHT_BYTES,
        found.st_ctime_ns & _EIGHT_BYTES,
        found.st_ino & _EIGHT_BYTES,
    )


def size(found: Stamp) -> int:
    """Return the size of a file (bytes)."""
    found_size: int = _FIELDS.unpack(found)[0]
    return found_size


def changed(found: Stamp) -> int:
    """Return when a file was last changed (ns), its content or its status."""
    times: tuple[int, int] = _FIELDS.unpack(found)[1:3]
    return max(times)
