"""A folder of cache files: its lock, the values already loaded, and saving.

What is saved while the cache is locked is written together at the end, so nobody who waits for the site waits
for the cache. Until then the disk has what it had, as if the build had not begun.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final, TypeVar

from generator.engine.cache import file_format
from generator.engine.committed import committed
from generator.engine.errors import CommittedCache
from generator.engine.lock import locked
from generator.engine.stamp import Stamp, stamp
from generator.engine.workers.background import BackgroundTask

T = TypeVar("T")
R = TypeVar("R")

FILES: Final = "files"
"""The cache file that every build with a change writes last, so that its stamp shows changes by other
processes."""
IGNORE: Final = ".gitignore"
LOCK: Final = ".lock"
SAVING: Final = ".saving"
"""The file that marks a save of several files as unfinished."""
BACKGROUND: Final = 200
"""Documents from which on saving them in the background is quicker."""


class CacheMiss(Exception):
    """The cache lacks something that it should have: an inconsistency, after which it is made anew."""


class Store:
    """The cache files in one folder. The values that were loaded or saved are kept in memory."""

    persistent = True
    """True where what is saved is still there in another process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: dict[str, Any] = {}
        self._logged: set[str] = set()
        self._saved: Stamp | None = None
        self._saving: BackgroundTask[bool] | None = None
        self._together: dict[str, Any] = {}
        self._apart: dict[str, Any] = {}

    @property
    def blobs(self) -> Path:
        """The folder of files that are kept as they are, under the digest of their content."""
        return self.folder / "media"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the cache against other processes. Leftovers of an interrupted save are removed first.

        Raises `CommittedCache` where it may be what somebody pushed.
        """
        if self.persistent and committed(self.folder):
            raise CommittedCache(str(self.folder))
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder / LOCK):
            if self._stamp() != self._saved:
                self._loaded.clear()
            self._tidy()
            try:
                yield
            finally:
                self.flush()
            self._saved = self._stamp()

    def flush(self) -> None:
        """Write everything that was saved, and wait until it is on the disk."""
        self._join()
        together, self._together = self._together, {}
        apart, self._apart = self._apart, {}
        if together:
            self._write(together)
        for name, value in apart.items():
            file_format.write(self.folder / name, value)

    def _join(self) -> None:
        """Wait for what is saved in the background."""
        saving, self._saving = self._saving, None
        if saving is not None:
            saving.result()

    def _stamp(self) -> Stamp | None:
        with contextlib.suppress(OSError):
            return stamp(os.stat(self.folder / FILES))
        return None

    def _tidy(self) -> None:
        ignore = self.folder / IGNORE
        if not ignore.exists() or not ignore.stat().st_size:
            ignore.write_text("*\n")
        if (self.folder / SAVING).exists():
            self.forget("an earlier build was interrupted while it saved its cache, which is made anew")
        for left in self.folder.glob(".*"):
            if left.name not in (IGNORE, LOCK) and left.is_file():
                left.unlink()

    def load(self, name: str, kind: type[T]) -> T | None:
        """Return the value in a file and keep it in memory; None where there is no usable file."""
        if name in self._loaded:
            found: T | None = self._loaded[name]
            return found
        found = self._loaded[name] = self._read(name, kind)
        return found

    def peek(self, name: str, kind: type[T]) -> T | None:
        """Return the first fields of the value in a file without keeping it in memory."""
        found: T | None = self._loaded[name] if name in self._loaded else self._read(name, kind)
        return found

    def _read(self, name: str, kind: type[T]) -> T | None:
        return self.usable(lambda: file_format.decode((self.folder / name).read_bytes(), kind))

    def usable(self, read: Callable[[], R]) -> R | None:
        """Return what is read from this folder; None where that can't be used."""
        try:
            return read()
        except OSError:
            return None
        except file_format.Unusable as error:
            self._log(str(error))
            return None

    def save(self, name: str, value: Any) -> None:
        """Save one file, at the end of the lock."""
        self._loaded[name] = value
        if self.persistent:
            (self._together if name in self._together else self._apart)[name] = value

    def save_together(self, values: Mapping[str, Any], documents: int) -> None:
        """Save files that belong together, at the end of the lock.

        Where they are about many documents they are saved in the background, from now on.
        """
        self._loaded.update(values)
        if self.persistent and documents >= BACKGROUND:
            self.flush()
            self._saving = BackgroundTask(lambda: self._write(values), bool)
        elif self.persistent:
            self._together.update(values)

    def save_apart(self, values: Callable[[], Mapping[str, Any]], documents: int) -> None:
        """Save files of which each is good by itself, and which this process does not load again.

        Where they are about many documents they are made in the background, too.
        """

        def work() -> bool:
            for name, value in values().items():
                file_format.write(self.folder / name, value)
            return True

        if self.persistent and documents >= BACKGROUND:
            self.flush()
            self._saving = BackgroundTask(work, bool)
        elif self.persistent:
            self._apart.update(values())

    def _write(self, values: Mapping[str, Any]) -> bool:
        """Write files, with a mark that stays where this is interrupted."""
        (self.folder / SAVING).touch()
        for name, value in values.items():
            file_format.write(self.folder / name, value)
        (self.folder / SAVING).unlink()
        return True

    def names(self, pattern: str) -> list[str]:
        """Return the names of the files on the disk that match a pattern."""
        return [path.name for path in self.folder.glob(pattern)] if self.persistent else []

    def drop(self, pattern: str) -> None:
        """Remove the files that match a pattern, from memory and from the disk."""
        self._join()
        for held in (self._loaded, self._together, self._apart):
            for name in [each for each in held if fnmatchcase(each, pattern)]:
                del held[name]
        for name in self.names(pattern):
            path = self.folder / name
            if path.is_file() and not path.is_symlink():
                path.unlink()

    def forget(self, why: str = "the cache lacks something that it should have and is made anew") -> None:
        """Clear the cache, and log why."""
        self._log(why)
        self.clear()

    def clear(self) -> None:
        """Remove everything that earlier builds saved. Other files in the folder are left alone."""
        self.drop("[!.]*")
        for path in self.blobs.glob("*") if self.persistent and self.blobs.is_dir() else ():
            path.unlink(missing_ok=True)

    def _log(self, line: str) -> None:
        """Log a line once: somebody may wonder why a build was slow."""
        import logging

        if line not in self._logged:
            self._logged.add(line)
            logging.getLogger("enquiry").warning("enquiry: %s", line)


class MemoryStore(Store):
    """A store that neither reads from the disk nor writes to it."""

    persistent = False

    def usable(self, read: Callable[[], R]) -> R | None:  # noqa: ARG002 - nothing is read
        """Return None: nothing is on the disk."""
        return None
