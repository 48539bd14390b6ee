"""A fault: the system refuses one call that writes, or the process ends there.

Python imports this module at its start where this folder is on its path.

`ENQUIRY_FAULT` says which, how, and below which folders: `12 kill /a/site /a/cache`. The calls are counted
from 1, in the first process alone, and what is written to a file is one of them: half of it is. `kill` ends
the process; an error's name (`EACCES`) is raised once, and `ENOSPC` at every call from there on that needs
room. With the number 0 nothing happens; each call adds a byte to the file that `ENQUIRY_FAULT_COUNT` names.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import sys
from typing import Any

NUMBER, HOW, *FOLDERS = os.environ["ENQUIRY_FAULT"].split(" ")
COUNT = os.environ.get("ENQUIRY_FAULT_COUNT", "")
PROCESS = os.getpid()
REMOVES = ("os.remove", "os.rmdir")
NAMING = {
    "os.rename": 2,
    "os.remove": 1,
    "os.rmdir": 1,
    "os.mkdir": 1,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
}
"""Events of audit hooks, and how many of the first arguments are places."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_open, _write, _fsync = io.open, os.write, os.fsync
count = 0


def fault(name: str, half: Any = None) -> None:
    """One more call that writes: maybe the one that fails.

    Of what was to be written, `half` writes the first part.
    """
    global count  # noqa: PLW0603 - a process has one
    if os.getpid() != PROCESS:
        return
    count += 1
    if COUNT:
        with _open(COUNT, "ab") as file:
            file.write(b".")
    last = HOW == "ENOSPC" and name not in REMOVES and 0 < int(NUMBER) <= count
    if count == int(NUMBER) or last:
        if half:
            half()
        if HOW == "kill":
            os.kill(PROCESS, signal.SIGKILL)
        raise OSError(getattr(errno, HOW), os.strerror(getattr(errno, HOW)))


def ours(path: Any) -> bool:
    """Return whether a place is below the folders. One that is named from an open folder (by a number) is."""
    return isinstance(path, (str, bytes, os.PathLike)) and (
        os.fsdecode(path).startswith(tuple(FOLDERS)) or not os.path.isabs(os.fsdecode(path))
    )


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Every call that names a place."""
    if event == "open":
        writes = isinstance(arguments[2], int) and bool(arguments[2] & WRITES) and ours(arguments[0])
    else:
        writes = event in NAMING and all(
            map(ours, arguments[1 if event == "os.symlink" else 0 : NAMING[event]])
        )
    if writes:
        fault(event)


class File(io.FileIO):
    """A file as Python opens it, of which each write counts."""

    def write(self, data: Any, /) -> int:
        """Write, or fail half-way."""
        fault("write", lambda: io.FileIO.write(self, bytes(data)[: len(data) // 2]))
        return super().write(data)


def opened(
    file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, *more: Any, **named: Any
) -> Any:
    """As `open`."""
    if not set(mode) & set("wax+") or not ours(file):
        return _open(file, mode, buffering, encoding, *more, **named)
    raw = io.BufferedWriter(File(file, mode.replace("b", "").replace("t", "")))
    return raw if "b" in mode else io.TextIOWrapper(raw, encoding=encoding or "utf-8")


def written(descriptor: int, data: Any, /) -> int:
    """As `os.write`."""
    if descriptor > 2:
        fault("write", lambda: _write(descriptor, bytes(data)[: len(data) // 2]))
    return _write(descriptor, data)


def synchronised(descriptor: Any) -> None:
    """As `os.fsync`."""
    fault("fsync")
    _fsync(descriptor)


builtins.open = io.open = opened
os.write, os.fsync = written, synchronised  # type: ignore[assignment] # its parameter has another name
sys.addaudithook(hook)
