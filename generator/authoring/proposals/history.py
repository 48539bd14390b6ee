"""The content folder's history, as Git tells it.

Git is asked with lists of arguments, never through a shell, and its answers are taken apart at NUL bytes.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.model import paths

_HOW: Final = {"A": "adds", "D": "deletes"}
_PLAIN: Final = ("100644", "100755")
"""The modes of ordinary files: a symbolic link or a submodule is not read."""


class NoHistory(Exception):
    """Git can't say what a proposal changes; says why, in a sentence."""


class ProposedChange(Struct, frozen=True, order=True):
    """A path that a proposal touches, seen from the content folder (`../README.md` is outside it).

    `how` says whether it adds, changes or deletes the file.
    """

    path: str
    how: str


class Revision(Struct, frozen=True):
    """The content folder at one commit: its ordinary files, each with the name of its bytes."""

    commit: str
    files: Mapping[str, str]


class History:
    """The repository that a content folder is in.

    Raises `NoHistory` where there is none, or no Git to ask.
    """

    def __init__(self, content: Path) -> None:
        self.content = content
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

    def _revision(self, commit: str) -> Revision:
        files = {}
        for row in _parts(self._ask("ls-tree", "-r", "-z", "--full-tree", commit)):
            details, _, path = row.partition("\t")
            mode, _, name = details.split(" ")
            if mode in _PLAIN and path.startswith(self._inside):
                files[path[len(self._inside) :]] = name
        return Revision(commit, files)

    def parting(self, revision: Revision) -> Revision:
        """Return the last commit that a revision and the checked-out one have in common."""
        try:
            commit = self._ask("merge-base", revision.commit, "HEAD").split()[0]
        except NoHistory:
            raise NoHistory(
                "This proposal and that revision have no common history here. Fetch the whole history first "
                "(a shallow copy lacks it)."
            ) from None
        return revision if commit == revision.commit else self._revision(commit)

    def changes(self, since: Revision) -> list[ProposedChange]:
        """Return the differences from a revision, committed or not.

        A file that is renamed counts under both its names.
        """
        found: dict[str, str] = {}
        for ends in (("HEAD",), (since.commit, "HEAD")):
            rows = iter(
                _parts(
                    self._ask(
                        "diff",
                        "--no-relative",
                        "--no-renames",
                        "--no-ext-diff",
                        "--ignore-submodules=none",
                        "--name-status",
                        "-z",
                        *ends,
                        "--",
                    )
                )
            )
            found.update(
                (path, _HOW.get(letter[0], "changes")) for letter, path in zip(rows, rows, strict=True)
            )
        found.update(
            dict.fromkeys(
                (
                    self._inside + path
                    for path in _parts(self._ask("ls-files", "--others", "--exclude-standard", "-z"))
                ),
                "adds",
            )
        )
        return sorted(ProposedChange(self._seen(path), how) for path, how in found.items())

    def _seen(self, path: str) -> str:
        return (
            path[len(self._inside) :]
            if path.startswith(self._inside)
            else "../" * self._inside.count("/") + path
        )

    def read(self, revision: Revision, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield files of a revision with their bytes, all asked for at once."""
        wanted = [(path, revision.files[path]) for path in paths if path in revision.files]
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

    def now(self, path: str) -> bytes | None:
        """Return the bytes of a file that is checked out; None where it is no ordinary file."""
        try:
            place = paths.really_under(self.content, path)
        except paths.Outside:
            return None
        return place.read_bytes() if place.is_file() else None

    def _ask(self, *words: str) -> str:
        return os.fsdecode(self._run(list(words), b""))

    def _run(self, words: list[str], given: bytes) -> bytes:
        surroundings = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
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
