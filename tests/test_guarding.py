"""`enquiry check --as … --since …` and `enquiry codeowners`, on real repositories.

What each finding says is shown by the cases in `tests/cases/`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from generator.authoring.proposals.guarding import guard
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


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small network as a repository of its own, with the revision `start`, to be copied."""
    folder = tmp_path_factory.mktemp("started")
    shutil.copytree(NETWORK, folder / "content")
    write(folder / ".gitignore", ".cache/\n")
    git(folder, "init", "--quiet")
    commit(folder, "start")
    return folder


@pytest.fixture
def repository(started: Path, tmp_path: Path) -> Path:
    """The small network as a repository of its own, with the revision `start`."""
    return shutil.copytree(started, tmp_path / "network")


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
    assert found(repository) == [(f"{THEIRS}/posts/2018-01-20-new.md", "not-yours")]
    assert guard(repository / "content", "rachna", "start").foreign == {
        f"participants/emma/{name}"
        for name in ("posts/2018-01-20-new.md", "posts/2018-01-21-staged.md", "profile.md")
    }
    assert found(repository, "emma") == [(f"{MINE}/posts/2018-01-15-listening.md", "not-yours")]


def judged(folder: Path, who: str = "rachna", since: str = "start") -> list[tuple[str, str]]:
    """The files that the guard finds wrong, and the code of each, without starting Python."""
    return sorted((each.span.path, each.code) for each in guard(folder / "content", who, since).found)


POST_OF_EMMA = "participants/emma/posts/2018-01-20-new.md"
PROFILE_OF_EMMA = "participants/emma/profile.md"


def staged_and_restored(repository: Path) -> None:
    """Stage other words, and put back the old ones."""
    file = repository / "content" / PROFILE_OF_EMMA
    before = file.read_bytes()
    write(file, "---\nname: Emma B.\n---\n")
    git(repository, "add", str(file))
    file.write_bytes(before)


def staged_and_gone(repository: Path) -> None:
    """Stage a file, and remove it."""
    write(repository / "content" / POST_OF_EMMA, POST)
    git(repository, "add", "--all")
    (repository / "content" / POST_OF_EMMA).unlink()


def staged_as_gone(repository: Path) -> None:
    """Stage that a file is removed, and keep it."""
    git(repository, "rm", "--cached", "--quiet", f"content/{PROFILE_OF_EMMA}")


def marked(mark: str, data: str | None) -> Callable[[Path], None]:
    """Return what marks a file to be passed over, and changes or removes it."""

    def change(repository: Path) -> None:
        file = repository / "content" / PROFILE_OF_EMMA
        git(repository, "update-index", mark, str(file))
        if data is None:
            file.unlink()
        else:
            write(file, data)

    return change


def announced(repository: Path) -> None:
    """Announce a file that is still empty to Git."""
    write(repository / "content" / POST_OF_EMMA, POST)
    git(repository, "add", "--intent-to-add", "--all")


def with_a_mode(repository: Path) -> None:
    """Change no word of a file, but its mode."""
    (repository / "content" / PROFILE_OF_EMMA).chmod(0o755)


def as_a_link(repository: Path) -> None:
    """Put a link to a file in its place."""
    file = repository / "content" / PROFILE_OF_EMMA
    file.unlink()
    file.symlink_to("../rachna/profile.md")


def in_another_case(repository: Path) -> None:
    """Rename a folder by a capital letter."""
    folder = repository / "content/participants"
    (folder / "emma").rename(folder / "Emma")


def in_conflict(repository: Path) -> None:
    """Leave a merge in a conflict over a file, with its old words in the folder."""
    file = repository / "content" / PROFILE_OF_EMMA
    before = file.read_bytes()
    git(repository, "checkout", "--quiet", "-b", "other")
    write(file, "---\nname: Emma B.\n---\n")
    commit(repository, "other-words")
    git(repository, "checkout", "--quiet", "start")
    write(file, "---\nname: Emma C.\n---\n")
    commit(repository, "words")
    with suppress(subprocess.CalledProcessError):
        git(repository, "merge", "other")
    file.write_bytes(before)


def as_another_repository(repository: Path) -> None:
    """Put a repository of its own into a folder."""
    folder = repository / "content/participants/emma/more"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(folder, "inner")


def merged_with_ours(repository: Path) -> None:
    """Merge what others did, but keep the old words of a file."""
    file = repository / "content" / PROFILE_OF_EMMA
    git(repository, "checkout", "--quiet", "-b", "main")
    write(repository / MINE / "posts/2018-01-20-mine.md", POST)
    commit(repository, "one")
    git(repository, "checkout", "--quiet", "-b", "proposal", "start")
    before = file.read_bytes()
    write(file, "---\nname: Emma B.\n---\n")
    commit(repository, "two")
    git(repository, "checkout", "--quiet", "main")
    git(repository, "merge", "--quiet", "--no-edit", "two")
    git(repository, "tag", "--force", "start")
    git(repository, "checkout", "--quiet", "proposal")
    git(repository, "merge", "--quiet", "--no-commit", "one")
    file.write_bytes(before)
    commit(repository, "three")


HIDDEN: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "staged and restored": (staged_and_restored, [PROFILE_OF_EMMA]),
    "staged and gone": (staged_and_gone, [POST_OF_EMMA]),
    "staged as gone": (staged_as_gone, [PROFILE_OF_EMMA]),
    "assumed unchanged": (marked("--assume-unchanged", "x"), [PROFILE_OF_EMMA]),
    "assumed unchanged and gone": (marked("--assume-unchanged", None), [PROFILE_OF_EMMA]),
    "passed over": (marked("--skip-worktree", "x"), [PROFILE_OF_EMMA]),
    "left out of a sparse checkout": (marked("--skip-worktree", None), []),
    "announced": (announced, [POST_OF_EMMA]),
    "another mode": (with_a_mode, [PROFILE_OF_EMMA]),
    "a link": (as_a_link, [PROFILE_OF_EMMA]),
    "another case": (in_another_case, ["participants/Emma/profile.md", PROFILE_OF_EMMA]),
    "a conflict": (in_conflict, [PROFILE_OF_EMMA]),
    "another repository": (as_another_repository, ["participants/emma/more/"]),
    "an old word kept in a merge": (merged_with_ours, [PROFILE_OF_EMMA]),
}
"""Ways to change what is somebody else's, with the files that the guard finds."""


@pytest.mark.parametrize("way", HIDDEN)
def test_no_change_hides(repository: Path, way: str) -> None:
    """Each is found while it is not committed, as far as anybody could commit it, and once it is."""
    change, expected = HIDDEN[way]
    change(repository)
    assert guard(repository / "content", "rachna", "start").foreign == {*expected}
    assert judged(repository) == [(each, "not-yours") for each in expected[:1]]
    assert judged(repository, "emma") == [] or way in ("another case", "an old word kept in a merge")


def test_each_version_of_ones_own_file_is_judged(repository: Path) -> None:
    """Somebody else's name is found where it is only staged, or committed and taken out again."""
    file = repository / MINE / "profile.md"
    before = file.read_bytes()
    write(file, "---\nname: Emma Buchan\n---\n")
    git(repository, "add", "--all")
    file.write_bytes(before)
    expected = [("participants/rachna/profile.md", "impersonation")]
    assert judged(repository) == expected
    git(repository, "commit", "--quiet", "--message", "proposal")
    git(repository, "add", "--all")
    assert judged(repository) == expected
    commit(repository, "as-it-was")
    assert judged(repository) == []


def test_ones_own_folder_is_ones_own(repository: Path) -> None:
    """Another mode with other words, a rename, a copy, an attribute, lines that end otherwise: all pass."""
    posts = repository / MINE / "posts"
    post = posts / "2018-01-15-listening.md"
    post.chmod(0o755)
    post.write_bytes(post.read_bytes().replace(b"\n", b"\r\n") + b"More.\r\n")
    assert judged(repository) == []
    git(repository, "add", "--all")
    assert judged(repository) == []
    write(posts / "2018-01-16-copied.md", post.read_text())
    post.rename(posts / "2018-01-17-renamed.md")
    write(repository / MINE / ".gitattributes", "*.md text eol=crlf filter=none\n")
    write(posts / "a\nb.png", "x")
    assert judged(repository) == []
    commit(repository, "proposal")
    assert judged(repository) == []


def test_a_submodule_or_a_link_of_ones_own_is_refused(repository: Path) -> None:
    """Anything may change in the one later, and the other leads elsewhere."""
    inner = repository / MINE / "more"
    inner.mkdir()
    git(inner, "init", "--quiet")
    commit(inner, "inner")
    (repository / MINE / "link.md").symlink_to("profile.md")
    commit(repository, "proposal")
    (repository / MINE / "link.md").unlink()
    assert judged(repository) == [
        ("participants/rachna/link.md", "symbolic-link"),
        ("participants/rachna/more", "special-file"),
    ]


def test_history_is_taken_as_it_is(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither replacements on this computer nor the variables of a hook change anything."""
    write(repository / THEIRS / "posts/2018-01-20-new.md", POST)
    commit(repository, "proposal")
    git(repository, "replace", "start", "proposal")
    expected = [(POST_OF_EMMA, "not-yours")]
    assert judged(repository) == expected
    git(repository, "replace", "--delete", "start")
    git(repository, "replace", "--graft", "proposal")
    assert judged(repository) == expected
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_WORK_TREE", ".")
    assert judged(repository) == expected


def test_what_the_target_has_as_well_is_no_change(repository: Path) -> None:
    """A commit that was picked from the target, or taken into it in another form."""
    git(repository, "checkout", "--quiet", "-b", "branch")
    write(repository / THEIRS / "posts/2018-01-20-new.md", POST)
    commit(repository, "picked")
    git(repository, "checkout", "--quiet", "start")
    write(repository / THEIRS / "posts/2018-01-20-new.md", POST)
    write(repository / "content/pages/more.md", "---\ntitle: More\n---\n")
    commit(repository, "target")
    git(repository, "checkout", "--quiet", "branch")
    assert judged(repository, since="target") == []
    write(repository / THEIRS / "posts/2018-01-20-new.md", POST + "More.\n")
    assert judged(repository, since="target") == [(POST_OF_EMMA, "not-yours")]


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
        assert found(repository, name) == [("content/cohorts/stl-2018.yaml", "unknown-writer")]
    assert ("content/cohorts/stl-2018.yaml", "not-yours") in found(repository, "rachna")
    assert POST_OF_EMMA in guard(repository / "content", "rachna", "start").foreign
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


BROKEN = "---\ntitle: Broken\ndate: 2018-01-20\nstandards: [nothing.at-all]\n---\nWords.\n"


def said(folder: Path, who: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Check a proposal, as the forge does."""
    return enquiry(folder, "check", "--as", who, "--since", "start", *more)


def test_nobody_is_told_of_faults_that_were_elsewhere_before(repository: Path) -> None:
    """They are counted in one line; a fault of one's own is told, and so is one in a file that one mends."""
    write(repository / THEIRS / "posts/2018-01-20-broken.md", BROKEN)
    write(repository / MINE / "posts/2018-01-21-broken.md", BROKEN)
    commit(repository, "start-again")
    git(repository, "tag", "--force", "start")
    write(repository / MINE / "posts/2018-01-22-fine.md", POST)
    commit(repository, "proposal")
    for style in ("text", "github", "json"):
        done = said(repository, "rachna", "--format", style)
        assert (done.returncode, "broken" in done.stdout) == (0, False), done.stdout
        assert "2 findings elsewhere, from before" in done.stderr
    write(repository / MINE / "posts/2018-01-23-more.md", BROKEN)
    mended = repository / MINE / "posts/2018-01-21-broken.md"
    write(mended, BROKEN.replace("Words", "Other words"))
    assert found(repository) == [
        (f"{MINE}/posts/{name}.md", "unknown-standard") for name in ("2018-01-21-broken", "2018-01-23-more")
    ]
    assert "1 finding elsewhere, from before" in said(repository, "rachna").stderr
    assert enquiry(repository, "check").stdout.count("unknown-standard") == 3


def test_what_a_proposal_breaks_elsewhere_is_told_at_its_own_file(repository: Path) -> None:
    """Somebody deletes a post that was answered, and takes an address that another post has."""
    post, answer = MINE + "/posts/2018-01-15-listening.md", THEIRS + "/replies/2018-01-16-an-answer.md"
    write(repository / answer, "---\nreply_to: rachna/listening\ndate: 2018-01-16\n---\nI listened.\n")
    write(repository / THEIRS / "posts/2018-01-20-broken.md", BROKEN)
    commit(repository, "start-again")
    git(repository, "tag", "--force", "start")
    (repository / post).unlink()
    write(repository / MINE / "posts/2018-01-22-fine.md", POST)
    commit(repository, "proposal")
    assert [path for path, _ in found(repository)] == [post]
    done = said(repository, "rachna")
    assert f"something is wrong in {answer.removeprefix('content/')}:" in done.stdout
    assert "1 finding elsewhere, from before" in done.stderr
    git(repository, "revert", "--no-edit", "HEAD")
    assert found(repository) == []


def test_what_is_somebody_elses_is_refused_in_one_sentence(repository: Path) -> None:
    """It names the folders, and no fault in what is refused anyhow; one's own part is judged as ever."""
    for name in "abcdefgh":
        write(repository / f"content/participants/{name}/posts/2018-01-20-x.md", BROKEN)
    write(repository / "content/pages/more.md", "---\ntitle: More\n---\nWords.\n")
    write(repository / "ci.yml", "on: push\n")
    (repository / MINE / "posts/2018-01-15-listening.md").write_text(POST)
    commit(repository, "proposal")
    done = said(repository, "rachna")
    assert done.stdout.count("error[") == 1, done.stdout
    assert (
        "changes" not in done.stdout and "adds 10 files in the folders of “a”, “b”, “c”, “d”" in done.stdout
    )
    assert "3 more" in done.stdout and "of the whole network" in done.stdout
    write(repository / MINE / "posts/2018-01-21-mine.md", BROKEN)
    assert said(repository, "rachna").stdout.count("error[") == 2
    alone = enquiry(repository, "check", "--as", "rachna", "--since", "start", "--only-guard")
    assert alone.stdout.count("error[") == 1 and alone.returncode == 1, "a fault is not the guard's"
    alone = enquiry(repository, "check", "--as", "rachna", "--since", "HEAD", "--only-guard")
    assert (alone.returncode, alone.stdout, alone.stderr) == (0, "", ""), "nor does it say that there is none"


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
            line.startswith(("::error file=content", "::warning file=content", "::notice file=content"))
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


def test_a_cohort_whose_facilitators_approve(repository: Path) -> None:
    """With `approval: facilitator` no writer of the cohort is asked about their own folder, nor a colleague.

    No writer can take the setting out of the file.
    """
    content = repository / "content"
    for name, account in (("nuala", "nuala"), ("rachna", "rachna-s"), ("emma", "emma-m")):
        write(
            content / f"participants/{name}/profile.md",
            f"---\nname: {name} Somebody\naccounts: {account}\n---\n",
        )
    cohort = (
        "title: T\nstarts: 2017-01-08\nends: 2017-03-30\nmembers: {nuala: facilitator, rachna: participant}\n"
    )
    write(content / "cohorts/first.yaml", f"{cohort}approval: facilitator\n")
    rows = [each for each in enquiry(repository, "codeowners").stdout.splitlines() if each[0] != "#"]
    assert rows == ["* @nuala", "/content/participants/emma/ @emma-m @nuala"]
    commit(repository, "approval")
    git(repository, "branch", "approved")
    write(content / "cohorts/first.yaml", cohort)
    commit(repository, "proposal")
    done = enquiry(repository, "check", "--as", "rachna", "--since", "approved")
    assert done.returncode == 1 and "cohorts/first.yaml:1:1 error[not-yours]" in done.stdout


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
