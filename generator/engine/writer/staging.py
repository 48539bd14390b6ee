"""A staging folder: new files wait in it for their places in an edition, on the same file system."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from generator.model import paths

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0)


class Staging:
    """The staging folder of an edition. Files are under the paths that they will have in the edition."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = {str(folder)}

    def write(self, path: str, data: bytes) -> tuple[int, int]:
        """Write a new file; return its size and its time of modification (ns), which it keeps in the site."""
        whole = paths.under(self.folder, path)
        self._make(os.path.dirname(whole))
        descriptor = os.open(whole, _NEW, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
        finally:
            os.close(descriptor)
        found = os.stat(whole)
        return found.st_size, found.st_mtime_ns

    def _make(self, folder: str) -> None:
        """Make a folder with those above it; each is asked for once."""
        if folder not in self._made:
            self._make(os.path.dirname(folder))
            with contextlib.suppress(FileExistsError):
                os.mkdir(folder)
            self._made.add(folder)
