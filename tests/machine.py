"""A computer for the guide's steps: somebody's own and a server in one.

Where root runs the tests on Debian, it has an /etc and a /srv of its own in a mount namespace, so that its
user, its shell, its keys and an SSH server are real, and nothing of it stays. Elsewhere its folders lie below
a temporary one, and `adduser`, `install`, `su` and `ssh` are scripts that do as much as can be done there.

Three programs only leave a note that they were called, everywhere: `apt-get`, which would change the
computer, `certbot`, which needs a public name, and `systemctl`, which needs systemd. (`nginx -t` is one of
them, since each web server is started on a port of its own.)
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests.needs import need
from tests.setup.environment import WHEELS
from tests.support import ROOT
from tests.webserver import free_ports, until_it_answers

NOTED: Final = ("apt-get", "certbot", "systemctl", "nginx")
STAND_INS: Final = {
    "adduser": "exit 0",
    "install": 'for last; do :; done; mkdir -p "$last"; OWN',
    "ssh": 'for last; do :; done; cd SERVER; export HOME=$PWD; exec AS sh -c "$last"',
    "su": (
        'cd SERVER; export HOME=$PWD; case "$*" in\n'
        '*--command*) for last; do before=$command command=$last; done; exec AS bash -c "$before";;\n'
        "esac\nexec AS bash -e"
    ),
}
"""Programs of a server of which the computer can have no other; `su` and `ssh` are those of the same one."""
OF_ITS_OWN: Final = """set -e
command -v adduser sshd ssh > /dev/null; test -x /usr/bin/git-shell; ! id enquiry 2> /dev/null
mkdir -p {folder}/srv {folder}/over
mount -t tmpfs none {folder}/over
mkdir {folder}/over/upper {folder}/over/work
mount -t overlay none -o lowerdir=/etc,upperdir={folder}/over/upper,workdir={folder}/over/work /etc
mkdir -p /etc/ssh/sshd_config.d /etc/cron.d
mount --bind {folder}/srv /srv
/usr/bin/python3 -c 'import ensurepip, sys; assert sys.version_info[:2] == {version}'
echo ready
exec sleep 3600
"""
"""A folder /etc in which changes are kept nowhere, and a folder /srv, for a Python like the tests' own."""
SSH: Final = """Host blogs.example.org
    HostName 127.0.0.1
    Port {port}
    ConnectionAttempts 20
    IdentitiesOnly yes
    StrictHostKeyChecking accept-new
    UserKnownHostsFile {folder}/known
"""


@contextmanager
def namespace(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield what goes before each command, so that it sees an /etc and a /srv of its own; else nothing."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        yield ()
        return
    script = OF_ITS_OWN.format(folder=folder, version=sys.version_info[:2])
    process = subprocess.Popen(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        lines = process.stdout.readlines(1)
        yield ("nsenter", "--mount", "--target", str(process.pid), "--") if "ready\n" in lines else ()
    finally:
        process.kill()
        process.communicate()


def another_user() -> str:
    """A user other than the one who runs the tests, where there is one who could run them, too."""
    if os.geteuid() != 0:
        return ""
    tried = [sys.executable, "-c", f"open({str(ROOT / 'generator/__init__.py')!r})"]
    done = subprocess.run(["runuser", "-u", "nobody", "--", *tried], capture_output=True, check=False)
    return "nobody" if done.returncode == 0 else ""


def packages(folder: Path) -> dict[str, str]:
    """Settings for pip: where the packages lie that were fetched with the environment of the tests."""
    fetched, wheels = Path(sys.prefix) / WHEELS, folder / WHEELS
    known = {name: each for name, each in os.environ.items() if name.startswith("PIP_")}
    if not fetched.is_dir():
        return known
    shutil.copytree(fetched, wheels)
    return {**known, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}


class Machine:
    """A computer: somebody's own and a server in one, below a folder that everybody may read.

    With `within`, which goes before each command, it has an /etc and a /srv of its own.
    """

    def __init__(self, folder: Path, within: tuple[str, ...], sites: int) -> None:
        self.folder, self.within = folder, within
        self.home, self.server, self.www = folder / "home", folder / "srv/enquiry", folder / "srv/enquiry/www"
        self.clone, self.packages = folder / "home/enquiry", packages(folder)
        self.port, *self.ports = free_ports(1 + sites)
        for each in ("home", "bin", "keys"):
            (folder / each).mkdir(parents=True)
        for name in NOTED:
            self._program(name, f'echo "{name} $*" >> {folder}/called')
        if not within:
            self._pretend()

    def _program(self, name: str, lines: str) -> None:
        (self.folder / "bin" / name).write_text(f"#!/bin/bash\n{lines}\n")
        (self.folder / "bin" / name).chmod(0o755)

    def _pretend(self) -> None:
        """Write the programs and make the folders that this computer does not have as a server has them."""
        for each in ("srv/enquiry", "etc/cron.d", "etc/ssh/sshd_config.d"):
            (self.folder / each).mkdir(parents=True)
        user = another_user()
        if user:
            shutil.chown(self.server, user)
        for name, lines in STAND_INS.items():
            script = lines.replace("SERVER", str(self.server))
            script = script.replace("OWN", f'chown {user} "$last"' if user else "exit 0")
            self._program(name, script.replace("exec AS", f"exec runuser -u {user} --" if user else "exec"))

    def here(self, text: str) -> str:
        """Return commands of the guide with this machine's folders, names and passwords."""
        if not self.within:
            text = re.sub(r"(?<![\w.])/(?=(?:srv|etc)/)", f"{self.folder}/", text)
        return re.sub(r"(enquiry takedown .*)", r"\1 --yes", text)

    def run(self, script: str, folder: Path | None = None, *, name: str = "anna-bell", code: int = 0) -> str:
        """Type commands into a shell, each of which has to succeed; `su` takes those up to its `exit`.

        `name` is what stands before the key of whoever types; `code` is how the last of them ends.
        """
        known = {key: each for key, each in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))}
        key = self.folder / "keys" / (name or "nobody")
        theirs = {"GIT_SSH_COMMAND": f"ssh -F {self.folder}/ssh_config -i {key}"} if self.within else {}
        done = subprocess.run(
            [*self.within, "bash", "-e"],
            env={
                **known,
                **self.packages,
                **theirs,
                "PATH": f"{self.folder}/bin:{self.clone}/.venv/bin:{os.environ['PATH']}:/usr/sbin",
                "HOME": str(self.home),
                "ENQUIRY_AS": name,
            },
            capture_output=True,
            text=True,
            check=False,
            input=f"cd {folder or self.folder}\n{self.here(script)}",
        )
        assert done.returncode == code, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def own(self, script: str) -> str:
        """Run commands in the network on somebody's own computer."""
        return self.run(script, self.home / "our-network")

    def send(self, folder: Path, push: str = "git push", *, name: str = "anna-bell", code: int = 0) -> str:
        """Commit all of somebody's copy, and push it, as they do after a change."""
        return self.run(
            f"git add --all\ngit commit --quiet --message Change\n{push}\n", folder, name=name, code=code
        )

    def let_in(self, line: str, name: str) -> None:
        """Let somebody in by the guide's line, as whom a name stands before their key."""
        key = self.folder / "keys" / (name or "nobody")
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        line = line.replace("anna-bell", name) if name else re.sub(r',environment="[^"]*"', "", line)
        self.run(line.replace("YOUR-PUBLIC-KEY", key.with_suffix(".pub").read_text().strip()))

    def listen(self, stack: ExitStack) -> None:
        """Start the SSH server with the settings of this machine, and give its user the settings for pip."""
        if not self.within:
            return
        need("ssh")
        lines = ["set -e", *(f"export {key}={shlex.quote(each)}" for key, each in self.packages.items())]
        (self.server / ".bash_profile").write_text("\n".join(lines), encoding="utf-8")
        (self.folder / "ssh_config").write_text(SSH.format(port=self.port, folder=self.folder))
        key = self.folder / "keys/host"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        Path("/run/sshd").mkdir(exist_ok=True)  # where it wants to be when it runs as root
        said = ["-o", "ListenAddress=127.0.0.1", "-o", "PidFile=none"]
        command = [*self.within, "/usr/sbin/sshd", "-D", "-e", "-p", str(self.port), "-h", str(key), *said]
        with (self.folder / "sshd.log").open("w") as log:
            process = subprocess.Popen(command, stderr=log)
        stack.callback(process.wait)
        stack.callback(process.terminate)

        def check() -> None:
            assert process.poll() is None, (self.folder / "sshd.log").read_text()

        until_it_answers(self.port, check)

    def holding(self, word: str) -> list[Path]:
        """The files that are served, or were, with a word in them."""
        return [each for each in self.www.rglob("*") if each.is_file() and word.encode() in each.read_bytes()]

    def called(self) -> list[str]:
        """The calls of programs of which there are notes only."""
        return (self.folder / "called").read_text().splitlines()
