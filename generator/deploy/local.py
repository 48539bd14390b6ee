"""A target that is a folder of this computer."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from generator.deploy.errors import NotPublished
from generator.deploy.release import FOLDER


class LocalFolder:
    """A folder of this computer, from which a web server reads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._releases = folder / FOLDER

    def names(self) -> Sequence[str]:
        """Return the names in the folder of releases."""
        return os.listdir(self._releases) if self._releases.is_dir() else ()

    def read(self, name: str) -> bytes:
        """Return a listing."""
        file = self._releases / name
        return file.read_bytes() if file.is_file() else b""

    def upload(self, source: Path, release: str, before: str) -> None:
        """Copy an edition; a file that the release before has, too, is a link to it."""
        old, new = self._releases / before, self._releases / release
        shutil.rmtree(new, ignore_errors=True)

        def copy(file: str, target: str) -> None:
            there = old / os.path.relpath(file, source)
            if before and there.is_file() and filecmp.cmp(file, there, shallow=False):
                os.link(there, target)
            else:
                shutil.copyfile(file, target)

        shutil.copytree(source, new, copy_function=copy)

    def write(self, name: str, data: bytes) -> None:
        """Write a listing."""
        self._releases.mkdir(parents=True, exist_ok=True)
        (self._releases / name).write_bytes(data)

    def rename(self, old: str, new: str) -> None:
        """Rename a listing."""
        os.replace(self._releases / old, self._releases / new)

    def switch(self, edition: str, release: str) -> None:
        """Replace the edition's link, or an empty folder for which a web server was set up."""
        link, pointer = self._folder / edition, self._releases / f".{edition}"
        if link.is_dir() and not link.is_symlink() and not any(link.iterdir()):
            link.rmdir()
        if link.exists() and not link.is_symlink():
            raise NotPublished(f"{link} is there already and no release. Move it away, then publish again.")
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(f"{FOLDER}/{release}")
        os.replace(pointer, link)

    def remove(self, release: str, listings: Sequence[str]) -> None:
        """Remove a release."""
        if (self._releases / release).exists():
            shutil.rmtree(self._releases / release)
        for each in listings:
            (self._releases / each).unlink(missing_ok=True)
