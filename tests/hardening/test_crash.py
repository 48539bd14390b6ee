"""Crash-safe: whatever ends a build, every file of the site is whole.

The next build is as good as one that begins with nothing.
"""

from __future__ import annotations

import contextlib
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hardening.faults import HOW, faulty, forked
from tests.hardening.figures import Figure, Time
from tests.incremental.test_equals_clean import small
from tests.support import (
    ROOT,
    Records,
    build,
    clean,
    command,
    differences,
    picture,
    surroundings,
    tree,
    unpacked,
)

DAY = "2018-06-01"
"""The day of every build: some pages show it."""
STUCK = 60
"""Seconds after which a process is taken to wait for something that will not come."""


class Scene(NamedTuple):
    """A content folder `old`, built; and `new`, which it has become.

    `taken` is the word of a post that was deleted, `added` that of a new one.
    """

    folder: Path
    old: Records
    new: Records
    trees: tuple[dict[str, bytes], dict[str, bytes]]
    releases: bool
    run: Callable[..., subprocess.CompletedProcess[str]] = faulty
    taken: str = "zqtakenback"
    added: str = "zqaddedlater"

    def restore(self) -> None:
        """The site and the cache as the last good build left them."""
        for name in ("site", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            shutil.copytree(self.folder / f"{name}-before", self.folder / name, symlinks=True)

    def arguments(self, content: Path) -> list[str | Path]:
        """A build, for the command."""
        return [
            "build",
            "--date",
            DAY,
            "--content",
            content,
            "--output",
            self.folder / "site",
            "--cache",
            self.folder / "cache",
            "--workers",
            "1",
            *(["--releases"] if self.releases else []),
        ]

    def broken(self, number: int, how: str, *, counted: str = "") -> subprocess.CompletedProcess[str]:
        """A build of what is new, in which one call fails."""
        return self.run(
            self.arguments(self.new.content),
            (self.folder / "site", self.folder / "cache"),
            number,
            how,
            counted=counted,
        )

    def calls(self) -> int:
        """Return the number of calls that may fail."""
        self.restore()
        done = self.broken(0, "kill", counted=str(self.folder / "count"))
        assert done.returncode == 0, done.stderr
        return (self.folder / "count").stat().st_size


def scene(folder: Path, *, releases: bool) -> Scene:
    """The scene, before anything happens."""
    old = small(folder / "one")
    old.change("network.yaml", theme=None)
    old.file("participants/ann/posts/picture.png", picture("one"))
    old.text(
        "participants/ann/posts/2018-01-06-zqtakenback.md",
        "Words zqtakenback ![P](picture.png).",
        title="Taken zqtakenback",
        date="2018-01-06",
        phase="p1",
    )
    old.text(
        "participants/bea/replies/2018-01-07-to.md",
        "Comment zqtakenback.",
        date="2018-01-07",
        reply_to="ann/first",
    )
    new = old.copied(folder / "two")
    new.remove("participants/ann/posts/2018-01-06-zqtakenback.md")
    new.remove("participants/bea/replies/2018-01-07-to.md")
    new.file("participants/ann/posts/picture.png", picture("zqaddedlater"))
    new.text(
        "participants/ann/posts/2018-01-08-zqaddedlater.md",
        "Words zqaddedlater ![P](picture.png).",
        title="Added zqaddedlater",
        date="2018-01-08",
        standards=["s.two"],
    )
    new.text(
        "participants/bea/replies/2018-01-09-on.md",
        "Comment zqaddedlater.",
        date="2018-01-09",
        reply_to="ann/second",
    )
    assert build(
        old.write(), folder / "site", folder / "cache", releases=releases, search=True, date=DAY
    ).written
    trees = tree(folder / "site"), clean(new.write(), folder / "clean", search=True, date=DAY)
    for name in ("site", "cache"):
        os.rename(folder / name, folder / f"{name}-before")
    return Scene(folder, old, new, trees, releases)


def torn(scene: Scene) -> list[str]:
    """Return files that are neither as they were nor as they are to be.

    With releases, return editions that are not wholly so.
    """
    found, (old, new) = (
        {path: data for path, data in tree(scene.folder / "site").items() if not path.endswith("/")},
        scene.trees,
    )
    if not scene.releases:
        return [path for path, data in found.items() if data not in (old.get(path), new.get(path))] + [
            path for path in old.keys() & new.keys() if path not in found
        ]
    editions = ("public", "cohort", "facilitators")
    return [name for name in editions if not any(_of(found, name) == _of(each, name) for each in (old, new))]


def _of(files: Mapping[str, bytes], edition: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(f"{edition}/")}


def remains(word: str, *folders: Path) -> list[str]:
    """Every file that has this word in its name or in a byte of it."""
    files = [path for folder in folders for path in folder.rglob("*")]
    return [
        str(path)
        for path in files
        if word in path.name or (path.is_file() and word.encode() in unpacked(path.read_bytes()))
    ]


def survived(scene: Scene, number: int, how: str) -> list[str]:
    """Return what a fault at one call breaks.

    It may break at once or at the next build, whether that is of what is new or of what was before.
    """
    scene.restore()
    done = scene.broken(number, how)
    faults = [f"torn: {path}" for path in torn(scene)]
    unharmed = (
        how != "kill"
        and done.returncode == 0
        and "Traceback" not in done.stderr
        and not differences(tree(scene.folder / "site"), scene.trees[1])
    )
    if (
        how != "kill"
        and not unharmed
        and (done.returncode != 1 or "Traceback" in done.stderr or "is whole" not in done.stderr)
    ):
        faults.append(f"exit code {done.returncode}: {done.stderr[-300:]}")
    if how == "kill" and done.returncode != -signal.SIGKILL:
        faults.append(f"not killed: {done.returncode} {done.stderr[-300:]}")
    site, cache = scene.folder / "site", scene.folder / "cache"
    back = number % 2
    content, word = (scene.old.content, scene.added) if back else (scene.new.content, scene.taken)
    build(content, site, cache, releases=scene.releases, search=True, date=DAY)
    faults += differences(tree(site), scene.trees[not back])
    faults += [f"{word} remains: {path}" for path in remains(word, site, cache)]
    faults += [
        f"left: {path}"
        for path in (*(site / ".enquiry").iterdir(), *cache.glob(".*"))
        if path.name not in ("lock", ".lock", ".gitignore")
    ]
    return [f"call {number}, {how}{', releases' if scene.releases else ''}: {fault}" for fault in faults]


@pytest.mark.parametrize("releases", [False, True], ids=["in place", "releases"])
@pytest.mark.parametrize("how", HOW)
def test_a_fault_at_some_calls_that_write(tmp_path: Path, how: str, releases: bool) -> None:
    """A few, from the first to the last; the long form tries each."""
    stage = scene(tmp_path, releases=releases)
    calls = stage.calls()
    assert calls > 100
    chance = random.Random(HOW.index(how))
    assert [
        fault for number in chance.sample(range(1, calls + 1), 3) for fault in survived(stage, number, how)
    ] == []


def large(folder: Path, word: str) -> Path:
    """A content folder with so many posts that several processes read and render them."""
    net = small(folder)
    net.change("network.yaml", theme=None, tagline=word)
    for number in range(240):
        net.text(
            f"participants/ann/posts/2018-02-01-w{number}.md",
            f"Words {word} {number}.",
            title=f"W{number}",
            date="2018-02-01",
            audience="public",
            standards=["s.one"],
        )
    return net.write()


def together(folder: Path, contents: Sequence[Path], rounds: int = 1) -> list[str]:
    """Run eight builds at once, of these contents in turn, and return what is not as it should be.

    They use one output with a cache each, then one cache with an output each, since each has a lock of its
    own.
    """
    wanted = [clean(content, folder / "clean", search=True, date=DAY) for content in contents]
    faults = []
    for shared in (True, False) * rounds:
        sites = [folder / ("site" if shared else f"site{number}") for number in range(8)]
        caches = [folder / (f"cache{number}" if shared else "cache") for number in range(8)]
        running = [
            started(contents[number % len(contents)], sites[number], caches[number]) for number in range(8)
        ]
        faults += [
            f"exit code {each.returncode}: {said[-300:]}"
            for each in running
            if (said := each.communicate(timeout=STUCK)[1].decode()) and each.returncode
        ]
        found = [tree(site) for site in sites]
        faults += [
            f"{'one output' if shared else 'one cache'}: mixed"
            for number, each in enumerate(found)
            if each not in (wanted if shared else [wanted[number % len(contents)]])
        ]
    return faults


def started(content: Path, site: Path, cache: Path, *more: str) -> subprocess.Popen[bytes]:
    """A build that runs by itself."""
    arguments = [
        sys.executable,
        "-m",
        "generator",
        "build",
        "--date",
        DAY,
        "--content",
        str(content),
        "--output",
        str(site),
        "--cache",
        str(cache),
        *more,
    ]
    return subprocess.Popen(
        arguments, cwd=ROOT, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def test_eight_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    """Of two contents: one of them is what there is in the end."""
    assert together(tmp_path, [scene_content(tmp_path / word, word) for word in ("one", "other")]) == []


def scene_content(folder: Path, word: str) -> Path:
    """A small network that says this word on each page."""
    net = small(folder)
    net.change("network.yaml", theme=None, tagline=word)
    return net.write()


def killed(folder: Path, contents: Sequence[Path], seed: int) -> list[str]:
    """A build by several processes, killed while they work, none of which may outlive it; and another one."""
    chance = random.Random(seed)
    if seed % 3 == 0:
        shutil.rmtree(folder / "cache", ignore_errors=True)
    process = started(
        contents[seed % 2],
        folder / "site",
        folder / "cache",
        "--workers",
        "2",
        *(["--releases"] if seed % 5 == 4 else []),
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(chance.uniform(0.3, 0.9))
    process.kill()
    try:
        process.communicate(timeout=STUCK)  # until no process holds the other end
    except subprocess.TimeoutExpired:
        return [f"{seed}: its workers go on"]
    after = started(contents[0], folder / "site", folder / "cache", "--workers", "2")
    said = after.communicate(timeout=STUCK)[1].decode()
    return [f"{seed}: {said}"] if after.returncode else []


def test_a_killed_build_leaves_no_process_that_holds_the_site(tmp_path: Path) -> None:
    """Workers end with their build."""
    contents = [large(tmp_path / word, word) for word in ("one", "other")]
    wanted = clean(contents[0], tmp_path / "clean", search=True, date=DAY)
    assert [fault for seed in (0, 3, 9) for fault in killed(tmp_path, contents, seed)] == []
    assert differences(tree(tmp_path / "site"), wanted) == []


def limited(scene: Scene, size: int) -> list[str]:
    """A build in which no file may be larger than this; then one without a limit."""
    scene.restore()
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); from "
        "generator.__main__ import run; run()"
    )
    arguments = [sys.executable, "-c", program, *map(str, scene.arguments(scene.new.content))]
    done = subprocess.run(
        arguments, cwd=ROOT, env=surroundings(), capture_output=True, text=True, check=False
    )
    faults = [f"torn: {path}" for path in torn(scene)] + (
        [f"exit code {done.returncode}: {done.stderr[-300:]}"]
        if done.returncode not in (0, 1) or "Traceback" in done.stderr
        else []
    )
    build(
        scene.new.content,
        scene.folder / "site",
        scene.folder / "cache",
        releases=scene.releases,
        search=True,
        date=DAY,
    )
    return [
        f"limit {size}: {each}"
        for each in (*faults, *differences(tree(scene.folder / "site"), scene.trees[1]))
    ]


def test_no_room_for_a_whole_file(tmp_path: Path) -> None:
    """Files may not grow beyond a limit."""
    stage = scene(tmp_path, releases=False)
    assert [fault for size in (0, 1, 700, 5000) for fault in limited(stage, size)] == []


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """A disk of one megabyte at this place, where the system lets us have one; whether it does."""
    place.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "none", place], capture_output=True, check=False
        ).returncode
        == 0
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", place], check=True)


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """The texts grow until they no longer fit: a sentence, whole files, and a good site once there is room.

    Without such a disk, its calls are refused as it would.
    """
    net = small(tmp_path / "net")
    net.change("network.yaml", theme=None)
    disk, ends, known = tmp_path / "disk", [], []
    with small_disk(disk) as real:
        arguments: list[str | Path] = [
            "build",
            "--date",
            DAY,
            "--content",
            net.content,
            "--output",
            disk / "site",
            "--cache",
            disk / "cache",
            "--workers",
            "1",
        ]
        for size in (0, 20, 60, 180):
            for number in range(size // 20):
                net.text(
                    f"participants/ann/posts/2018-02-01-long{size}-{number}.md",
                    f"w{size}x{number} " * 8_000,
                    title=f"Long {number}",
                    date="2018-02-01",
                    audience="public",
                )
            net.write()
            done = (
                command(*arguments)
                if real or not size
                else faulty(arguments, (disk / "site", disk / "cache"), size, "ENOSPC")
            )
            ends.append(done.returncode)
            assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
            known.append(clean(net.content, tmp_path / "clean", search=True, date=DAY))
            assert [
                path
                for path, data in tree(disk / "site").items()
                if not path.endswith("/") and all(data != each.get(path) for each in known)
            ] == []
        assert 1 in ends and "No space left on device" in done.stderr
        if real:
            subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        assert command(*arguments).returncode == 0
        assert differences(tree(disk / "site"), known[-1]) == []


def test_nobody_can_read_what_it_says(tmp_path: Path) -> None:
    """Standard output that is full: an exit code, no traceback."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generator", "codes"],
            cwd=ROOT,
            env=surroundings(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def long(time: Time) -> Iterator[Figure]:
    """Every call that writes, in every way, for both kinds of site; then processes, killed or at once."""
    for parts, releases in ((3.0, False), (2.0, True)):
        yield from _calls(time.share(1 / parts), releases=releases)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contents = [large(folder / word, word) for word in ("one", "other")]
        wanted = clean(contents[0], folder / "clean", search=True, date=DAY)
        share, faults, tried = time.share(0.6), [], 0
        while share.left:
            faults += killed(folder, contents, tried)
            faults += [f"{tried}: {each}" for each in differences(tree(folder / "site"), wanted)]
            tried += 1
        yield Figure(
            "builds by several processes, killed", tried, tuple(faults), "another one at once after each"
        )
        small_ones, tried, faults = (
            [scene_content(folder / f"small-{word}", word) for word in ("one", "other")],
            0,
            [],
        )
        while time.left:
            faults += together(folder, small_ones)
            tried += 16
        yield Figure(
            "builds at once, eight of them",
            tried,
            tuple(faults),
            "on one output with eight caches; on eight outputs with one cache",
        )


def _calls(time: Time, *, releases: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        stage = scene(Path(folder), releases=releases)._replace(run=forked)
        calls = stage.calls()
        attempts = evenly([(number, how) for number in range(1, calls + 1) for how in HOW])
        kind = "releases" if releases else "in place"
        most, faults, tried = time.share(0.8), [], 0
        while tried < len(attempts) and most.left:
            faults += survived(stage, *attempts[tried])
            tried += 1
        yield Figure(
            f"faults at calls that write, {kind}",
            tried,
            tuple(faults),
            f"of {len(attempts):,}: {calls:,} calls, {', '.join(HOW)}; those tried lie evenly among them",
        )
        faults, tried = [], 0
        while time.left:
            faults += limited(stage, random.Random(tried).randrange(1, 20_000))
            tried += 1
        yield Figure(f"file size limits, {kind}", tried, tuple(faults), "from 1 to 20,000 bytes")


def evenly(attempts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the same in an order of which each beginning lies evenly among all.

    A step of the golden section never comes near where it was.
    """
    step = next(
        each
        for each in range(int(len(attempts) * 0.618), len(attempts) + 1)
        if math.gcd(each, len(attempts)) == 1
    )
    return [attempts[index * step % len(attempts)] for index in range(len(attempts))]
