"""Targets: where editions are published.

A target that is a folder, here or on a server, keeps releases side by side, and one symbolic link for each
edition, which leads to the release that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from generator.deploy.errors import NotPublished


class Folder(Protocol):
    """A folder with releases."""

    def names(self) -> Sequence[str]:
        """Return the names in the folder of releases; none where there is no such folder yet."""

    def read(self, name: str) -> bytes:
        """Return a listing; empty where there is none of this name."""

    def upload(self, source: Path, release: str, before: str) -> None:
        """Make a release of an edition's folder; `before` is the one before it, or empty."""

    def write(self, name: str, data: bytes) -> None:
        """Write a listing."""

    def rename(self, old: str, new: str) -> None:
        """Rename a listing."""

    def switch(self, edition: str, release: str) -> None:
        """Lead the edition's link to a release, in one step."""

    def remove(self, release: str, listings: Sequence[str]) -> None:
        """Remove a release, of which these listings tell, and then the listings."""


class Server(Struct, frozen=True):
    """A folder of a server, reached through SSH. Without a `port` it is the usual one."""

    host: str
    path: str
    port: str = ""
    sftp: bool = False


class Branch(Struct, frozen=True):
    """A branch of a Git repository, which holds nothing but an edition."""

    repository: str
    branch: str


Target = Path | Server | Branch
"""A folder of this computer, a server's, or a branch."""
_URL: Final = re.compile(r"(ssh|sftp)://(?P<host>[^/:\s]+)(?::(?P<port>\d+))?(?P<path>/\S.*)")
_SHORT: Final = re.compile(r"(?P<host>[^/:\s]+):(?P<path>[^:].*)")
_GIT: Final = re.compile(r"git:(?P<repository>[^#\x00-\x1f]+)#(?P<branch>[A-Za-z0-9][A-Za-z0-9._/-]*)")


def parse(text: str) -> Target:
    """Parse a target: `FOLDER`, `HOST:FOLDER`, `ssh://HOST:PORT/FOLDER`, `sftp://…`, `git:REPOSITORY#BRANCH`.

    Raises `NotPublished` where it is none.
    """
    if found := _GIT.fullmatch(text):
        return Branch(found["repository"], found["branch"])
    if text.startswith("git:"):
        raise NotPublished("Name the branch, too: git:REPOSITORY#BRANCH.")
    if found := _URL.fullmatch(text):
        return _server(found["host"], found["path"], found["port"] or "", sftp=text.startswith("sftp:"))
    if "://" in text:
        raise NotPublished(
            f"“{text}” is no place to publish to. Name a folder, a server (name@host:/folder, ssh://…, "
            "sftp://…) or a branch (git:REPOSITORY#BRANCH)."
        )
    if (found := _SHORT.fullmatch(text)) and len(found["host"]) > 1:
        return _server(found["host"], found["path"], "", sftp=False)
    return Path(text)


def _server(host: str, path: str, port: str, *, sftp: bool) -> Server:
    if host.startswith("-") or any(ord(each) < 32 for each in path):
        raise NotPublished(f"“{host}:{path}” is no folder of a server.")
    return Server(host, path.rstrip("/") or "/", port, sftp)
