"""Folders, and commands whose success is all that matters."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
CONSTRAINTS: Final = ROOT / "constraints.txt"


def stop(sentence: str) -> SystemExit:
    """Return the exception that ends the command with one sentence that says what to do."""
    return SystemExit(f"tests: {sentence}")


def say(sentence: str) -> None:
    """Write a line about the preparation."""
    print(f"tests: {sentence}", file=sys.stderr)


def succeeds(command: Sequence[str | Path]) -> bool:
    """Run a command quietly and return whether it succeeded."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=900).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
