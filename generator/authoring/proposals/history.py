"""The content folder's history, as Git tells it.

A file may be three things at once: committed, staged, and as it lies in the folder. A proposal is all of
them, and marks that tell Git to pass over a file (`assume-unchanged`, `skip-worktree`) hide none of it.

Git is asked with lists of arguments, never through a shell, and its answers are taken apart at NUL bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.model import paths

_HOW: Final = {"A": "adds", "D": "deletes"}
_PLAIN: Final = ("100644", "100755")
"""The modes of ordinary files: a symbolic link or a submodule is not read."""
_DIFF: Final = (
    "--no-renames",
    "--no-relative",
    "--no-ext-diff",
    "--ignore-submodules=none",
    "--name-status",
    "-z",
)
_ITSELF: Final = ("-c", "core.fsmonitor=false", "-c", "core.ignoreStat=false")
"""Settings under which Git looks at each file itself."""
_EMPTY: Final = frozenset(
    {
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    }
)
"""The names of an empty file, which Git gives to a file that is only announced, and keeps nowhere."""
_ELSEWHERE: Final = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"})
"""Variables by which a hook of another repository, or Git's own, would say which repository is meant."""


class NoHistory(Exception):
    """Git can't say what a proposal changes; says why, in a sentence."""


class ProposedChange(Struct, frozen=True, order=True):
    """A path that a proposal touches, seen from the content folder (`../README.md` is outside it).

    `how` says whether it adds, changes or deletes the file.
    """

    path: str
    how: str


class Revision(Struct, frozen=True):
    """The content folder at one commit, or as it is staged.

    `files` are the ordinary files, each with the name of its bytes; `others` are symbolic links and
    submodules, each with its mode. What is staged has no `commit`.
    """

    commit: str
    files: Mapping[str, str]
    others: Mapping[str, str] = {}


class History:
    """The repository that a content folder is in.

    Raises `NoHistory` where there is none, or no Git to ask.
    """

    def __init__(self, content: Path) -> None:
        self.content = content.resolve()
        self._surroundings = _surroundings(self.content)
        self._inside = self._ask("rev-parse", "--show-prefix").removesuffix("\n")

    def revision(self, name: str) -> Revision:
        """Return a commit by any name that Git knows it by."""
        try:
            commit = self._ask(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
            ).strip()
        except NoHistory:
            raise NoHistory(
                f"There is no revision {name} here. Name a branch or a commit, such as origin/main; a copy "
                "made for a check may need the whole history first."
            ) from None
        return self._revision(commit)

    def head(self) -> Revision:
        """Return the commit that is checked out."""
        return self._revision(self._ask("rev-parse", "HEAD").strip())

    def staged(self) -> Revision:
        """Return what is staged, without files about which a merge has a conflict."""
        rows = []
        for row in _parts(self._ask("ls-files", "--stage", "-z", "--full-name")):
            details, _, path = row.partition("\t")
            mode, name, stage = details.split(" ")
            rows += [(mode, name, path)] if stage == "0" else []
        return self._tree("", rows)

    def _revision(self, commit: str) -> Revision:
        rows = []
        for row in _parts(self._ask("ls-tree", "-r", "-z", "--full-tree", commit)):
            details, _, path = row.partition("\t")
            mode, _, name = details.split(" ")
            rows.append((mode, name, path))
        return self._tree(commit, rows)

    def _tree(self, commit: str, rows: Iterable[tuple[str, str, str]]) -> Revision:
        files, others = {}, {}
        for mode, name, path in rows:
            if path.startswith(self._inside):
                inside = path[len(self._inside) :]
                if mode in _PLAIN:
                    files[inside] = name
                else:
                    others[inside] = mode
        return Revision(commit, files, others)

    def parting(self, revision: Revision) -> list[Revision]:
        """Return the last commits that a revision and the checked-out one have in common.

        There are several where each has been merged into the other.
        """
        try:
            commits = self._ask("merge-base", "--all", revision.commit, "HEAD").split()
        except NoHistory:
            raise NoHistory(
                "What is checked out and that revision have no common history here. Fetch the whole history "
                "first (a shallow copy lacks it)."
            ) from None
        return [revision if each == revision.commit else self._revision(each) for each in sorted(commits)]

    def changes(self, target: Revision, since: Iterable[Revision]) -> list[ProposedChange]:
        """Return the differences from these revisions, committed, staged, or neither.

        A file that is renamed counts under both its names. A commit that leaves a file as the target has it
        changes nothing there.
        """
        found = {self._inside + path: "adds" for path in self._unknown()}
        with self._unmarked() as index:
            found.update(self._diff("diff", index=index))
        found.update(self._diff("diff-index", "--cached", "HEAD"))
        different = self._diff("diff-tree", "-r", target.commit, "HEAD")
        for each in since:
            committed = self._diff("diff-tree", "-r", each.commit, "HEAD")
            found.update((path, how) for path, how in committed.items() if path in different)
        return sorted(ProposedChange(self._seen(path), how) for path, how in found.items())

    def _diff(self, command: str, *words: str, index: str = "") -> dict[str, str]:
        rows = iter(_parts(self._ask(*_ITSELF, command, *_DIFF, *words, "--", index=index)))
        return {path: _HOW.get(letter[0], "changes") for letter, path in zip(rows, rows, strict=True)}

    def _unknown(self) -> list[str]:
        """Return the files of the content folder that Git neither knows nor is told to ignore."""
        return _parts(self._ask("ls-files", "--others", "--exclude-standard", "-z"))

    @contextmanager
    def _unmarked(self) -> Iterator[str]:
        """Give the path of an index in which no file is marked to be passed over; empty for Git's own.

        Files that a sparse checkout leaves out stay marked.
        """
        top = self._ask("rev-parse", "--show-toplevel").removesuffix("\n")
        rows = _parts(self._ask(*_ITSELF, "ls-files", "-v", "-z", "--full-name", "--", ":(top)"))
        marked = [
            path
            for letter, path in ((each[0], each[2:]) for each in rows)
            if letter == "h" or (letter in "Ss" and os.path.lexists(os.path.join(top, path)))
        ]
        if not marked:
            yield ""
            return
        with tempfile.TemporaryDirectory(prefix="enquiry-") as folder:
            index = os.path.join(folder, "index")
            own = self._ask("rev-parse", "--path-format=absolute", "--git-path", "index")
            shutil.copyfile(own.removesuffix("\n"), index)
            given = os.fsencode("".join(f"{each}\0" for each in marked))
            for mark in ("--no-assume-unchanged", "--no-skip-worktree"):
                words = ["-C", top, *_ITSELF, "update-index", mark, "-z", "--stdin"]
                self._run(words, given, index)
            yield index

    def _seen(self, path: str) -> str:
        return (
            path[len(self._inside) :]
            if path.startswith(self._inside)
            else "../" * self._inside.count("/") + path
        )

    def read(self, revision: Revision, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield files of a revision with their bytes, all asked for at once."""
        there = [(path, revision.files[path]) for path in paths if path in revision.files]
        yield from ((path, b"") for path, name in there if name in _EMPTY)
        wanted = [(path, name) for path, name in there if name not in _EMPTY]
        answer = (
            self._run(["cat-file", "--batch"], "".join(f"{name}\n" for _, name in wanted).encode())
            if wanted
            else b""
        )
        at = 0
        for path, _ in wanted:
            head, _, _ = answer[at : at + 200].partition(b"\n")
            if not head.split()[-1].isdigit():
                raise NoHistory("A part of the history is not here. Fetch the whole of it first.")
            start = at + len(head) + 1
            at = start + int(head.split()[-1]) + 1
            yield path, answer[start : at - 1]

    def proposed(self, paths: Iterable[str]) -> dict[str, list[bytes]]:
        """Return files with their bytes as they are committed, as they are staged, and as they lie there."""
        found: dict[str, list[bytes]] = {path: [] for path in paths}
        for revision in (self.head(), self.staged()):
            for path, data in self.read(revision, found):
                found[path].append(data)
        for path, versions in found.items():
            versions.extend(self._now(path))
        return {path: list(dict.fromkeys(versions)) for path, versions in found.items()}

    def checked_out(self, revision: Revision, folder: Path) -> Path:
        """Write the files of a revision into a new folder; return its content folder."""
        folder.mkdir()
        index = str(folder.with_suffix(".index"))
        self._ask("read-tree", revision.commit, index=index)
        self._ask(
            *("-C", self._ask("rev-parse", "--show-toplevel").removesuffix("\n")),
            *("checkout-index", "--all", "--quiet", f"--prefix={folder}/"),
            index=index,
        )
        return folder / self._inside

    def special(self) -> dict[str, str]:
        """Return what is committed or staged and is no ordinary file, each with its mode."""
        return {**self.head().others, **self.staged().others}

    def _now(self, path: str) -> list[bytes]:
        """Return the bytes of a file that is checked out; nothing where it is no ordinary file."""
        try:
            place = paths.really_under(self.content, path)
        except paths.Outside:
            return []
        return [place.read_bytes()] if place.is_file() else []

    def _ask(self, *words: str, index: str = "") -> str:
        return os.fsdecode(self._run(list(words), b"", index))

    def _run(self, words: list[str], given: bytes, index: str = "") -> bytes:
        surroundings = {**self._surroundings, **({"GIT_INDEX_FILE": index} if index else {})}
        try:
            done = subprocess.run(  # noqa: S603 - the git of whoever runs this
                ["git", "-C", str(self.content), *words],  # noqa: S607 - as above
                input=given,
                capture_output=True,
                check=False,
                env=surroundings,
            )
        except OSError:
            raise NoHistory(
                "There is no command git on this computer, which has to be asked what a proposal changes. "
                "Install it first."
            ) from None
        if done.returncode:
            raise NoHistory(
                f"Git can't tell what a proposal changes: {_last(done.stderr) or 'it gives no reason'}."
            )
        return done.stdout


def _surroundings(content: Path) -> dict[str, str]:
    """Return the environment in which Git is asked: about the repository that this folder is in.

    Its commits are taken as they are, whatever this computer would put in their place.
    """
    within = any((each / ".git").exists() for each in (content, *content.parents))
    kept = {name: value for name, value in os.environ.items() if not within or name not in _ELSEWHERE}
    if index := kept.get("GIT_INDEX_FILE"):
        kept["GIT_INDEX_FILE"] = os.path.abspath(index)
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_LITERAL_PATHSPECS": "0",
    }


def _parts(answer: str) -> list[str]:
    return answer.split("\0")[:-1]


def _last(output: bytes) -> str:
    """Return Git's message on one line."""
    lines = [
        line
        for line in output.decode(errors="replace").splitlines()
        if line.startswith(("fatal: ", "error: "))
    ]
    return "".join(
        each for each in (lines[0].partition(": ")[2] if lines else "") if each.isprintable()
    ).rstrip(".")
