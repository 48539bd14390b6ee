"""A cache that came with a commit: nothing is read from it, however it is laid there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
import pytest
from click.testing import CliRunner, Result

from generator.commands.main import main
from generator.engine.cache import file_format
from generator.engine.cache.texts import Shard
from generator.engine.committed import committed
from tests.casefile import commit, git
from tests.test_gate import small

FORGED: Final = "<script>forged()</script>"
IGNORED: Final = "/.cache/\n/site/\n"


def run(folder: Path, command: str = "build") -> Result:
    """Run a command on the network in a folder."""
    more = ["--output", str(folder / "site"), "--edition", "cohort", "--no-search", "--workers", "1"]
    words = [command, "--content", str(folder / "content"), *(more if command == "build" else [])]
    return CliRunner().invoke(main, words)


def forge(cache: Path) -> None:
    """Put a script into the HTML of every text, as whoever has Enquiry's source can."""
    for path in cache.glob("texts-*"):
        texts = file_format.decode(path.read_bytes(), Shard)
        file_format.write(
            path, {key: msgspec.structs.replace(each, html=FORGED) for key, each in texts.items()}
        )


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network with a forged cache, in a repository of somebody who may push."""
    folder = tmp_path_factory.mktemp("forged")
    small(folder).write()
    git(folder, "init", "--quiet")
    done = run(folder)
    assert done.exit_code == 0, done.output
    forge(folder / ".cache/enquiry")
    (folder / ".cache/enquiry/.gitignore").unlink()
    return folder


@pytest.fixture
def theirs(forged: Path, tmp_path: Path) -> Path:
    """A copy of it, in which the cache is not committed yet."""
    return Path(shutil.copytree(forged, tmp_path / "theirs"))


def as_it_is(folder: Path) -> None:
    """The folder itself is committed."""
    git(folder, "add", "--force", ".cache")


def in_capitals(folder: Path) -> None:
    """Committed under a name that some computers take for the same."""
    as_it_is(folder)
    git(folder, "mv", ".cache", "moved")
    git(folder, "mv", "moved", ".CACHE")
    os.rename(folder / ".CACHE", folder / ".cache")


def behind_a_link(folder: Path) -> None:
    """A link leads to it, and it lies in a writer's own folder."""
    os.rename(folder / ".cache", folder / "content/participants/ann/kept")
    (folder / ".cache").symlink_to("content/participants/ann/kept")
    git(folder, "add", "--force", ".cache", "content")


def one_link(folder: Path) -> None:
    """One file is a link, and the others are not committed."""
    place = next((folder / ".cache/enquiry").glob("texts-*"))
    os.rename(place, folder / "content/kept")
    place.symlink_to("../../content/kept")
    git(folder, "add", "--force", str(place), "content")


@pytest.mark.parametrize("laid", [as_it_is, in_capitals, behind_a_link, one_link])
def test_a_committed_cache_is_not_read(theirs: Path, laid: Callable[[Path], None]) -> None:
    """Each command that would read it ends with a sentence, and nothing is published."""
    (theirs / ".gitignore").write_text(IGNORED)
    laid(theirs)
    for command in ("build", "check"):
        done = run(theirs, command)
        assert (done.exit_code, "is committed, so whoever may push" in done.output) == (2, True), done.output
    assert [each for each in theirs.glob("site/**/*.html") if FORGED in each.read_text()] == []


def test_the_remedy_takes_the_forgery_away(theirs: Path, tmp_path: Path) -> None:
    """In a clone, what the sentence says makes a site of the content again."""
    as_it_is(theirs)
    commit(theirs, "start")
    ours = tmp_path / "ours"
    git(tmp_path, "clone", "--quiet", str(theirs), str(ours))
    assert "git rm -r --force --quiet .cache" in run(ours).output
    git(ours, "rm", "-r", "--force", "--quiet", ".cache")
    (ours / ".gitignore").write_text(IGNORED)
    assert run(ours).exit_code == 0
    assert [each for each in ours.glob("site/**/*.html") if FORGED in each.read_text()] == []
    assert run(ours).exit_code == 0, "the new cache is nobody else's"


def test_a_cache_of_ones_own_is_used(tmp_path: Path) -> None:
    """Ignored, in no repository, or not there yet."""
    small(tmp_path).write()
    place = tmp_path / ".cache/enquiry"
    assert run(tmp_path).exit_code == 0
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".gitignore").write_text(IGNORED)
    commit(tmp_path, "start")
    assert run(tmp_path).exit_code == 0
    assert place.is_dir() and not committed(place)
