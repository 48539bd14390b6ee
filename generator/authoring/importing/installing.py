"""Files that are written all together or not at all.

They are staged first, beside the content folder, where nobody reads them. Then they are moved to their
places, of which a journal is kept: what goes wrong on the way is undone, and what a power cut leaves is
undone by the next import.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Final

from generator.authoring.files.writing import Refused, writable_path
from generator.authoring.importing.index import Index
from generator.authoring.importing.survey import Progress
from generator.model import paths

FOLDER: Final = "importing"
_JOURNAL: Final = "journal.jsonl"


class Stage(Mapping[str, bytes]):
    """New contents of files, by their paths in the content folder, kept on the disk until they are wanted."""

    def __init__(self, content: Path, cache: Path, index: Index) -> None:
        self.content = content
        self.folder = cache / FOLDER
        self.new = index.table(bool)
        """The files that are staged, each with an answer to the question if it is new."""

    def part(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Return some of what is staged."""
        return _Part(self.folder / "after", dict.fromkeys(paths))

    @property
    def end(self) -> int:
        """The place of the next file that is staged."""
        return self.new.end

    def paths(self, start: int, end: int) -> list[str]:
        """Return the paths that were staged from one place to another, if none of them was dropped."""
        return self.new.between(start, end)

    def __enter__(self) -> Stage:
        undo(self.content, self.folder)
        (self.folder / "after").mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def __getitem__(self, path: str) -> bytes:
        if path not in self.new:
            raise KeyError(path)
        return self._after(path).read_bytes()

    def __contains__(self, path: object) -> bool:
        return path in self.new

    def __iter__(self) -> Iterator[str]:
        return iter(self.new)

    def __len__(self) -> int:
        return len(self.new)

    def _after(self, path: str) -> Path:
        return Path(paths.under(self.folder / "after", path))

    def put(self, path: str, data: bytes, *, new: bool = True) -> None:
        """Stage the content of a file; a `new` one may not be there when it is written."""
        target = self._after(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.new[path] = new

    def drop(self, path: str) -> None:
        """Take back a file that was staged."""
        del self.new[path]

    def install(self, progress: Progress) -> None:
        """Move all files to their places."""
        for _, place, new in self._places():
            if new and os.path.lexists(place):
                raise Refused(f"{place} is there meanwhile, so nothing was written. Run the command again.")
        for path, place, new in self._places():
            if not new:
                kept = Path(paths.under(self.folder / "before", path))
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(place, kept)
        _write_whole(self.folder / _JOURNAL, (json.dumps(each) for each in self.new.items()))
        with _until_done():
            try:
                self._move(progress)
            except BaseException:
                undo(self.content, self.folder)
                raise
        os.unlink(self.folder / _JOURNAL)

    def _places(self) -> Iterator[tuple[str, Path, bool]]:
        return ((path, writable_path(self.content, path), new) for path, new in self.new.items())

    def _move(self, progress: Progress) -> None:
        total = len(self)
        for number, (path, place, new) in enumerate(self._places()):
            if number % 100 == 0:
                progress("Writing", number, total)
            place.parent.mkdir(parents=True, exist_ok=True)
            if not new:
                shutil.copymode(place, self._after(path))
            os.replace(self._after(path), place)
        if hasattr(os, "sync"):
            os.sync()
        progress("Writing", total, total)


class _Part(Mapping[str, bytes]):
    """Some of the files that are staged."""

    def __init__(self, folder: Path, files: Mapping[str, None]) -> None:
        self._folder = folder
        self._files = files

    def __getitem__(self, path: str) -> bytes:
        if path not in self._files:
            raise KeyError(path)
        return Path(paths.under(self._folder, path)).read_bytes()

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def undo(content: Path, folder: Path) -> None:
    """Take back what an interrupted import wrote, and remove what it staged."""
    journal = folder / _JOURNAL
    if journal.is_file():
        for path, new in _entries(journal):
            place = writable_path(content, path)
            kept = Path(paths.under(folder / "before", path))
            if not new and kept.is_file():
                os.replace(kept, place)
            elif new and not Path(paths.under(folder / "after", path)).exists():
                place.unlink(missing_ok=True)
                _tidy(content, place.parent)
    shutil.rmtree(folder, ignore_errors=True)


def _tidy(content: Path, folder: Path) -> None:
    """Remove folders that hold nothing any longer."""
    while folder != content:
        with suppress(OSError):
            folder.rmdir()
        if folder.exists():
            return
        folder = folder.parent


def _entries(journal: Path) -> Iterator[tuple[str, bool]]:
    with open(journal, encoding="utf-8") as file:
        for line in file:
            path, new = json.loads(line)
            yield path, new


def _write_whole(path: Path, lines: Iterable[str]) -> None:
    temporary = path.with_suffix(".new")
    with open(temporary, "w", encoding="utf-8") as file:
        file.writelines(f"{each}\n" for each in lines)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


@contextmanager
def _until_done() -> Iterator[None]:
    """Let a request to end the process be an exception, so that what was done is undone."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(1)

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # in another thread than the first, which gets no signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
