"""The command `enquiry`, in a world in which one call that writes fails; how it does is in `sitecustomize.py`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support import ROOT, command

HOW = ("kill", "ENOSPC", "EACCES", "EIO")


def faulty(arguments: Sequence[str | Path], folders: Sequence[Path], number: int, how: str, *, counted: str = "") -> subprocess.CompletedProcess[str]:
    """Run it so that the call of this number below these folders fails. Each call adds a byte to the file `counted`."""
    path = f"{Path(__file__).parent}{os.pathsep}{ROOT}"
    return command(*arguments, ENQUIRY_FAULT=f"{number} {how} {' '.join(map(str, folders))}", ENQUIRY_FAULT_COUNT=counted, PYTHONPATH=path)
