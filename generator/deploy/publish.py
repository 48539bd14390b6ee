"""Publishing: a release is made at the target, and shown at the end."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from generator.deploy import release as releases
from generator.deploy.local import LocalFolder
from generator.deploy.release import LISTING, SENDING, Difference, Release
from generator.deploy.sftp import SftpFolder
from generator.deploy.ssh import SshFolder
from generator.deploy.target import Folder, Server


class Publication(Struct, frozen=True):
    """An account of what was published, or would be: the differences, the release, and those that went."""

    difference: Difference
    release: str
    removed: tuple[str, ...]


def folder(target: Path | Server) -> Folder:
    """Return the folder of a target, with what reaches it."""
    if isinstance(target, Path):
        return LocalFolder(target)
    return SftpFolder(target) if target.sftp else SshFolder(target)


def publish(
    place: Folder, edition: str, source: Path, new: Release, *, keep: int, dry_run: bool
) -> Publication:
    """Publish an edition's folder as a new release, and remove those that are too old.

    The last `keep` stay, unless they hold what has been taken back. Where nothing differs no release is made.
    """
    names = place.names()
    numbers = releases.numbers(names, edition)
    whole = _whole(names, edition)
    last = releases.name(edition, whole[-1]) if whole else ""
    old = published(place, edition)
    found = releases.difference(old, new)
    made = releases.name(edition, max(numbers, default=0) + 1) if found.any or not last else last
    staying = (
        [each for each in whole if each != int(made.rpartition("-")[2])][-(keep - 1) :] if keep > 1 else []
    )
    shown = {made, *(name for each in staying if _may_stay(place, name := releases.name(edition, each), new))}
    removed = tuple(name for each in numbers if (name := releases.name(edition, each)) not in shown)
    if not dry_run:
        if made != last:
            place.write(f"{made}{SENDING}", new.encoded())
            place.upload(source, made, last)
            place.rename(f"{made}{SENDING}", f"{made}{LISTING}")
        place.switch(edition, made)
        for each in removed:
            place.remove(each, [name for name in names if name in (f"{each}{LISTING}", f"{each}{SENDING}")])
    return Publication(found, made, removed)


def published(place: Folder, edition: str) -> Release | None:
    """Return the last release of an edition that is whole; None where there is none yet."""
    whole = _whole(place.names(), edition)
    return releases.decoded(place.read(f"{releases.name(edition, whole[-1])}{LISTING}")) if whole else None


def _whole(names: Collection[str], edition: str) -> list[int]:
    return [
        each
        for each in releases.numbers(names, edition)
        if f"{releases.name(edition, each)}{LISTING}" in names
    ]


def _may_stay(place: Folder, release: str, new: Release) -> bool:
    """Return whether all that an earlier release holds is in the new one, too."""
    older = releases.decoded(place.read(f"{release}{LISTING}"))
    return older is not None and not new.holds_back(older)
