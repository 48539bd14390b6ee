r"""Cases as people write them: one text file with content, and the output of `enquiry check` on it.

Every case begins from the small network in `tests/cases/network/`, so it shows only what matters. A file
looks like this:

    In the first lines: what happened to the writer.

    === content/participants/rachna/posts/2018-01-16-again.md
    ---
    title: Again
    ---
    Words.

    === enquiry check, exit code 1
    content/participants/rachna/posts/2018-01-16-again.md:1:1 error[missing-date] …

A network.yaml that does not mention `privacy:` has the small network's notice at its end, so that only cases
about notices are about notices.

Blank lines at the end of a section are for the eye and not part of the file. What plain text can't show is
said after the path:

    === … (with escapes)                    \xFF is a byte, \u0301 a character, \r a carriage return,
                                            \\ a backslash; «3 × ab» is ababab
    === … (without this file)               taken out of the small network
    === … (a symbolic link to /etc/passwd)
    === … (a pipe)
    === … (without permission to read)      for a folder, the path ends in /
    === … (before the change)               for a command with --since: what stands there in the
                                            revision `start`, on which the rest is proposed

Escapes may stand in a path too. `ENQUIRY_ACCEPT=1 python3 -m tests` writes what Enquiry says now into every
case; read the difference before you commit it.
"""

from __future__ import annotations

import ctypes
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from tests.support import PATIENCE, picture

ROOT: Final = Path(__file__).resolve().parent.parent
CASES: Final = Path(__file__).resolve().parent / "cases"
NETWORK: Final = CASES / "network"

BEFORE: Final = "before the change"
_SECTION: Final = re.compile(r"^=== (?P<path>.+?)(?: \((?P<how>[^()]+)\))?$", re.MULTILINE)
_EXPECTED: Final = re.compile(r"^=== (?P<command>enquiry check.*), exit code (?P<code>\d)\n", re.MULTILINE)
_FINDING: Final = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+) (?P<severity>error|warning|note)\[(?P<code>[\w-]+)\] "
    r"(?P<message>.+)(?:\n    hint: (?P<hint>.+))?"
)
_REPEATED: Final = re.compile(r"«(\d+) × ([^»]*)»", re.DOTALL)
_NOTICE: Final = re.compile(rb"^privacy:.*", re.MULTILINE | re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([nrt\\]))")

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24


@dataclass(frozen=True)
class Finding:
    """A diagnostic as `enquiry check` prints it."""

    path: str
    line: int
    column: int
    severity: str
    code: str
    message: str
    hint: str


@dataclass(frozen=True)
class Part:
    """One file of a case: its path below the temporary folder, its bytes, and how it is to be made."""

    path: bytes
    data: bytes
    how: str


@dataclass(frozen=True)
class Case:
    """One case file."""

    file: Path
    parts: tuple[Part, ...]
    command: str
    output: str
    exit_code: int

    @property
    def name(self) -> str:
        """The folder and the name, such as `unknown-standard/by-number`."""
        return self.file.relative_to(CASES).with_suffix("").as_posix()

    @property
    def arguments(self) -> list[str]:
        """The arguments of the command `enquiry`."""
        return shlex.split(self.command)[1:]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The diagnostics that are expected, in order."""
        return findings(self.output)

    def lay_out(self, folder: Path) -> None:
        """Write the small network into `folder`/content, and this case over it."""
        shutil.copytree(NETWORK, folder / "content")
        for part in self.parts:
            if part.how == BEFORE:
                _make(os.path.join(os.fsencode(folder), part.path), part)
        if proposed := "--since" in self.arguments:
            (folder / ".gitignore").write_text(".cache/\n")
            git(folder, "init", "--quiet")
            commit(folder, "start")
        for part in self.parts:
            if part.how != BEFORE:
                _make(os.path.join(os.fsencode(folder), part.path), part)
        if proposed:
            commit(folder, "proposal")

    def accept(self, output: str, code: int) -> None:
        """Write what Enquiry says now into the file."""
        text = self.file.read_text(encoding="utf-8")
        start = _EXPECTED.search(text)
        assert start is not None
        self.file.write_text(
            f"{text[: start.start()]}=== {self.command}, exit code {code}\n{output}", encoding="utf-8"
        )


def load(file: Path) -> Case:
    """Read a case file."""
    text = file.read_text(encoding="utf-8")
    expected = _EXPECTED.search(text)
    if expected is None:
        raise ValueError(f"{file} has no section “=== enquiry check, exit code N”")
    pieces = list(_SECTION.finditer(text[: expected.start()]))
    ends = [*(each.start() for each in pieces), expected.start()][1:]
    parts = tuple(
        _part(each["path"], each["how"] or "", text[each.end() + 1 : end])
        for each, end in zip(pieces, ends, strict=True)
    )
    return Case(file, parts, expected["command"], text[expected.end() :], int(expected["code"]))


def every() -> list[Case]:
    """All cases, by name."""
    return [load(file) for file in sorted(CASES.glob("*/*.txt"))]


def findings(output: str) -> tuple[Finding, ...]:
    """The diagnostics in a text that `enquiry check` printed."""
    found = _FINDING.finditer(output)
    return tuple(
        Finding(
            each["path"],
            int(each["line"]),
            int(each["column"]),
            each["severity"],
            each["code"],
            each["message"],
            each["hint"] or "",
        )
        for each in found
    )


def enquiry(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, and return both its streams as one.

    It runs as somebody who may not read everything (root may).
    """
    command = [sys.executable, "-m", "generator", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    drop = partial(_drop_privileges, ctypes.CDLL(None)) if os.geteuid() == 0 else None
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
        preexec_fn=drop,
    )


def git(folder: Path, *words: str) -> None:
    """Run Git in a folder, as nobody in particular and whatever this computer's settings are."""
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
    }
    names = {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        env={**os.environ, **settings, **names},
    )


def commit(folder: Path, name: str) -> None:
    """Commit everything in a folder, and tag it."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", name)
    git(folder, "tag", "--force", name)


def _drop_privileges(library: ctypes.CDLL) -> None:
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        library.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def _part(path: str, how: str, text: str) -> Part:
    body = text.rstrip("\n")
    if body == "(a picture)":
        return Part(path.encode(), picture("a picture"), how)
    data = f"{body}\n" if body else ""
    if how == "with escapes":
        return Part(
            _unescaped(path), _unescaped(_REPEATED.sub(lambda each: each[2] * int(each[1]), data)), how
        )
    return Part(path.encode(), data.encode(), how)


def _unescaped(text: str) -> bytes:
    def plain(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return bytes([int(match[1], 16)])
        return (
            chr(int(match[2], 16)).encode()
            if match[2]
            else {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}[match[3]]
        )

    return _ESCAPE.sub(plain, text.encode())


def _with_notice(part: Part) -> bytes:
    """Return what a part holds.

    Settings that say nothing of privacy get those of the small network below them.
    """
    if not part.data or not part.path.endswith(b"content/network.yaml") or b"privacy:" in part.data:
        return part.data
    return part.data + _NOTICE.search((NETWORK / "network.yaml").read_bytes())[0]  # type: ignore[index]  # the small network has one


def _make(path: bytes, part: Part) -> None:
    if part.how == "without this file":
        os.unlink(path)
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if part.how.startswith("a symbolic link to "):
        os.symlink(part.how.removeprefix("a symbolic link to "), path)
    elif part.how == "a pipe":
        os.mkfifo(path)
    else:
        if not path.endswith(b"/"):
            Path(os.fsdecode(path)).write_bytes(_with_notice(part))
        if part.how == "without permission to read":
            os.chmod(path, 0)
        elif part.how not in ("", "with escapes", BEFORE):
            raise ValueError(f"no case is made “{part.how}”")
