"""Two places on one file system change what they hold, in one step: a reader sees the one or the other, and never nothing."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Final

_HERE: Final = -100
"""What Linux calls the folder of the process, for paths that are not whole (`AT_FDCWD`)."""
_EXCHANGE: Final = 2
"""The flag of `renameat2` that says so."""


def exchange(one: Path, other: Path) -> bool:
    """Whether it was done. It can't be where the system or its file system knows no such step; then nothing has happened."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
