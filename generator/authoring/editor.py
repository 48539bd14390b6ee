"""`enquiry editor`: what the page `/write/` is made of, from npm, into the network's folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from generator.authoring.files.writing import Refused
from generator.authoring.programs import program
from generator.engine.committed import committed
from generator.engine.theme import editor_files

SKELETON: Final = Path(__file__).parent / "skeleton"
PINS: Final = ("package.json", "package-lock.json")
"""The files that pin the packages, with digests; `enquiry init` writes them."""
NPM: Final = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
NO_NODE: Final = "npm is not on this computer. Type `pip install 'enquiry[editor]'`, which brings it."

COMMITTED: Final = (
    f"{editor_files.MODULES} is committed, and what is committed there is never used: it could be anything. "
    f"Type `git rm -r --cached {editor_files.MODULES}`, and commit that; then `enquiry editor` again."
)


def install(content: Path) -> tuple[str, ...]:
    """Install what is missing, and return the packages that were; raise `Refused` where it can't be done.

    Where a network pins nothing, it gets the pins of this Enquiry. No script of a package is run.
    """
    wanted = editor_files.missing(content)
    if not wanted:
        return ()
    if committed(editor_files.folder(content)):
        raise Refused(COMMITTED)
    folder = content.resolve().parent
    if not any((folder / name).exists() for name in PINS):
        for name in PINS:
            (folder / name).write_bytes((SKELETON / name).read_bytes())
    npm = program("npm")
    if npm is None:
        raise Refused(NO_NODE)
    surroundings = {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(npm).parent), os.environ.get("PATH", ""))),
    }
    done = subprocess.run(  # noqa: S603 - no shell, and no word of content
        [npm, *NPM], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise Refused(f"npm did not install the editor: {said[0] if said else 'it does not say why'}")
    if still := editor_files.missing(content):
        raise Refused(
            f"{folder / PINS[0]} does not name {', '.join(still)}. Delete it and {PINS[1]}, if they are for "
            "nothing else, and type `enquiry editor` again."
        )
    return wanted
