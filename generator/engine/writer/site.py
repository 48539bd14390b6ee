"""The output folder.

A reader sees whole files, old or new; an interrupted write is finished by the next command.

Files are staged beside the editions, on the same file system; a journal of what is to happen is written; then
each is renamed into its place and what is no longer made is removed. A journal that is found later is carried
out to its end, and whatever else an interrupted build has left is removed. Nothing is wiped: a file system
pays for that at the next build.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.engine.errors import NotOurs
from generator.engine.lock import locked
from generator.engine.writer import journal, releases
from generator.engine.writer.journal import Journal
from generator.engine.writer.releases import KEPT_RELEASES
from generator.engine.writer.staging import Staging

WORKSHOP: Final = ".enquiry"
"""The folder, beside the editions, of everything that is not finished."""
ASIDE: Final = ("plain", "old")
"""Prefixes of an edition's folder that is put aside while another takes its place."""


class Site:
    """An output folder, locked by one build at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workshop = folder / WORKSHOP

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the folder against other builds.

        What an interrupted one has left is finished or removed first.
        """
        if not self.workshop.exists() and self.folder.is_dir() and any(self.folder.iterdir()):
            raise NotOurs(str(self.folder))
        self.workshop.mkdir(parents=True, exist_ok=True)
        with locked(self.workshop / "lock"):
            for each in sorted(self.workshop.glob("journal-*.json")):
                journal.carry_out(each, self.folder)
            self._restore()
            self._tidy()
            try:
                yield
            except BaseException:
                self._restore()
                raise

    def _restore(self) -> None:
        """Put an edition back that was put aside and whose place was not taken."""
        for aside in ASIDE:
            for left in self.workshop.glob(f"{aside}-*"):
                edition = self.edition(left.name.removeprefix(f"{aside}-"))
                if not os.path.lexists(edition):
                    os.replace(left, edition)

    def _tidy(self) -> None:
        """Remove what no edition shows: it may hold what somebody has taken back since."""
        for left in self.workshop.iterdir():
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            elif left.name != "lock":
                left.unlink()
        releases.prune_unfinished(self.folder)

    def edition(self, name: str) -> Path:
        """Return the folder of an edition."""
        return self.folder / name

    def staging(self, name: str) -> Staging:
        """Return an empty staging folder for an edition."""
        folder = self.workshop / f"stage-{name}"
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
        return Staging(folder)

    def discard(self, name: str) -> None:
        """Remove an edition's staging folder: nothing in it is wanted."""
        shutil.rmtree(self.workshop / f"stage-{name}", ignore_errors=True)

    def commit(self, name: str, staged: Iterable[str], removed: Iterable[str]) -> None:
        """Move the staged files into their places, and remove others. Earlier releases are no longer kept."""
        target = self.edition(name)
        if target.is_symlink() and not target.exists():
            target.unlink()  # the releases were removed: nothing is shown, and nothing can replace a link
        elif target.is_symlink():
            self._make_plain(name)
        self.prune(name, 0)
        whole = not target.exists()
        moves, removals = () if whole else tuple(sorted(staged)), tuple(sorted(removed))
        if not moves and not removals and not whole:
            self.discard(name)
            return
        file = self.workshop / f"journal-{name}.json"
        journal.write(file, Journal(name, moves, removals, whole))
        journal.carry_out(file, self.folder)

    def _make_plain(self, name: str) -> None:
        """Replace an edition's link to a release by a folder with the same files."""
        target, plain = self.edition(name), self.workshop / f"plain-{name}"
        shutil.rmtree(plain, ignore_errors=True)
        shutil.copytree(target, plain, copy_function=os.link)
        if _swapped(plain, target):
            plain.unlink()
        else:
            target.unlink()
            os.replace(plain, target)

    def release(
        self, name: str, staged: Iterable[str], planned: Mapping[str, object], *, keep: int = KEPT_RELEASES
    ) -> None:
        """Make a release beside the ones before it, and switch the edition's symbolic link to it.

        The last `keep` releases stay.
        """
        staging, target = self.workshop / f"stage-{name}", releases.new_release(self.folder, name)
        new = set(staged)
        releases.link_unchanged(self.edition(name), staging, (path for path in planned if path not in new))
        os.replace(staging, target)
        self._switch(self.edition(name), target)
        self.prune(name, keep)

    def prune(self, name: str, keep: int) -> None:
        """Remove an edition's releases but the last ones."""
        releases.prune(self.folder, name, keep)

    def _switch(self, link: Path, target: Path) -> None:
        pointer = self.workshop / f"link-{link.name}"
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(os.path.relpath(target, link.parent))
        if link.is_dir() and not link.is_symlink():
            if _swapped(pointer, link):
                shutil.rmtree(pointer)
                return
            os.replace(link, self.workshop / f"old-{link.name}")
            os.replace(pointer, link)
            shutil.rmtree(self.workshop / f"old-{link.name}")
        else:
            os.replace(pointer, link)


def _swapped(one: Path, other: Path) -> bool:
    from generator.engine.writer.atomic_swap import swap  # loads ctypes, which hardly any build needs

    return swap(one, other)
