"""The writer of the site: whole files or none, interrupted work finished, releases.

The bytes are the same under any circumstances.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from generator.engine import files
from generator.engine.writer.journal import Journal
from generator.engine.writer.releases import KEPT_RELEASES
from tests.incremental.random_edits import Network
from tests.incremental.test_equals_clean import idle, small
from tests.support import (
    ROOT,
    Records,
    build,
    clean,
    command,
    differences,
    surroundings,
    tree,
)


def retitle(net: Records, title: str) -> None:
    """Change one post's title."""
    net.change("participants/ann/posts/2018-01-02-second.md", title=title)


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """Exit code 2, a sentence, and not a byte changed."""
    net = small(tmp_path)
    net.write()
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    done = command("build", "--content", net.content, "--output", other, "--cache", tmp_path / "cache")
    assert done.returncode == 2
    assert "did not make" in done.stderr
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("manifest", [True, False], ids=["known", "lost"])
def test_an_empty_folder_does_not_stay(tmp_path: Path, manifest: bool) -> None:
    """Its name tells of what stood there, whoever removed the page, and whether or not that is remembered."""
    net = small(tmp_path)
    net.change("network.yaml", theme=None)
    net.write()
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.content, site, cache)
    folder = site / "public/participants/ann/third"
    shutil.rmtree(folder)
    folder.mkdir()
    (site / "public/another/one").mkdir(parents=True)
    if not manifest:
        (cache / "edition-public").unlink()
    post = net.content / "participants/ann/posts/2018-01-03-third.md"
    post.rename(post.with_name("2018-01-03-other.md"))
    outcome = build(net.content, site, cache)
    assert outcome.written, outcome.diagnostics
    assert not folder.exists() and not (site / "public/another").exists()
    assert (site / "public/participants/ann/other/index.html").exists()


def test_the_command_counts_what_it_did(tmp_path: Path) -> None:
    """A second build says that it rendered nothing; errors exit with 1."""
    net = small(tmp_path)
    net.change("network.yaml", theme=None)
    arguments = (
        "build",
        "--date",
        "2018-06-01",
        "--content",
        net.write(),
        "--output",
        tmp_path / "site",
        "--cache",
        tmp_path / "cache",
    )
    first = command(*arguments)
    assert (first.returncode, first.stderr) == (0, "")
    second = command(*arguments)
    assert [line.split(": ", 1)[1].split(", ", 1)[1] for line in second.stdout.splitlines()] == [
        "0 rendered, 0 written, 0 removed"
    ] * 3
    net.file("participants/ann/posts/2018-01-09-broken.md", b"nothing at the top")
    net.write()
    failed = command(*arguments)
    assert failed.returncode == 1
    assert "front-matter-missing" in failed.stderr
    assert command(*arguments, "--keep-going").returncode == 1
    wanted = clean(net.content, tmp_path / "clean", keep_going=True, search=True, date="2018-06-01")
    assert differences(tree(tmp_path / "site"), wanted) == []


def test_releases_are_kept_side_by_side(tmp_path: Path) -> None:
    """An edition is a symbolic link.

    Unchanged files are shared with the release before, and the last few are kept whole.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    shown = []
    for number in range(KEPT_RELEASES + 2):
        retitle(net, f"Second {number}")
        build(net.write(), site, cache, releases=True)
        assert (site / "public").is_symlink()
        assert differences(tree(site), clean(net.content, tmp_path / "clean")) == []
        shown.append((site / "public").resolve())
        assert idle(build(net.content, site, cache, releases=True))
        assert (site / "public").resolve() == shown[-1]
    assert sorted(path.name for path in (site / "releases").glob("public-*")) == [
        path.name for path in shown[-KEPT_RELEASES:]
    ]
    for number, release in list(enumerate(shown))[-KEPT_RELEASES:]:
        assert f"Second {number}".encode() in (release / "participants/ann/second/index.html").read_bytes()
    same = (
        "participants/bea/index.html"
        if (shown[-1] / "participants/bea/index.html").stat().st_nlink > 1
        else "404.html"
    )
    assert (shown[-1] / same).stat().st_ino == (shown[-2] / same).stat().st_ino
    (site / "public" / "404.html").unlink()
    build(net.content, site, cache, releases=True)
    assert (site / "public" / "404.html").is_file()


def test_from_plain_folders_to_releases_and_back(tmp_path: Path) -> None:
    """Either way the site is what it should be, and a release once made is not written to."""
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    build(net.content, site, cache, releases=True)
    assert (site / "public").is_symlink() and [each.name for each in (site / ".enquiry").iterdir()] == [
        "lock"
    ]
    assert differences(tree(site), clean(net.content, tmp_path / "clean")) == []
    shutil.copytree((site / "public").resolve(), tmp_path / "witness", copy_function=os.link)
    held = {path: path.read_bytes() for path in (tmp_path / "witness").rglob("*") if path.is_file()}
    retitle(net, "Back")
    build(net.write(), site, cache)
    assert differences(tree(site), clean(net.content, tmp_path / "clean")) == []
    assert {path: path.read_bytes() for path in held} == held
    assert [each.name for each in (site / ".enquiry").iterdir()] == ["lock"] and not list(
        (site / "releases").iterdir()
    )


@pytest.mark.parametrize("releases", [False, True], ids=["a folder", "releases"])
def test_a_link_to_nothing_is_mended(tmp_path: Path, releases: bool) -> None:
    """Somebody has removed the releases that the editions were."""
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, releases=True)
    shutil.rmtree(site / "releases")
    build(net.content, site, cache, releases=releases)
    assert (site / "public").is_symlink() == releases
    assert differences(tree(site), clean(net.content, tmp_path / "clean")) == []


@pytest.mark.parametrize("done", [0, 1, 5])
def test_an_interrupted_commit_is_rolled_forward(tmp_path: Path, done: int) -> None:
    """A journal has its stage.

    Some files are in their places already, the others are put there by the next command.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, editions=("public",))
    before = tree(site)
    retitle(net, "Interrupted")
    net.remove("participants/ann/posts/2018-01-03-third.md")
    wanted = clean(net.write(), tmp_path / "clean", editions=("public",))
    moves = sorted(path for path in wanted if wanted[path] != before.get(path))
    removals = sorted(before.keys() - wanted.keys())
    for path in moves[done:]:
        staged = site / ".enquiry" / "stage-public" / path.removeprefix("public/")
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(wanted[path])
    for path in moves[:done]:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(wanted[path])
    journal = Journal(
        "public",
        tuple(each.removeprefix("public/") for each in moves),
        tuple(each.removeprefix("public/") for each in removals),
    )
    (site / ".enquiry" / "journal-public.json").write_bytes(msgspec.json.encode(journal))
    broken = net.file("participants/ann/posts/2018-01-09-broken.md", b"nothing at the top")
    assert not build(net.write(), site, cache, editions=("public",)).written
    assert differences(tree(site), wanted) == [], "even a build that fails finishes the one before"
    assert not list((site / ".enquiry").glob("journal*"))
    net.remove(broken)
    build(net.write(), site, cache, editions=("public",))
    assert differences(tree(site), wanted) == []


def test_a_journal_that_is_no_journal_stops_nothing(tmp_path: Path) -> None:
    """A file that a full disk left half-written."""
    net = small(tmp_path)
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    (tmp_path / "site/.enquiry/journal-public.new").write_bytes(b'{"target": "pub')
    retitle(net, "After")
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    assert differences(tree(tmp_path / "site"), clean(net.content, tmp_path / "clean")) == []


@pytest.mark.parametrize("aside", ["plain", "old"])
def test_an_edition_that_was_put_aside_stands_again(tmp_path: Path, aside: str) -> None:
    """On a file system that can't exchange two places in one step, a build may end between the two.

    The next command puts the edition back, even one that fails.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    before = tree(site)
    (site / "public").rename(site / ".enquiry" / f"{aside}-public")
    net.file("participants/ann/posts/2018-01-09-broken.md", b"nothing at the top")
    assert not build(net.write(), site, cache).written
    assert differences(tree(site), before) == []


@pytest.mark.parametrize("releases", [True, False], ids=["to releases", "to a folder"])
def test_an_edition_whose_place_can_not_be_taken_stands_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, releases: bool
) -> None:
    """The same at once, where the build itself goes on to say what was refused."""
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, releases=not releases)
    before = tree(site)
    plain = os.replace

    def refused(source: str | Path, target: str | Path) -> None:
        if (
            Path(target) == site / "public"
            and Path(source).name in ("link-public", "plain-public")
            and not refusals
        ):
            refusals.append(source)
            raise PermissionError(errno.EACCES, "no")
        plain(source, target)

    refusals: list[str | Path] = []
    monkeypatch.setattr("generator.engine.writer.atomic_swap.swap", lambda *_: False)
    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(PermissionError):
        build(net.content, site, cache, releases=releases)
    assert refusals and differences(tree(site), before) == []


LEFT = (
    ".enquiry/stage-public/x.html",
    ".enquiry/plain-public/x.html",
    ".enquiry/old-public/x.html",
    ".enquiry/journal-public.new",
    ".enquiry/link-x",
    "releases/public-000009/x.html",
)


@pytest.mark.parametrize("left", [*(f"site/{each}" for each in LEFT), "cache/.documents-00.new"])
def test_nothing_that_an_interrupted_build_left_stays(tmp_path: Path, left: str) -> None:
    """A stage may hold what has been taken back since, so it goes at the next command, even one that fails.

    What an edition shows stays.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, releases=True)
    before = sorted(site.rglob("*"))
    (tmp_path / left).parent.mkdir(exist_ok=True)
    (tmp_path / left).write_text("Words.")
    net.file("participants/ann/posts/2018-01-09-broken.md", b"nothing at the top")
    assert not build(net.write(), site, cache, releases=True).written
    assert sorted(site.rglob("*")) == before and not (tmp_path / left).exists()


@pytest.mark.parametrize(
    ("target", "moves", "removals"),
    [("public", ["../../x"], []), ("public", [], ["../../x"]), ("..", [], ["x"]), (1, [], [])],
)
def test_a_journal_leads_nowhere_else(
    tmp_path: Path, target: object, moves: list[str], removals: list[str]
) -> None:
    """Not a file outside is touched by what somebody put in the workshop.

    What is no journal is passed over.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    (tmp_path / "x").write_text("mine")
    (site / ".enquiry" / "journal-public.json").write_bytes(
        msgspec.json.encode({"target": target, "moves": moves, "removals": removals})
    )
    done = command("build", "--content", net.content, "--output", site, "--cache", cache)
    assert (tmp_path / "x").read_text() == "mine" and "Traceback" not in done.stderr
    assert done.returncode == (0 if target == 1 else 2), done.stderr


@pytest.mark.parametrize("releases", [False, True], ids=["in place", "releases"])
def test_killed_at_any_moment(tmp_path: Path, releases: bool) -> None:
    """Builds are ended by `kill -9` at moments spread over them, an edit before each.

    The build after it is as good as a clean one.
    """
    net = Network(tmp_path, 11)
    for _ in range(25):
        net.add()
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, releases=releases)
    chance = random.Random(3)
    extra = ["--releases"] if releases else []
    killed = 0
    for number in range(8):
        net.change("network.yaml", tagline=f"Attempt {number}")
        net.add()
        arguments = [
            sys.executable,
            "-m",
            "generator",
            "build",
            "--content",
            str(net.write()),
            "--output",
            str(site),
            "--cache",
            str(cache),
            *extra,
        ]
        process = subprocess.Popen(
            arguments, cwd=ROOT, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(chance.uniform(0.15, 0.9))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        if number % 2:
            build(net.content, site, cache, releases=releases)
            assert differences(tree(site), clean(net.content, tmp_path / "clean")) == []
    assert killed
    shutil.rmtree(cache)
    build(net.content, site, cache, releases=releases)
    assert differences(tree(site), clean(net.content, tmp_path / "clean")) == []


def test_a_file_is_read_until_its_stamp_can_be_relied_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was written a moment ago is looked at once more.

    It is not again while it stays as it is.
    """
    net = small(tmp_path)
    where = (net.write(), tmp_path / "site", tmp_path / "cache")
    monkeypatch.setattr(files, "SETTLED", 3_600 * 1_000_000_000)
    build(*where)
    assert build(*where).statistics["public"].read > 0
    monkeypatch.setattr(files, "SETTLED", -1_000_000_000)
    assert build(*where).statistics["public"].read > 0
    assert build(*where).statistics["public"].read == 0
