"""Other programs that carry files: `ssh`, `rsync`, `sftp`, `git`."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.deploy.errors import NotPublished


def run(
    command: Sequence[str],
    *,
    sent: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run a program and return its output. Raises `NotPublished` with the last thing that it said."""
    if shutil.which(command[0]) is None:
        raise NotPublished(f"This needs the program `{command[0]}`, which is not on this computer.")
    done = subprocess.run(  # noqa: S603 - no shell, and no word of content
        command, input=sent, capture_output=True, check=False, cwd=folder, env=environment
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NotPublished(f"`{command[0]}` failed: {said[-1] if said else 'it does not say why'}")
    return done.stdout
