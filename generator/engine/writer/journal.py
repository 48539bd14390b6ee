"""The journal of a commit. Once it is written, the commit is carried out, if need be by the next command."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from generator.engine.errors import NotOurs
from generator.model import paths

_GONE: Final = (FileNotFoundError, NotADirectoryError)
"""Nothing is there, and there may be a file where a folder above it was."""


class Journal(Struct, frozen=True):
    """A commit that has been decided: staged files are moved into `target`, and `removals` are removed.

    With `whole`, the staging folder itself becomes the target.
    """

    target: str
    moves: tuple[str, ...]
    removals: tuple[str, ...]
    whole: bool = False


def write(path: Path, journal: Journal) -> None:
    """Write a journal to the disk, whole or not at all."""
    temporary = path.with_suffix(".new")
    with open(temporary, "wb") as file:
        file.write(msgspec.json.encode(journal))
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def carry_out(path: Path, site: Path) -> None:
    """Carry out a journal to its end, and remove it. One that is not whole was never decided on."""
    try:
        journal = msgspec.json.decode(path.read_bytes(), type=Journal)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return
    if not all(paths.stays(each) for each in (journal.target, *journal.moves, *journal.removals)):
        raise NotOurs(str(site))
    staging, target = path.parent / f"stage-{journal.target}", site / journal.target
    if journal.whole:
        if staging.exists():
            os.replace(staging, target)
    else:
        _move(staging, target, journal.moves)
        _remove(target, journal.removals)
    shutil.rmtree(staging, ignore_errors=True)
    path.unlink()


def _move(staging: Path, target: Path, moves: Iterable[str]) -> None:
    made: set[str] = set()
    for path in moves:
        folder = path.rpartition("/")[0]
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        with contextlib.suppress(FileNotFoundError):
            os.replace(paths.under(staging, path), paths.under(target, path))


def _remove(target: Path, removals: Iterable[str]) -> None:
    """Remove files, empty folders, and the folders that are empty then.

    What can't be removed stops the build: it may be somebody's withdrawn post.
    """
    for path in removals:
        folder = file = Path(paths.under(target, path))
        if file.is_symlink() or not file.is_dir():
            with contextlib.suppress(*_GONE):
                file.unlink()
            folder = file.parent
        while folder != target:
            try:
                folder.rmdir()
            except _GONE:
                pass
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                    raise
                break
            folder = folder.parent
