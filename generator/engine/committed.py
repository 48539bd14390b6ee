"""The question whether Git keeps a place: what came with a commit may be anything.

A cache and what the editor is made of are made on a computer, and trusted there. Whoever may push could
commit something that looks like them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


def committed(place: Path) -> bool:
    """Return whether Git keeps what lies at a place, a part of it, or a link on the way to it.

    Where there is no Git there is no commit either.
    """
    if not os.path.lexists(place):
        return False
    return any(_kept(each) for each in {Path(os.path.abspath(place)), place.resolve()})


def _kept(place: Path) -> bool:
    folder = next((each for each in place.parents if os.path.lexists(each / ".git")), None)
    if folder is None:
        return False
    links = [each for each in place.parents if each.is_relative_to(folder) and each.is_symlink()]
    return _knows(folder, [each.relative_to(folder).as_posix() for each in (place, *links) if each != folder])


def _knows(folder: Path, paths: Sequence[str]) -> bool:
    """Return whether the repository in a folder keeps one of these paths, in capitals or small letters."""
    import subprocess

    itself = ("-c", "safe.directory=*", "-c", "core.fsmonitor=false")
    wanted = [f":(icase,literal){each}" for each in paths]
    try:
        done = subprocess.run(  # noqa: S603 - the git of whoever runs this
            ["git", *itself, "-C", str(folder), "ls-files", "--", *wanted],  # noqa: S607 - as above
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return bool(done.stdout)
