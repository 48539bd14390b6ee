"""The constraints: exact versions of all that the project and its tests may install, for every platform."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from tests.setup.common import CONSTRAINTS, ROOT, say, stop
from tests.setup.environment import LOCKING, create, pip

OLDEST: Final = "3.11"
HEAD: Final = """\
# Exact versions of all that Enquiry, its extras and its tests install, for Python 3.11 and newer on every
# platform: those with which the tests have passed. Made by `python3 -m tests --lock`, never edited by hand.
#
#     pip install --constraint constraints.txt .              # a clone; '.[portfolio]' with an extra
#     pip install --constraint constraints.txt enquiry-….whl  # a wheel
#
# It has no hashes: where one requirement has them, pip demands one of each, and takes none of a folder.
"""
COMPILE: Final = (
    "--all-extras",
    "--universal",
    "--python-version",
    OLDEST,
    "--fork-strategy",
    "fewest",
    "--upgrade",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--annotation-style",
    "line",
    "--quiet",
)


def lock() -> None:
    """Write the newest versions that pyproject.toml allows into the constraints."""
    if not LOCKING.python.exists():
        create(LOCKING)
    pip(LOCKING, "--upgrade", "uv")
    command: list[str | Path] = [LOCKING.python, "-m", "uv", "pip", "compile", "pyproject.toml", *COMPILE]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        raise stop(f"uv could not find versions that fit together: {made.stderr}")
    CONSTRAINTS.write_text(f"{HEAD}\n{made.stdout}", encoding="utf-8")
    say(f"{CONSTRAINTS.name} is written; run the tests with it before you keep it")
