"""An atomic swap of two paths on one file system: a reader sees the one or the other, and never nothing."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Final

_CURRENT_FOLDER: Final = -100
"""Linux's `AT_FDCWD`: relative paths start at the folder of the process."""
_EXCHANGE: Final = 2
"""Linux's `RENAME_EXCHANGE`, a flag of `renameat2`."""


def swap(one: Path, other: Path) -> bool:
    """Swap two paths, and return whether it was done.

    Where the system or its file system knows no such operation, nothing has happened.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    one_path, other_path = os.fsencode(one), os.fsencode(other)
    return bool(rename(_CURRENT_FOLDER, one_path, _CURRENT_FOLDER, other_path, _EXCHANGE) == 0)
