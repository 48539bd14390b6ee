"""`enquiry check --as … --since …` and `enquiry codeowners`, on real repositories.

What each finding says is shown by the cases in `tests/cases/`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.casefile import NETWORK, commit, git
from tests.support import surroundings

pytestmark = pytest.mark.slow

MINE = "content/participants/rachna"
THEIRS = "content/participants/emma"
POST = "---\ntitle: A title\ndate: 2018-01-20\n---\nWords.\n"
FACILITATED = (
    "title: T\nstarts: 2018-01-08\nends: 2018-03-30\nmembers: {rachna: participant, emma: facilitator}\n"
)


def write(file: Path, text: str) -> None:
    """A file, with the folders that it is in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The small network as a repository of its own, with the revision `start`."""
    folder = tmp_path / "network"
    shutil.copytree(NETWORK, folder / "content")
    write(folder / ".gitignore", ".cache/\n")
    git(folder, "init", "--quiet")
    commit(folder, "start")
    return folder


def enquiry(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command in a folder; never a traceback."""
    command = [sys.executable, "-m", "generator", *words]
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=surroundings(**environment),
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def found(
    folder: Path, who: str = "rachna", since: str = "start", content: str = "content"
) -> list[tuple[str, str]]:
    """The files with errors, and the code of each."""
    done = enquiry(folder, "check", "--content", content, "--as", who, "--since", since, "--format", "json")
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    wrong = [(each["path"], each["code"]) for each in rows if each["severity"] == "error"]
    assert done.returncode == (1 if wrong else 0)
    return wrong


def test_what_is_not_committed_counts_too(repository: Path) -> None:
    """A writer looks before they commit. A file may be unknown to Git, changed, gone, or only staged."""
    write(repository / THEIRS / "posts/2018-01-20-new.md", POST)
    (repository / MINE / "posts/2018-01-15-listening.md").unlink()
    write(repository / THEIRS / "profile.md", "---\nname: Emma B.\n---\n")
    write(repository / THEIRS / "posts/2018-01-21-staged.md", POST)
    git(repository, "add", f"{THEIRS}/posts/2018-01-21-staged.md")
    assert found(repository) == [
        (f"{THEIRS}/{name}", "not-yours")
        for name in ("posts/2018-01-20-new.md", "posts/2018-01-21-staged.md", "profile.md")
    ]
    assert found(repository, "emma") == [(f"{MINE}/posts/2018-01-15-listening.md", "not-yours")]


def test_who_somebody_is_follows_from_the_revision(repository: Path) -> None:
    """A name, an account or a role that the proposal itself brings does not count.

    Once it is accepted, it does.
    """
    write(
        repository / MINE / "profile.md",
        "---\nname: Rachna Sharma\nalso_known_as: [The Tutor]\naccounts: [rachna-s]\n---\n",
    )
    write(
        repository / "content/cohorts/stl-2018.yaml",
        FACILITATED.replace("rachna: participant", "rachna: facilitator"),
    )
    write(repository / THEIRS / "posts/2018-01-20-new.md", POST)
    commit(repository, "proposal")
    for name in ("The Tutor", "@rachna-s"):
        assert ("content/cohorts/stl-2018.yaml", "unknown-writer") in found(repository, name)
        assert (f"{THEIRS}/posts/2018-01-20-new.md", "not-yours") in found(repository, name)
    assert (f"{THEIRS}/posts/2018-01-20-new.md", "not-yours") in found(repository, "rachna")
    write(repository / THEIRS / "posts/2018-01-22-newer.md", POST)
    for name in ("The Tutor", "the  tutor", "@rachna-s", "rachna", "Rachna Sharma"):
        assert found(repository, name, "proposal") == []


def test_who_was_a_facilitator_when_the_proposal_began_is_none_now(repository: Path) -> None:
    """The revision that is proposed to decides, not the one from which the proposal went its own way."""
    write(repository / "content/cohorts/stl-2018.yaml", FACILITATED)
    commit(repository, "with-emma")
    git(repository, "checkout", "--quiet", "-b", "branch")
    write(repository / MINE / "posts/2018-01-20-by-emma.md", POST)
    commit(repository, "proposal")
    assert found(repository, "emma", "with-emma") == []
    git(repository, "checkout", "--quiet", "with-emma")
    write(repository / "content/cohorts/stl-2018.yaml", FACILITATED.replace("facilitator", "tutor"))
    commit(repository, "without-emma")
    git(repository, "checkout", "--quiet", "proposal")
    assert found(repository, "emma", "without-emma") == [(f"{MINE}/posts/2018-01-20-by-emma.md", "not-yours")]


def test_what_others_changed_meanwhile_is_not_the_proposals(repository: Path) -> None:
    """Only what the proposal itself changes is judged, though the revision has gone on since."""
    git(repository, "checkout", "--quiet", "-b", "branch")
    write(repository / MINE / "posts/2018-01-20-mine.md", POST)
    commit(repository, "proposal")
    git(repository, "checkout", "--quiet", "start")
    write(repository / THEIRS / "posts/2018-01-21-theirs.md", POST)
    commit(repository, "target")
    git(repository, "checkout", "--quiet", "branch")
    assert found(repository, "rachna", "target") == []


@pytest.mark.parametrize("inside", [".", "some folder/content/[x]"])
def test_the_content_folder_may_be_anywhere_in_the_repository(tmp_path: Path, inside: str) -> None:
    """The repository itself, or deep in it; what is outside of it is named from there."""
    shutil.copytree(NETWORK, tmp_path / "r" / inside)
    write(tmp_path / "r/.gitignore", ".cache/\n")
    git(tmp_path / "r", "init", "--quiet")
    commit(tmp_path / "r", "start")
    write(tmp_path / "r" / inside / "participants/rachna/posts/2018-01-20-mine.md", POST)
    assert found(tmp_path / "r", content=inside) == []
    write(tmp_path / "r/.github/check.yml", "on: push\n")
    commit(tmp_path / "r", "proposal")
    assert found(tmp_path / "r", content=inside) == [(".github/check.yml", "not-yours")]


HOSTILE = ["-x.md", "a\nb.md", 'q"u$(touch ran).md', ":(top)x.md", "é\u202e.md", "::error file=x::y.md"]


@pytest.mark.parametrize("name", [*map(os.fsencode, HOSTILE), b"\xff\xfe.md"], ids=repr)
def test_names_are_only_names(repository: Path, name: bytes) -> None:
    """A file is named on one line, whatever it is called, and nothing runs.

    It can't hide in another's folder.
    """
    path = os.fsencode(repository / THEIRS) + b"/" + name
    Path(os.fsdecode(path)).write_text("x")
    commit(repository, "proposal")
    for style in ("text", "json", "github"):
        done = enquiry(repository, "check", "--as", "rachna", "--since", "start", "--format", style)
        assert done.returncode == 1
        assert "not-yours" in done.stdout
        assert not list(repository.rglob("ran"))
        assert style != "github" or all(
            line.startswith(("::error file=content", "::warning file=content"))
            for line in done.stdout.splitlines()
        )


def test_nothing_is_read_through_a_link(repository: Path) -> None:
    """A link in a writer's own folder is an error, and so is one that stands for the folder.

    No message names what it leads to.
    """
    write(repository.parent / "secret.md", "---\nname: zqsecretq\nalso_known_as: emma\n---\n")
    (repository / MINE / "profile.md").unlink()
    (repository / MINE / "profile.md").symlink_to(repository.parent / "secret.md")
    commit(repository, "proposal")
    done = enquiry(repository, "check", "--as", "rachna", "--since", "start")
    assert done.returncode == 1
    assert "symbolic-link" in done.stdout
    assert "zqsecretq" not in done.stdout and "impersonation" not in done.stdout


OWNED = {
    "github": (
        "* @nuala n@school.example\n/my\\ ?content?/participants/rachna/ @rachna-s @nuala n@school.example\n"
    ),
    "gitlab": (
        "* @nuala n@school.example\n/my\\ ?content?/participants/rachna/ @rachna-s @nuala n@school.example\n"
    ),
    "forgejo": ".* @nuala\nmy\\ \\\\[content\\\\]/participants/rachna/.* @rachna-s @nuala\n",
}


@pytest.mark.parametrize("forge", OWNED)
def test_codeowners(repository: Path, forge: str) -> None:
    """Facilitators are asked about everything, each writer about their own folder.

    Who has no account is named, in a comment.
    """
    assert "No facilitator has an account" in enquiry(repository, "codeowners").stderr
    content = repository / "content"
    write(
        content / "network.yaml",
        (
            "title: T\naddress: https://example.org/\n"
            f"forge: {{kind: {forge}, repository: a/b, folder: 'my [content]'}}\n"
        ),
    )
    write(
        content / "cohorts/first.yaml",
        "title: T\nstarts: 2017-01-08\nends: 2017-03-30\nmembers: {nuala: facilitator}\n",
    )
    assert "profile.md of nuala." in " ".join(enquiry(repository, "codeowners").stderr.split())
    write(
        content / "participants/nuala/profile.md",
        "---\nname: Nuala\naccounts: ['@nuala', n@school.example]\n---\n",
    )
    write(content / "participants/rachna/profile.md", "---\nname: Rachna Sharma\naccounts: rachna-s\n---\n")
    done = enquiry(repository, "codeowners")
    assert done.returncode == 0
    lines = done.stdout.splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith("#")) == OWNED[forge]
    assert lines[-1].endswith("facilitators alone are asked: emma\n")


@pytest.mark.parametrize("account", ["a b", "a\\nb", "@", "*", "#x", "a@b", "@@x", "x @everybody"])
def test_an_account_is_one_word(repository: Path, account: str) -> None:
    """Nothing that would mean something else in the files that are made from it."""
    write(repository / MINE / "profile.md", f'---\nname: Rachna Sharma\naccounts: ["{account}"]\n---\n')
    done = enquiry(repository, "check")
    assert done.returncode == 1
    assert "wrong-type" in done.stdout


def test_what_git_can_not_tell(repository: Path, tmp_path: Path) -> None:
    """No such revision, no common history, no repository, no Git: a sentence each, and a mistake in usage."""
    for since in ("no-such", "--output=x", "start:content", "HEAD~9"):
        assert f"There is no revision {since}" in told(repository, f"--since={since}")
    git(repository, "checkout", "--quiet", "--orphan", "other")
    commit(repository, "other-root")
    assert "no common history" in told(repository, "--since=start")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", "shallow")
    assert "There is no revision start" in told(tmp_path / "shallow", "--since=start")
    shutil.copytree(NETWORK, tmp_path / "plain/content")
    assert "not a git repository" in told(
        tmp_path / "plain", "--since=start", GIT_CEILING_DIRECTORIES=str(tmp_path)
    )
    assert "There is no command git" in told(repository, "--since=start", PATH="/nonexistent")
    assert "belong together" in enquiry(repository, "check", "--as", "rachna").stderr
    assert "belong together" in enquiry(repository, "check", "--since", "start").stderr


def told(folder: Path, since: str, **environment: str) -> str:
    """The command says why it can't guard anything."""
    done = enquiry(folder, "check", "--as", "rachna", since, **environment)
    assert done.returncode == 2, done.stdout
    return " ".join(done.stderr.split())
