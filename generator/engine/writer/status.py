"""The status of an edition's folder, compared with its manifest: what was modified, and what nobody wrote."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.engine.cache.manifests import Manifest


class FolderStatus(Struct, frozen=True):
    """The files of an edition that were `modified` or are gone, and `untracked` ones.

    A folder that nobody wrote is untracked where it is empty, since its name may tell of what was there.
    """

    modified: frozenset[str]
    untracked: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """True if everything is as it was written."""
        return not self.modified and not self.untracked


CLEAN: Final = FolderStatus(frozenset(), ())


def status(edition: Path, manifest: Manifest | None) -> FolderStatus:
    """Return the status of an edition's folder.

    A folder that has not been modified holds nothing new, so only others are looked through.
    """
    outputs, folders = (manifest.outputs, manifest.folders) if manifest else ({}, {})
    top = os.path.realpath(edition)
    modified = {
        path for path, output in outputs.items() if _modified(f"{top}/{path}", output.size) != output.modified
    }
    untracked: list[str] = []
    pending = (
        [folder for folder, time in folders.items() if _modified(f"{top}/{folder}") != time]
        if folders
        else [""]
    )
    while pending:
        folder = pending.pop()
        entries = _listed(f"{top}/{folder}")
        if folder and folder not in folders and not entries:
            untracked.append(folder)
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not entry.is_dir(follow_symlinks=False):
                untracked.extend([] if path in outputs else [path])
            elif path not in folders:
                pending.append(path)
    return FolderStatus(frozenset(modified), tuple(untracked))


def folder_times(edition: Path, paths: Iterable[str], known: Mapping[str, int]) -> dict[str, int]:
    """Return the times of modification (ns) of the folders above these files; the others are as `known`."""
    top = os.path.realpath(edition)
    found = dict(known)
    for folder in _above(paths):
        modified = _modified(f"{top}/{folder}")
        found.pop(folder, None)
        if modified:
            found[folder] = modified
    return found


def _modified(path: str, size: int | None = None) -> int:
    """Return when a path was modified (ns); 0 where it is not there, or is of another size."""
    try:
        found = os.lstat(path)
    except OSError:
        return 0
    return found.st_mtime_ns if size is None or found.st_size == size else 0


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def _above(paths: Iterable[str]) -> set[str]:
    """Return every folder that one of these is in, at any depth; `""` is the top."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
