"""Releases: numbered folders of an edition side by side; a symbolic link leads to the one that is shown."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

RELEASES: Final = "releases"
KEPT_RELEASES: Final = 3
"""Releases of an edition that stay, unless the options say otherwise."""


def new_release(site: Path, edition: str) -> Path:
    """Return the folder of an edition's next release, which does not exist yet."""
    folder = site / RELEASES
    folder.mkdir(exist_ok=True)
    return folder / f"{edition}-{max(_numbers(folder, edition), default=0) + 1:06}"


def link_unchanged(edition: Path, staging: Path, unchanged: Iterable[str]) -> None:
    """Add the files that did not change to a new release, as hard links to those of the one before."""
    for path in unchanged:
        (staging / path).parent.mkdir(parents=True, exist_ok=True)
        os.link(edition / path, staging / path)


def prune(site: Path, edition: str, keep: int) -> None:
    """Remove an edition's releases but the last ones."""
    folder = site / RELEASES
    for old in sorted(_numbers(folder, edition), reverse=True)[keep:]:
        shutil.rmtree(folder / f"{edition}-{old:06}")


def prune_unfinished(site: Path) -> None:
    """Remove releases that no edition has been switched to: they are of an interrupted build."""
    for release in (site / RELEASES).glob("*-*"):
        name, _, number = release.name.rpartition("-")
        if number.isdigit() and int(number) > _shown(site / name):
            shutil.rmtree(release)


def _shown(edition: Path) -> int:
    """Return the number of the release that an edition is; 0 where it is none."""
    number = os.readlink(edition).rpartition("-")[2] if edition.is_symlink() else ""
    return int(number) if number.isdigit() else 0


def _numbers(folder: Path, edition: str) -> list[int]:
    return [
        int(each.name.rpartition("-")[2])
        for each in folder.glob(f"{edition}-*")
        if each.name.rpartition("-")[2].isdigit()
    ]
