"""Whole processes and what they cost, on a machine that may have other things to do."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LONGEST: Final = 3600.0
"""Seconds after which a run is given up."""
BUSY: Final = 20.0
"""Per cent of pressure from which on a figure says more about the neighbours than about the program."""
PATIENCE: Final = 10.0
"""Seconds to wait for the pressure to fall."""

_PRESSURE: Final = Path("/proc/pressure/cpu")
_BYTES_A_UNIT: Final = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """A command did not do its work; the text says which, and what it printed last."""


@dataclass(frozen=True)
class Command:
    """A program with its arguments, where it runs, and what its environment has beside what is usual."""

    words: tuple[str, ...]
    folder: Path
    extra: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """Return the environment of this process, without variables that change how programs behave."""
        usual = {key: value for key, value in os.environ.items() if not key.startswith(("HUGO_", "PYTHON"))}
        return {**usual, "PYTHONHASHSEED": "0", **self.extra}

    def start(self, log: Path) -> subprocess.Popen[bytes]:
        """Begin, with everything it says in `log`."""
        with log.open("wb") as out:
            return subprocess.Popen(
                self.words,
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def answer(self) -> str:
        """Return what a command prints; for questions, not for measuring."""
        done = subprocess.run(
            self.words,
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(
                f"{' '.join(self.words)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}"
            )
        return done.stdout.strip()


@dataclass(frozen=True)
class Run:
    """The cost of a process: seconds by the clock, seconds of the cores, the most memory of any one process.

    `pressure` is the share of the ten seconds before it in which a process waited for a core, in per cent;
    None where the system does not say.
    """

    wall: float
    cpu: float
    peak: float
    pressure: float | None


def timed(command: Command, log: Path) -> Run:
    """Run a command to its end, on a machine as quiet as it gets. Raises `Failed` where it fails."""
    before = settled()
    started = time.perf_counter()
    process = command.start(log)
    guard = threading.Timer(LONGEST, os.killpg, [process.pid, signal.SIGKILL])
    guard.daemon = True
    guard.start()
    try:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    except BaseException:
        end(process)
        raise
    finally:
        guard.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(command.words)} ended with {process.returncode}:\n{tail(log)}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _BYTES_A_UNIT, before)


def pressure() -> float | None:
    """The share of the last ten seconds in which some process waited for a core."""
    try:
        found = re.search(r"some avg10=([\d.]+)", _PRESSURE.read_text())
    except OSError:
        return None
    return float(found[1]) if found else None


def settled() -> float | None:
    """Wait a while for the cores to be free; the pressure that is left."""
    end_of_patience = time.monotonic() + PATIENCE
    while (now := pressure()) is not None and now >= BUSY and time.monotonic() < end_of_patience:
        time.sleep(0.5)
    return now


def idle(process: subprocess.Popen[bytes], longest: float = 120.0) -> None:
    """Wait until a process has done nothing for a second.

    It is three seconds where the system does not say what it does.
    """
    limit = time.monotonic() + longest
    still, last = 0, -1
    while still < 4 and time.monotonic() < limit and process.poll() is None:
        used = _ticks(process.pid)
        if used is None:
            time.sleep(3)
            return
        still = still + 1 if used - last <= 1 else 0
        last = used
        time.sleep(0.25)


def _ticks(pid: int) -> int | None:
    """Processor time of a process and of its ended children, in hundredths of a second on most systems."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return sum(int(each) for each in fields[11:15])


def end(process: subprocess.Popen[bytes], *, gently: bool = False) -> None:
    """Stop a process and what it started."""
    for number, seconds in (
        ((signal.SIGINT, 10.0), (signal.SIGKILL, 10.0)) if gently else ((signal.SIGKILL, 10.0),)
    ):
        try:
            os.killpg(process.pid, number)
            process.wait(seconds)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def tail(log: Path) -> str:
    """The end of what a command said."""
    return log.read_text(encoding="utf-8", errors="replace")[-2000:].strip()


class Trash:
    """The folder for outputs that are moved away before a cold build.

    Nothing is deleted until all is measured: ext4 is slow to make files for minutes after many were deleted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, paths: Sequence[Path]) -> None:
        """Move these aside, where they are there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            if path.exists():
                path.rename(self.folder / f"{time.time_ns()}-{path.name}")
        os.sync()
