"""A target on a server, reached by `rsync` and `ssh`."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from generator.deploy.programs import run
from generator.deploy.release import FOLDER
from generator.deploy.target import Server

QUIET: Final = ("-o", "BatchMode=yes")
"""Options by which `ssh` fails where it would ask for a password."""


class SshFolder:
    """A folder of a server that takes commands."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._shell = ("ssh", *QUIET, *(("-p", server.port) if server.port else ()))

    def names(self) -> Sequence[str]:
        """Return the names in the folder of releases."""
        return self._run(f"ls -1 {FOLDER} 2>/dev/null || true").decode(errors="replace").split()

    def read(self, name: str) -> bytes:
        """Return a listing."""
        return self._run(f"cat {FOLDER}/{name} 2>/dev/null || true")

    def upload(self, source: Path, release: str, before: str) -> None:
        """Send what the release before does not have; all else is linked to it there."""
        run(
            (
                *("rsync", "--recursive", "--checksum", "--delete", "--chmod=D755,F644"),
                *((f"--link-dest=../{before}",) if before else ()),
                *("--rsh", shlex.join(self._shell)),
                f"{source.resolve()}/",
                f"{self._server.host}:{self._server.path}/{FOLDER}/{release}/",
            )
        )

    def write(self, name: str, data: bytes) -> None:
        """Write a listing."""
        self._run(f"mkdir -p {FOLDER} && cat > {FOLDER}/{name}", data)

    def rename(self, old: str, new: str) -> None:
        """Rename a listing."""
        self._run(f"mv {FOLDER}/{old} {FOLDER}/{new}")

    def switch(self, edition: str, release: str) -> None:
        """Replace the edition's link."""
        self._run(
            f"[ -L {edition} ] || rmdir {edition} 2>/dev/null || true; "
            f"if [ -e {edition} ] && [ ! -L {edition} ]; then "
            f"echo {edition} is there already and no release: move it away. >&2; exit 1; fi; "
            f"ln -sfn {FOLDER}/{release} .{edition} && mv -Tf .{edition} {edition}"
        )

    def remove(self, release: str, listings: Sequence[str]) -> None:
        """Remove a release."""
        self._run(f"rm -rf {FOLDER}/{release}")
        self._run(f"rm -f {' '.join(f'{FOLDER}/{each}' for each in listings)}")

    def _run(self, command: str, sent: bytes = b"") -> bytes:
        path = shlex.quote(self._server.path)
        return run(
            (*self._shell, self._server.host, f"mkdir -p {path} && cd {path} && {{ {command}; }}"), sent=sent
        )
