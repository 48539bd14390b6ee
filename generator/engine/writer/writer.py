"""The only writer of the site. A reader sees whole files, old or new; an interrupted write is finished by the next command.

Files are staged beside the editions, on the same file system; a journal of what is to happen is written; then each is renamed into its place and what is
no longer made is removed. A journal that is found later is carried out to its end, and whatever else an interrupted build has left is removed. Nothing is
wiped: a file system pays for that at the next build.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from generator.engine.cache.manifests import Manifest
from generator.engine.writer.lock import alone
from generator.model import paths

WORKSHOP: Final = ".enquiry"
RELEASES: Final = "releases"
KEPT_RELEASES: Final = 3
ASIDE: Final = ("plain", "old")
"""What an edition's folder is called while another takes its place."""


class Journal(Struct, frozen=True):
    """A commit that has been decided: staged files go to their places in `target`, `removals` go. With `whole`, the stage itself becomes the target."""

    target: str
    moves: tuple[str, ...]
    removals: tuple[str, ...]
    whole: bool = False


class Standing(Struct, frozen=True):
    """How an edition's folder is: which of the files that were written have been `changed` or are gone, and which `strays` nobody wrote."""

    changed: frozenset[str]
    strays: tuple[str, ...]

    @property
    def untouched(self) -> bool:
        """Whether everything is as it was written."""
        return not self.changed and not self.strays


AS_WRITTEN: Final = Standing(frozenset(), ())


class NotOurs(Exception):
    """The output folder holds something that Enquiry did not make."""


class Stage:
    """Where new files wait for their places in an edition, under their own paths."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = {str(folder)}

    def write(self, path: str, data: bytes) -> tuple[int, int]:
        """Put a new file here; its size, and the time of its modification (nanoseconds), which it keeps in the site."""
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


_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0)


class Site:
    """An output folder, held by one build at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workshop = folder / WORKSHOP

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """The folder, for this build alone: another build waits. What an interrupted one has left is finished or removed first."""
        if not self.workshop.exists() and self.folder.is_dir() and any(self.folder.iterdir()):
            raise NotOurs(str(self.folder))
        self.workshop.mkdir(parents=True, exist_ok=True)
        with alone(self.workshop / "lock"):
            for journal in sorted(self.workshop.glob("journal-*.json")):
                self._carry_out(journal)
            self._put_back()
            self._tidy()
            try:
                yield
            except BaseException:
                self._put_back()
                raise

    def _put_back(self) -> None:
        """An edition that was put aside and whose place was not taken stands where it stood."""
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
        for release in (self.folder / RELEASES).glob("*-*"):
            name, _, number = release.name.rpartition("-")
            if number.isdigit() and int(number) > self._shown(name):
                shutil.rmtree(release)

    def _shown(self, name: str) -> int:
        """The number of the release that an edition is; 0 where it is none."""
        link = self.edition(name)
        number = os.readlink(link).rpartition("-")[2] if link.is_symlink() else ""
        return int(number) if number.isdigit() else 0

    def edition(self, name: str) -> Path:
        """Where an edition is."""
        return self.folder / name

    def stage(self, name: str) -> Stage:
        """An empty stage for an edition's new files."""
        folder = self.workshop / f"stage-{name}"
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
        return Stage(folder)

    def discard(self, name: str) -> None:
        """Remove an edition's stage: nothing in it is wanted."""
        shutil.rmtree(self.workshop / f"stage-{name}", ignore_errors=True)

    def standing(self, name: str, manifest: Manifest | None) -> Standing:
        """How an edition's files compare with those that were written. A folder that has not been modified holds nothing new, so only others are looked through."""
        outputs, folders = (manifest.outputs, manifest.folders) if manifest else ({}, {})
        top = os.path.realpath(self.edition(name))
        changed = {
            path
            for path, output in outputs.items()
            if _modified(f"{top}/{path}", output.size) != output.modified
        }
        strays: list[str] = []
        pending = (
            [folder for folder, modified in folders.items() if _modified(f"{top}/{folder}") != modified]
            if folders
            else [""]
        )
        while pending:
            folder = pending.pop()
            for entry in _listed(f"{top}/{folder}"):
                path = f"{folder}/{entry.name}" if folder else entry.name
                if not entry.is_dir(follow_symlinks=False):
                    strays.extend([] if path in outputs else [path])
                elif path not in folders:
                    pending.append(path)
        return Standing(frozenset(changed), tuple(strays))

    def folders(self, name: str, paths: Iterable[str], known: Mapping[str, int]) -> dict[str, int]:
        """The folders above these files of an edition, with their times of modification (nanoseconds); the others are as they were known."""
        top = os.path.realpath(self.edition(name))
        found = dict(known)
        for folder in _above(paths):
            modified = _modified(f"{top}/{folder}")
            found.pop(folder, None)
            if modified:
                found[folder] = modified
        return found

    def commit(self, name: str, staged: Iterable[str], removed: Iterable[str]) -> None:
        """Put the staged files in their places, and remove others. Releases made before are no longer kept."""
        target = self.edition(name)
        if target.is_symlink() and not target.exists():
            target.unlink()  # somebody has removed the releases: nothing is shown, and nothing could take the place of a link
        elif target.is_symlink():
            plain = self.workshop / f"plain-{name}"
            shutil.rmtree(plain, ignore_errors=True)
            shutil.copytree(target, plain, copy_function=os.link)
            if _exchanged(plain, target):
                plain.unlink()
            else:
                target.unlink()
                os.replace(plain, target)
        self.keep_releases(name, 0)
        whole = not target.exists()
        moves, removals = () if whole else tuple(sorted(staged)), tuple(sorted(removed))
        if not moves and not removals and not whole:
            self.discard(name)
            return
        journal = self.workshop / f"journal-{name}.json"
        _write_whole(journal, msgspec.json.encode(Journal(name, moves, removals, whole)))
        self._carry_out(journal)

    def release(
        self, name: str, staged: Iterable[str], planned: Mapping[str, object], *, keep: int = KEPT_RELEASES
    ) -> int:
        """Make a numbered release beside the ones before it, and swap the edition's symbolic link to it; its number.

        Files that did not change are hard links to those of the release before. The last `keep` releases stay.
        """
        link = self.edition(name)
        releases = self.folder / RELEASES
        releases.mkdir(exist_ok=True)
        numbers = _numbers(releases, name)
        number = max(numbers, default=0) + 1
        stage = self.workshop / f"stage-{name}"
        new = set(staged)
        for path in planned:
            if path not in new:
                (stage / path).parent.mkdir(parents=True, exist_ok=True)
                os.link(link / path, stage / path)
        target = releases / f"{name}-{number:06}"
        os.replace(stage, target)
        self._swap(link, target)
        self.keep_releases(name, keep)
        return number

    def keep_releases(self, name: str, keep: int) -> None:
        """Remove an edition's releases but the last ones."""
        for old in sorted(_numbers(self.folder / RELEASES, name), reverse=True)[keep:]:
            shutil.rmtree(self.folder / RELEASES / f"{name}-{old:06}")

    def _swap(self, link: Path, target: Path) -> None:
        pointer = self.workshop / f"link-{link.name}"
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(os.path.relpath(target, link.parent))
        if link.is_dir() and not link.is_symlink():
            if _exchanged(pointer, link):
                shutil.rmtree(pointer)
                return
            os.replace(link, self.workshop / f"old-{link.name}")
            os.replace(pointer, link)
            shutil.rmtree(self.workshop / f"old-{link.name}")
        else:
            os.replace(pointer, link)

    def _carry_out(self, path: Path) -> None:
        try:
            journal = msgspec.json.decode(path.read_bytes(), type=Journal)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return
        if not all(paths.stays(each) for each in (journal.target, *journal.moves, *journal.removals)):
            raise NotOurs(str(self.folder))
        stage, target = self.workshop / f"stage-{journal.target}", self.edition(journal.target)
        if journal.whole:
            if stage.exists():
                os.replace(stage, target)
        else:
            _move(stage, target, journal.moves)
            _remove(target, journal.removals)
        shutil.rmtree(stage, ignore_errors=True)
        path.unlink()


def _move(stage: Path, target: Path, moves: Iterable[str]) -> None:
    made: set[str] = set()
    for path in moves:
        folder = path.rpartition("/")[0]
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        with contextlib.suppress(FileNotFoundError):
            os.replace(paths.under(stage, path), paths.under(target, path))


def _remove(target: Path, removals: Iterable[str]) -> None:
    """Remove files, and the folders that are empty then. What can't be removed stops the build: it may be somebody's withdrawn post."""
    for path in removals:
        file = Path(paths.under(target, path))
        file.unlink(missing_ok=True)
        folder = file.parent
        while folder != target:
            try:
                folder.rmdir()
            except FileNotFoundError:
                pass
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                    raise
                break
            folder = folder.parent


def _exchanged(one: Path, other: Path) -> bool:
    from generator.engine.writer.atomic_swap import exchange  # which loads what hardly any build needs

    return exchange(one, other)


def _write_whole(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".new")
    with open(temporary, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _numbers(releases: Path, name: str) -> list[int]:
    return [
        int(each.name.rpartition("-")[2])
        for each in releases.glob(f"{name}-*")
        if each.name.rpartition("-")[2].isdigit()
    ]


def _modified(path: str, size: int | None = None) -> int:
    """When a file or folder was modified (nanoseconds); 0 where it is not there, or is of another size."""
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
    """Every folder that one of these is in, at any depth; `""` is the top."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
