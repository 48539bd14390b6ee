"""`enquiry hooks`: the two scripts by which a repository on a server of one's own checks and publishes.

One runs before a push is taken, and may refuse it; the other one after it, and once a day.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import Final

from generator.authoring.files.writing import Refused
from generator.authoring.init import SKELETON
from generator.authoring.programs import program

HOOKS: Final = ("pre-receive", "post-receive")
_MADE: Final = "# Written by `enquiry hooks`."
_PLACE: Final = re.compile(r"\$(enquiry|checked|network|lock|target)\b")


def install(network: Path, repository: Path, target: Path) -> list[Path]:
    """Write the hooks of a bare repository, and return them.

    `network` is the copy from which editions are built, `target` the folder from which they are served.
    Raises `Refused` where there is no such repository, or a hook that somebody else wrote.
    """
    bare, folder = repository.resolve(), network.resolve()
    hooks, command = bare / "hooks", program("enquiry")
    if not (bare / "objects").is_dir() or not (bare / "HEAD").is_file():
        raise Refused(f"{repository} is no bare repository of Git. Make one with `git init --bare`.")
    if not (folder / "content").is_dir():
        raise Refused(f"{network} is no copy of a network: it has no folder content.")
    if command is None:
        raise Refused("There is no command `enquiry` here that the scripts could run. Install it with pip.")
    written = []
    for name in HOOKS:
        hook = hooks / name
        if hook.exists() and _MADE not in hook.read_text(encoding="utf-8", errors="replace"):
            raise Refused(f"{hook} is there already, and nothing is overwritten. Move it away first.")
        written.append(hook)
    places = {
        "enquiry": command,
        "checked": bare.parent / f"{bare.stem}.checked",
        "network": folder,
        "lock": bare.parent / f"{bare.stem}.lock",
        "target": os.path.abspath(target),
    }
    hooks.mkdir(exist_ok=True)
    for hook in written:
        text = (SKELETON / f"{hook.name}.sh").read_text(encoding="utf-8")
        hook.unlink(missing_ok=True)
        hook.write_text(_PLACE.sub(lambda each: shlex.quote(str(places[each[1]])), text), encoding="utf-8")
        hook.chmod(0o755)
    return written
