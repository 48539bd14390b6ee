"""The command `enquiry`, in a world in which one call that writes fails. `sitecustomize.py` makes it fail."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from tests.support import ROOT, command

HOW = ("kill", "ENOSPC", "EACCES", "EIO")


def faulty(
    arguments: Sequence[str | Path], folders: Sequence[Path], number: int, how: str, *, counted: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run it so that the call of this number below these folders fails.

    Each call adds a byte to the file `counted`.
    """
    path = f"{Path(__file__).parent}{os.pathsep}{ROOT}"
    return command(*arguments, umask=None, **_fault(folders, number, how, counted), PYTHONPATH=path)


def forked(
    arguments: Sequence[str | Path], folders: Sequence[Path], number: int, how: str, *, counted: str = ""
) -> subprocess.CompletedProcess[str]:
    """Do the same in a copy of this process, which must have no threads.

    It need not load the generator anew.
    """
    with tempfile.TemporaryFile() as told:
        child = os.fork()
        if not child:
            _run(list(map(str, arguments)), _fault(folders, number, how, counted), told.fileno())
        status = os.waitpid(child, 0)[1]
        told.seek(0)
        return subprocess.CompletedProcess(
            arguments, os.waitstatus_to_exitcode(status), "", told.read().decode(errors="replace")
        )


def _fault(folders: Sequence[Path], number: int, how: str, counted: str) -> dict[str, str]:
    return {"ENQUIRY_FAULT": f"{number} {how} {' '.join(map(str, folders))}", "ENQUIRY_FAULT_COUNT": counted}


def _run(arguments: list[str], environment: Mapping[str, str], told: int) -> NoReturn:
    try:
        from generator.commands.main import run_command

        os.dup2(told, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.environ.update(environment)
        sys.argv = ["enquiry", *arguments]
        spec = importlib.util.spec_from_file_location("faults", Path(__file__).with_name("sitecustomize.py"))
        assert spec is not None and spec.loader is not None
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
        run_command()
    except BaseException:  # noqa: BLE001 - nothing may come back into the copy of a test
        traceback.print_exc()
    os._exit(1)
