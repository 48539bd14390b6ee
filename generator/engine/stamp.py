"""The stamp of a file, by which a change is noticed without reading the file."""

from __future__ import annotations

import os
from typing import Final

Stamp = tuple[int, int, int, int]
"""Size, time of modification and of status change (nanoseconds), and inode number of a file.

Equal stamps mean equal content, provided that the stamp is old enough.
"""

_EIGHT_BYTES: Final = (1 << 64) - 1

NO_STAMP: Final[Stamp] = (0, 0, 0, 0)
"""The stamp of a file that was too young to be relied on: no file has it."""


def stamp(found: os.stat_result) -> Stamp:
    """Return the stamp of a file. Its numbers fit into eight bytes, of whatever year the file is."""
    return (
        found.st_size,
        found.st_mtime_ns & _EIGHT_BYTES,
        found.st_ctime_ns & _EIGHT_BYTES,
        found.st_ino & _EIGHT_BYTES,
    )
