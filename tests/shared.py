"""Work that all processes of a test run share: whichever needs it first does it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import ROOT, command


class SampleSite(NamedTuple):
    """The sample network, built by the real command. It is for reading alone."""

    site: Path
    cache: Path

    def prime(self, cache: Path) -> Path:
        """Make a cache with the sample's pictures, so that another build need not make them again."""
        shutil.copytree(self.cache, cache)
        return cache


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder of the whole run, made by the first who asks for it."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = root / name, root / f"{name}.done"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def build_sample(folder: Path) -> None:
    """Build the sample network with its search, by the real command."""
    done = command(
        "build",
        *(
            "--content",
            ROOT / "content",
            "--output",
            folder / "site",
            "--cache",
            folder / "cache",
            "--timings",
        ),
    )
    assert done.returncode == 0 and " search\n" in done.stderr, done.stderr
