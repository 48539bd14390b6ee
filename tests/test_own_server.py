"""The guide's way to a server of one's own, from an empty folder to a network that is closed to strangers.

Each numbered step is done as it stands in the guide, with other folders, and with the installed environment
instead of a new one. The servers are real, and so are Git and its hook.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from textwrap import dedent

import pytest

from tests.browser import chromium
from tests.support import ROOT
from tests.test_closed import NAME, PASSWORD, answer
from tests.webserver import SERVERS, free_port, serve

pytestmark = [pytest.mark.slow, pytest.mark.webserver, pytest.mark.browser]

GUIDE = ROOT / "content/pages/publishing.md"
SECRET = "zqsecretq"
CLOSED = ("cohort", "facilitators")


def steps() -> dict[int, str]:
    """The numbered steps of the chapter, with the block of code in each."""
    text = GUIDE.read_text(encoding="utf-8")
    chapter = text.partition("\n## A server of your own\n")[2].partition("\n### ")[0]
    parts = re.split(r"^(\d+)\. ", chapter, flags=re.MULTILINE)
    found = {}
    for number, step in zip(parts[1::2], parts[2::2], strict=True):
        code = re.findall(r"^ {7,}\S.*\n", step, re.MULTILINE)
        found[int(number)] = dedent("".join(code))
    return found


class Machine:
    """A computer: somebody's own and a server in one, below a folder that everybody may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps = steps()
        self.home, self.www = folder / "home", folder / "srv/enquiry/www"
        self.clone = folder / "srv/enquiry/network"
        for each in ("home", "srv/enquiry", "etc/enquiry", "etc/cron.daily", "bin"):
            (folder / each).mkdir(parents=True)
        for name, line in (
            ("enquiry", f'exec "{sys.executable}" -m generator "$@"'),
            *((each, "exit 0") for each in ("apt-get", "pip")),
        ):
            (folder / "bin" / name).write_text(f"#!/bin/sh\n{line}\n")
            (folder / "bin" / name).chmod(0o755)

    def here(self, text: str) -> str:
        """Return commands of the guide with this machine's folders, names and passwords."""
        text = re.sub(r"(?<![\w.])/(?=(?:srv|etc)/)", f"{self.folder}/", text)
        text = text.replace("anna@blogs.example.org:", "")
        text = text.replace(
            "python3 -m venv .venv", f"mkdir -p .venv/bin && cp {self.folder}/bin/* .venv/bin/"
        )
        return re.sub(r"htpasswd -cB (\S+) anna", rf"htpasswd -cbB \1 {NAME} '{PASSWORD}'", text)

    def run(self, script: str, folder: Path) -> str:
        """Run commands, each of which has to succeed."""
        who = {
            f"GIT_{role}_{what}": "a@b.example"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        done = subprocess.run(
            ["bash", "-e", "-c", self.here(script)],
            cwd=folder,
            env={
                **os.environ,
                **who,
                "PYTHONPATH": str(ROOT),
                "PATH": f"{self.folder}/bin:{os.environ['PATH']}",
                "HOME": str(self.home),
            },
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def own(self, script: str) -> str:
        """Run commands in the network on somebody's own computer."""
        return self.run(script, self.home / "our-network")

    def send(self) -> str:
        """Commit all, and push it, as somebody does after a change."""
        return self.own("git add --all && git commit --quiet --message Change && git push")

    def holding(self, word: str) -> list[Path]:
        """The files that are served, or were, with a word in them."""
        return [each for each in self.www.rglob("*") if each.is_file() and word.encode() in each.read_bytes()]


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine with nothing on it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Machine(Path(folder))


def fill_in(machine: Machine, addresses: dict[str, str]) -> None:
    """Do the second step: what stands in square brackets, and the addresses of the closed editions."""
    settings = machine.home / "our-network/content/network.yaml"
    words = re.sub(r'"\[[^"]+\]"', "Said.", settings.read_text(encoding="utf-8"))
    line = machine.steps[2]
    for edition, address in addresses.items():
        line = line.replace(f"https://{edition}.example.org/", address)
    settings.write_text(f"{words}\n{line}", encoding="utf-8")


def write_a_post(machine: Machine, words: str) -> Path:
    """Do the third step: a first post with words in it."""
    machine.own(machine.steps[3].splitlines()[0])
    post = next((machine.home / "our-network").glob("content/participants/anna-bell/posts/*why-i-write.md"))
    text = post.read_text(encoding="utf-8")
    assert "Write your post here." in text
    post.write_text(text.replace("Write your post here.", f"I write since {words}."), encoding="utf-8")
    machine.own("\n".join(machine.steps[3].splitlines()[1:]))
    return post


def start(machine: Machine, stack: ExitStack, ports: dict[tuple[str, str], int]) -> None:
    """Do the eighth step with each web server: settings, and a site for each closed edition."""
    for server in SERVERS:
        machine.run(machine.steps[8].replace("--for nginx", f"--for {server}"), machine.clone)
        for edition in CLOSED:
            settings = (machine.folder / f"etc/enquiry/{edition}.conf").read_text(encoding="utf-8")
            folder = machine.folder / f"{server}-{edition}"
            stack.enter_context(
                serve(server, folder, machine.www / edition, settings, ports[server, edition])
            )


def test_the_steps_of_the_guide(machine: Machine) -> None:
    """From nothing to a closed network on each server; then something is taken back."""
    assert [*machine.steps] == [*range(1, 12)]
    ports = {(server, edition): free_port() for server in SERVERS for edition in CLOSED}
    machine.run(machine.steps[1].partition("cd ")[0], machine.home)
    fill_in(machine, {each: f"http://127.0.0.1:{ports['nginx', each]}/" for each in CLOSED})
    post = write_a_post(machine, SECRET)
    machine.run(machine.steps[4], machine.folder)
    machine.own(machine.steps[5])
    for number in (6, 7):
        machine.run(machine.steps[number], machine.folder)
    with ExitStack() as stack:
        start(machine, stack, ports)
        script = machine.folder / "srv/enquiry/publish.sh"
        script.write_text(machine.here(machine.steps[9]), encoding="utf-8")
        machine.run(machine.steps[10], machine.folder)
        assert {each.name for each in machine.www.iterdir()} == {"public", *CLOSED, "releases"}
        address = f"/participants/anna-bell/{post.stem[11:]}/"
        turned_away_and_let_in(ports, address)
        post.write_text(post.read_text(encoding="utf-8") + "\nMore words.\n", encoding="utf-8")
        machine.send()
        assert machine.holding("More words.")
        machine.own(
            f"enquiry takedown content/{post.relative_to(machine.home / 'our-network/content')} --yes"
        )
        said = machine.send()
        assert machine.holding(SECRET) == [], said
        for port in ports.values():
            assert SECRET.encode() not in answer(port, address, PASSWORD).body
            assert answer(port, "/", PASSWORD).status == HTTPStatus.OK


def turned_away_and_let_in(ports: dict[tuple[str, str], int], address: str) -> None:
    """A browser without the password sees nothing, and with it the post, on each server and edition."""
    with chromium() as browser:
        stranger = browser.new_context().new_page()
        login = {"username": NAME, "password": PASSWORD}
        reader = browser.new_context(http_credentials=login).new_page()  # type: ignore[arg-type]
        for port in ports.values():
            for path in ("/", address, "/feed.xml", "/media/"):
                assert answer(port, path).status == HTTPStatus.UNAUTHORIZED
            with pytest.raises(Exception, match="INVALID_AUTH_CREDENTIALS"):
                stranger.goto(f"http://127.0.0.1:{port}{address}")
            shown = reader.goto(f"http://127.0.0.1:{port}{address}")
            assert shown is not None and shown.status == HTTPStatus.OK
            assert "private" in shown.headers["cache-control"]
            assert SECRET in reader.locator("main").inner_text()
