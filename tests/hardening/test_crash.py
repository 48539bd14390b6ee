"""Crash-safe: whatever ends a build, every file of the site is whole, and the next build is as good as one that begins with nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hardening.faults import HOW, faulty
from tests.hardening.figures import Figure, Time
from tests.incremental.test_equals_clean import small
from tests.support import Records, build, clean, differences, tree

STUCK = 120
"""Seconds after which a process is taken to wait for something that will not come."""


class Scene(NamedTuple):
    """A content folder `old`, built; and `new`, which it has become. `taken` is the word of a post that was deleted, `added` that of a new one."""

    folder: Path
    old: Records
    new: Records
    trees: tuple[dict[str, bytes], dict[str, bytes]]
    releases: bool
    taken: str = "zqtakenback"
    added: str = "zqaddedlater"

    def restore(self) -> None:
        """The site and the cache as the last good build left them."""
        for name in ("site", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            shutil.copytree(self.folder / f"{name}-before", self.folder / name, symlinks=True)

    def arguments(self, content: Path) -> list[str | Path]:
        """A build, for the command."""
        return ["build", "--content", content, "--output", self.folder / "site", "--cache", self.folder / "cache", "--workers", "1", *(["--releases"] if self.releases else [])]

    def broken(self, number: int, how: str, *, counted: str = "") -> subprocess.CompletedProcess[str]:
        """A build of what is new, in which one call fails."""
        return faulty(self.arguments(self.new.content), (self.folder / "site", self.folder / "cache"), number, how, counted=counted)

    def calls(self) -> int:
        """How many calls there are that may fail."""
        self.restore()
        done = self.broken(0, "kill", counted=str(self.folder / "count"))
        assert done.returncode == 0, done.stderr
        return (self.folder / "count").stat().st_size


def scene(folder: Path, *, releases: bool) -> Scene:
    """The scene, before anything happens."""
    old = small(folder / "one")
    old.change("network.yaml", theme=None)
    old.file("participants/ann/posts/picture.png", b"\x89PNG\r\n\x1a\none")
    old.text("participants/ann/posts/2018-01-06-zqtakenback.md", "Words zqtakenback ![P](picture.png).", title="Taken zqtakenback", date="2018-01-06", phase="p1")
    old.text("participants/bea/replies/2018-01-07-to.md", "Comment zqtakenback.", date="2018-01-07", reply_to="ann/first")
    new = old.copied(folder / "two")
    new.remove("participants/ann/posts/2018-01-06-zqtakenback.md")
    new.remove("participants/bea/replies/2018-01-07-to.md")
    new.file("participants/ann/posts/picture.png", b"\x89PNG\r\n\x1a\nzqaddedlater")
    new.text("participants/ann/posts/2018-01-08-zqaddedlater.md", "Words zqaddedlater ![P](picture.png).", title="Added zqaddedlater", date="2018-01-08", standards=["s.two"])
    new.text("participants/bea/replies/2018-01-09-on.md", "Comment zqaddedlater.", date="2018-01-09", reply_to="ann/second")
    assert build(old.write(), folder / "site", folder / "cache", releases=releases).written
    trees = tree(folder / "site"), clean(new.write(), folder / "clean")
    for name in ("site", "cache"):
        os.rename(folder / name, folder / f"{name}-before")
    return Scene(folder, old, new, trees, releases)


def torn(scene: Scene) -> list[str]:
    """Files that are neither as they were nor as they are to be; with releases, editions that are not wholly so."""
    found, (old, new) = tree(scene.folder / "site"), scene.trees
    if not scene.releases:
        return [path for path, data in found.items() if data not in (old.get(path), new.get(path))] + [path for path in old.keys() & new.keys() if path not in found]
    editions = ("public", "cohort", "facilitators")
    return [name for name in editions if not any(_of(found, name) == _of(each, name) for each in (old, new))]


def _of(files: Mapping[str, bytes], edition: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(f"{edition}/")}


def remains(word: str, *folders: Path) -> list[str]:
    """Every file that has this word in its name or in a byte of it."""
    files = [path for folder in folders for path in folder.rglob("*")]
    return [str(path) for path in files if word in path.name or (path.is_file() and word.encode() in path.read_bytes())]


def survived(scene: Scene, number: int, how: str) -> list[str]:
    """What a fault at one call breaks: then, or at the next build, whether that is of what is new or of what was before."""
    scene.restore()
    done = scene.broken(number, how)
    faults = [f"torn: {path}" for path in torn(scene)]
    unharmed = how != "kill" and done.returncode == 0 and not done.stderr and not differences(tree(scene.folder / "site"), scene.trees[1])
    if how != "kill" and not unharmed and (done.returncode != 1 or "Traceback" in done.stderr or "is whole" not in done.stderr):
        faults.append(f"exit code {done.returncode}: {done.stderr[-300:]}")
    if how == "kill" and done.returncode != -signal.SIGKILL:
        faults.append(f"not killed: {done.returncode} {done.stderr[-300:]}")
    site, cache = scene.folder / "site", scene.folder / "cache"
    back = number % 2
    content, word = (scene.old.content, scene.added) if back else (scene.new.content, scene.taken)
    build(content, site, cache, releases=scene.releases)
    faults += differences(tree(site), scene.trees[not back])
    faults += [f"{word} remains: {path}" for path in remains(word, site, cache)]
    faults += [f"left: {path}" for path in (*(site / ".enquiry").iterdir(), *cache.glob(".*")) if path.name not in ("lock", ".lock", ".gitignore")]
    return [f"call {number}, {how}{', releases' if scene.releases else ''}: {fault}" for fault in faults]


@pytest.mark.parametrize("releases", [False, True], ids=["in place", "releases"])
@pytest.mark.parametrize("how", HOW)
def test_a_fault_at_some_calls_that_write(tmp_path: Path, how: str, releases: bool) -> None:
    """A few, from the first to the last; the long form tries each."""
    stage = scene(tmp_path, releases=releases)
    calls = stage.calls()
    assert calls > 100
    chance = random.Random(HOW.index(how))
    assert [fault for number in sorted({calls, *chance.sample(range(1, calls + 1), 3)}) for fault in survived(stage, number, how)] == []


def long(time: Time) -> Iterator[Figure]:
    """Every call that writes, in every way, for both kinds of site."""
    for done, releases in enumerate((False, True)):
        with tempfile.TemporaryDirectory() as folder:
            stage = scene(Path(folder), releases=releases)
            calls = stage.calls()
            attempts = [(number, how) for number in range(1, calls + 1) for how in HOW]
            random.Random(1).shuffle(attempts)
            share = time.share(1 / (2 - done))
            faults: list[str] = []
            tried = 0
            while tried < len(attempts) and share.left:
                faults += survived(stage, *attempts[tried])
                tried += 1
            kind = "releases" if releases else "in place"
            yield Figure(f"faults at calls that write, {kind}", tried, tuple(faults), f"of {len(attempts):,}: {calls:,} calls, {', '.join(HOW)}")
