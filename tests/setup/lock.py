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
PINS: Final = ROOT / "generator" / "authoring" / "skeleton" / "pins.txt"
"""The pins of a new network: the same versions without the extras, each with digests of its files."""
COMPILE: Final = (
    "--universal",
    "--python-version",
    OLDEST,
    "--fork-strategy",
    "fewest",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


def lock() -> None:
    """Write the newest versions that pyproject.toml allows into the constraints."""
    if not LOCKING.python.exists():
        create(LOCKING)
    pip(LOCKING, "--upgrade", "uv")
    everything = _compiled("--all-extras", "--upgrade", "--annotation-style", "line")
    CONSTRAINTS.write_text(f"{HEAD}\n{everything}", encoding="utf-8")
    pins = _compiled("--constraint", str(CONSTRAINTS), "--generate-hashes", "--no-annotate")
    PINS.write_text(pins, encoding="utf-8")
    say(f"{CONSTRAINTS.name} and {PINS.name} are written; run the tests with them before you keep them")


def _compiled(*options: str) -> str:
    """Return the versions that fit together, as `uv pip compile` writes them."""
    command: list[str | Path] = [LOCKING.python, "-m", "uv", "pip", "compile", "pyproject.toml"]
    made = subprocess.run(
        [*command, *COMPILE, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise stop(f"uv could not find versions that fit together: {made.stderr}")
    return made.stdout
