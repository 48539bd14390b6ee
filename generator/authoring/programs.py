"""Programs that tools run: those of the environment that Enquiry is installed in come first."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def program(name: str) -> str | None:
    """Return the absolute path of a program; None where there is none of this name."""
    environment = str(Path(sys.executable).parent)
    found = shutil.which(name, path=os.pathsep.join((environment, os.environ.get("PATH", ""))))
    return os.path.abspath(found) if found else None
