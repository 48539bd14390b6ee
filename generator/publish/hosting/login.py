"""Password files: a name and the digest of a password on each line, as `htpasswd` writes them."""

from __future__ import annotations

import re
from typing import Final

from generator.publish.hosting.hosts import Host
from generator.publish.hosting.rules import Login

_NAME: Final = re.compile(r"[^\s:{}\"'\\#$]+")
_FILE: Final = re.compile(r"[^\x00-\x1f\x7f\"'\\$#{}]+")


class NoLogin(Exception):
    """A password file that the host can't use; says why, and what would do."""


def login(host: Host, file: str, text: str | None) -> Login:
    """Return the login that a password file with this text gives; None is for one that is not here yet.

    Raises `NoLogin` where it has a line that is no user, none at all, or passwords in a form that the host
    doesn't take, where the file's name can't stand in the host's settings, and where the settings have to
    repeat a file that is not here.
    """
    if not _FILE.fullmatch(file):
        raise NoLogin(f"The name {file!r} can't stand in a server's settings. Move the file.")
    if text is None:
        if host.reads:
            return Login(file)
        raise NoLogin(
            f"There is no file {file} on this computer, and these settings repeat what is in it. "
            f"`htpasswd -cB {file} NAME` makes one."
        )
    users = tuple(
        _user(host, file, number, line.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    )
    if not users:
        raise NoLogin(f"{file} names nobody. `htpasswd -B {file} NAME` adds somebody.")
    return Login(file, () if host.reads else users)


def _user(host: Host, file: str, number: int, line: str) -> tuple[str, str]:
    name, colon, word = line.partition(":")
    if not colon or not _NAME.fullmatch(name) or not re.fullmatch(r"\S+", word):
        raise NoLogin(f"{file}:{number}:1 This is no name with a digest of its password (name:digest).")
    if host.digests and not word.startswith(host.digests):
        raise NoLogin(
            f"{file}:{number}:{len(name) + 2} The password of “{name}” is not kept as this host reads it. "
            f"`htpasswd -B {file} {name}` writes it anew."
        )
    if not host.digests and word.startswith("$"):
        raise NoLogin(
            f"{file}:{number}:{len(name) + 2} This host takes passwords as they are (name:password), and "
            "this is the digest of one."
        )
    return name, word
