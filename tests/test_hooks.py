"""`enquiry hooks`: the scripts of a repository on a server of one's own.

The guide's way to such a server runs them (`test_own_server.py`).
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.authoring.hooks import HOOKS
from generator.commands.main import main
from tests.casefile import git
from tests.test_gate import small


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A folder with a network and a bare repository, of which the name has a space and a quotation mark."""
    small(tmp_path / "network").write()
    git(tmp_path, "init", "--quiet", "--bare", "our own's.git")
    return tmp_path


def run(server: Path, repository: str = "our own's.git") -> Result:
    """Write the hooks of a repository."""
    words = [str(server / repository), str(server / "www"), "--content", str(server / "network/content")]
    return CliRunner().invoke(main, ["hooks", *words])


def test_both_are_written_whole(server: Path) -> None:
    """They can be run, hold every path, and are written anew where they were written before."""
    for _ in range(2):
        done = run(server)
        assert done.exit_code == 0 and done.output.splitlines() == [
            str(server / "our own's.git/hooks" / name) for name in HOOKS
        ]
    for name in HOOKS:
        hook = server / "our own's.git/hooks" / name
        text = hook.read_text(encoding="utf-8")
        assert os.access(hook, os.X_OK)
        assert subprocess.run(["bash", "-n", hook], check=False).returncode == 0
        assert not [each for each in ("$enquiry", "$checked", "$network", "$lock", "$target") if each in text]
    assert f"cd {server}/network\n" in text and f"publish {server}/www " in text
    command = text.rpartition(" build ")[0].rpartition("\n")[2]
    assert Path(command).is_absolute() and os.access(command, os.X_OK)


def test_nothing_of_others_is_overwritten(server: Path) -> None:
    """A hook that somebody else wrote stays, and a folder that is no repository gets none."""
    hook = server / "our own's.git/hooks/post-receive"
    hook.write_text("#!/bin/sh\n")
    done = run(server)
    assert done.exit_code == 2 and "nothing is overwritten" in done.output
    assert hook.read_text() == "#!/bin/sh\n" and not hook.with_name("pre-receive").exists()
    assert "no bare repository" in run(server, "network").output
