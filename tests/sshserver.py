"""A real OpenSSH server on this computer, and clients that know it."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from tests.needs import need
from tests.support import PATIENCE
from tests.webserver import free_ports, until_it_answers

SERVER: Final = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
Subsystem sftp internal-sftp
"""
KNOWN: Final = """IdentityFile {folder}/key
UserKnownHostsFile {folder}/known
StrictHostKeyChecking no
"""
CLIENT: Final = """#!/bin/sh
exec {command} -F {folder}/ssh_config "$@"
"""


class Host(NamedTuple):
    """A server: its name and port for a client, and the path on which clients are that know it."""

    name: str
    port: int
    path: str


@contextmanager
def ssh_server(folder: Path) -> Iterator[Host]:
    """Run the server, which lets in whoever runs the tests."""
    need("ssh")
    port = free_ports(1)[0]
    folder.mkdir()
    for key in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
    (folder / "sshd_config").write_text(SERVER.format(port=port, folder=folder))
    (folder / "ssh_config").write_text(KNOWN.format(folder=folder))
    (folder / "bin").mkdir()
    for client in ("ssh", "sftp"):
        wrapper = folder / "bin" / client
        wrapper.write_text(CLIENT.format(command=shutil.which(client), folder=folder))
        wrapper.chmod(0o755)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it wants to be when it runs as root
    command = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert command, "There is no OpenSSH server here: `apt-get install openssh-server` brings one."
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([command, "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
    try:

        def check() -> None:
            assert process.poll() is None, (folder / "log").read_text()

        until_it_answers(port, check)
        yield Host(
            f"{getpass.getuser()}@127.0.0.1", port, f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        )
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
