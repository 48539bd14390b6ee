"""The guide's way to a server of one's own, from an empty folder to a network that is closed to strangers.

Each numbered step is done as it stands in the guide, with other folders. Both computers have environments of
their own, made and filled by the guide's commands from a clone. The web servers are real, and so are Git and
its hooks. SSH leads to the same machine, and the user of the server is another one where that can be had.
"""

from __future__ import annotations

import os
import re
import shutil
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
from tests.setup.environment import WHEELS
from tests.support import ROOT
from tests.test_closed import NAME, PASSWORD, answer
from tests.webserver import SERVERS, free_port, serve_site

pytestmark = [pytest.mark.slow, pytest.mark.webserver, pytest.mark.browser]

GUIDE = ROOT / "content/pages/publishing.md"
SECRET = "zqsecretq"
CLOSED = ("cohort", "facilitators")
CLONED = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE", "generator", "themes", "content")


def chapter(title: str) -> str:
    """A chapter of the guide, without those below it."""
    text = GUIDE.read_text(encoding="utf-8")
    return re.split(r"^##", text.partition(f"\n{title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def steps() -> dict[int, str]:
    """The numbered steps of the chapter, with the block of code in each."""
    parts = re.split(r"^(\d+)\. ", chapter("## A server of your own"), flags=re.MULTILINE)
    found = {}
    for number, step in zip(parts[1::2], parts[2::2], strict=True):
        code = re.findall(r"^ {7,}\S.*\n", step, re.MULTILINE)
        found[int(number)] = dedent("".join(code))
    return found


def scripts(step: str) -> dict[str, str]:
    """The scripts of a step, by their names in the order in which it tells of them."""
    return dict(
        zip(("publish.sh", "check.sh"), re.split(r"^(?=#!)", step, flags=re.MULTILINE)[1:], strict=True)
    )


def taking_back() -> str:
    """The commands below the steps that take something back."""
    told = chapter("## A server of your own").partition("To take something back")[2]
    return dedent("".join(re.findall(r"^ {4}\S.*\n", told, re.MULTILINE)))


def site(server: str, edition: str) -> str:
    """The site of an edition for a web server, as the guide has it."""
    told = chapter("### The web server").partition(f"With {server.title().replace('Nginx', 'nginx')},")[2]
    shown = re.search(r"(?:^ {4}.*\n)+", told, re.MULTILINE)
    assert shown
    return dedent(shown[0]).replace("cohort", edition)


PROGRAMS = {
    **dict.fromkeys(("apt-get", "adduser", "nginx", "systemctl", "certbot"), "exit 0"),
    "install": 'for last; do :; done; mkdir -p "$last"; OWN',
    "ssh": 'for last; do :; done; cd SERVER; export HOME=$PWD; exec AS sh -c "$last"',
    "su": (
        'cd SERVER; export HOME=$PWD; case "$*" in\n'
        '*--command*) for last; do before=$command command=$last; done; exec AS bash -c "$before";;\n'
        "esac\nexec AS bash -e"
    ),
}
"""Programs of the server that the machine has no other of; `su` and `ssh` are those of the same machine."""


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
    if not fetched.is_dir():
        return {}
    shutil.copytree(fetched, wheels)
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}


class Machine:
    """A computer: somebody's own and a server in one, below a folder that everybody may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps = steps()
        self.home, self.www = folder / "home", folder / "srv/enquiry/www"
        self.clone, self.packages = folder / "home/enquiry", packages(folder)
        for each in ("home", "srv/enquiry", "etc/cron.d", "etc/ssh/sshd_config.d", "bin"):
            (folder / each).mkdir(parents=True)
        user = another_user()
        if user:
            shutil.chown(folder / "srv/enquiry", user)
        for name, lines in PROGRAMS.items():
            script = lines.replace("SERVER", f"{folder}/srv/enquiry")
            script = script.replace("OWN", f'chown {user} "$last"' if user else "exit 0")
            script = script.replace("exec AS", f"exec runuser -u {user} --" if user else "exec")
            (folder / "bin" / name).write_text(f"#!/bin/bash\n{script}\n")
            (folder / "bin" / name).chmod(0o755)

    def here(self, text: str) -> str:
        """Return commands of the guide with this machine's folders, names and passwords."""
        text = re.sub(r"(?<![\w.])/(?=(?:srv|etc)/)", f"{self.folder}/", text)
        text = re.sub(r"(enquiry takedown .*)", r"\1 --yes", text)
        return re.sub(r"htpasswd -cB (\S+) anna", rf"htpasswd -cbB \1 {NAME} '{PASSWORD}'", text)

    def run(self, script: str, folder: Path | None = None, *, name: str = "anna-bell", code: int = 0) -> str:
        """Type commands into a shell, each of which has to succeed; `su` takes those up to its `exit`.

        `name` is what stands before the key of whoever types; `code` is how the last of them ends.
        """
        known = {key: each for key, each in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))}
        done = subprocess.run(
            ["bash", "-e"],
            cwd=folder or self.folder,
            env={
                **known,
                **self.packages,
                "PATH": f"{self.folder}/bin:{self.clone}/.venv/bin:{os.environ['PATH']}",
                "HOME": str(self.home),
                "ENQUIRY_AS": name,
            },
            capture_output=True,
            text=True,
            check=False,
            input=self.here(script),
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

    def holding(self, word: str) -> list[Path]:
        """The files that are served, or were, with a word in them."""
        return [each for each in self.www.rglob("*") if each.is_file() and word.encode() in each.read_bytes()]


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine with nothing on it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Machine(Path(folder))


def install(machine: Machine) -> None:
    """Install Enquiry on somebody's own computer, from a clone, as the guide says before its first step."""
    machine.clone.mkdir()
    for name in CLONED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, machine.clone / name)
    command = re.search(r"`(python3 -m venv .venv && [^`]*)`", chapter("## A server of your own"))
    assert command
    machine.run(command[1], machine.clone)


def fill_in(machine: Machine, addresses: dict[str, str]) -> None:
    """Do the second step: what stands in square brackets, the addresses, one's own words, the consent."""
    content = machine.home / "our-network/content"
    settings = content / "network.yaml"
    words = re.sub(r'"\[[^"]+\]"', "Said.", settings.read_text(encoding="utf-8"))
    line = machine.steps[2]
    for edition, address in addresses.items():
        line = line.replace(f"https://{edition}.example.org/", address)
    settings.write_text(f"{words}\n{line}".replace("@example.org", "@blogs.example.org"), encoding="utf-8")
    profile, about = content / "participants/anna-bell/profile.md", content / "pages/about.md"
    text = profile.read_text(encoding="utf-8").replace("# consent:", "consent:")
    profile.write_text(text.replace("A few lines about yourself.", "I teach."), encoding="utf-8")
    about.write_text(
        re.sub("Say here in two.*", "It is ours.", about.read_text(encoding="utf-8")), encoding="utf-8"
    )


def write_a_post(machine: Machine, words: str) -> Path:
    """Do the third step: a first post with words in it, which everybody may read."""
    first, check = machine.steps[3].splitlines()
    machine.own(first)
    post = next((machine.home / "our-network").glob("content/participants/anna-bell/posts/*why-i-write.md"))
    text = post.read_text(encoding="utf-8")
    assert "Write your post here." in text
    text = text.replace("Write your post here.", f"I write since {words}.")
    post.write_text(re.sub("(title: .*)", r"\1\naudience: public", text, count=1), encoding="utf-8")
    assert "No errors, no warnings." in machine.own(check)
    return post


def start(machine: Machine, stack: ExitStack, ports: dict[tuple[str, str], int]) -> None:
    """Do the tenth and the eleventh step with each web server: settings, and a site for each edition."""
    for server in SERVERS:
        machine.run(machine.steps[10].replace("--for nginx", f"--for {server}"))
        for edition in CLOSED:
            folder, port = machine.folder / f"{server}-{edition}", ports[server, edition]
            folder.mkdir()
            kept = machine.folder / f"etc/enquiry/{edition}.conf"
            shutil.copy(kept, folder)
            text = machine.here(site(server, edition)).replace(str(kept), f"{folder}/{edition}.conf")
            text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("*:80", f"*:{port}")
            text = text.replace("listen [::]:80;", "")
            text = text.replace(f"{edition}.example.org {{", f"http://127.0.0.1:{port} {{")
            stack.enter_context(serve_site(server, folder, text, port))
    machine.run(machine.steps[11])
    machine.run(machine.steps[12])


def test_the_steps_of_the_guide(machine: Machine) -> None:
    """From nothing to a closed network on each server; what is taken back goes, whatever else is wrong."""
    assert [*machine.steps] == [*range(1, 16)]
    ports = {(server, edition): free_port() for server in SERVERS for edition in CLOSED}
    install(machine)
    told = machine.run(machine.steps[1], machine.home)
    for line in (machine.steps[3].splitlines()[0], machine.steps[7].splitlines()[0]):
        assert line in told, "what `enquiry init` prints is what the guide says"
    fill_in(machine, {each: f"http://127.0.0.1:{ports['nginx', each]}/" for each in CLOSED})
    post = write_a_post(machine, SECRET)
    machine.own(machine.steps[4])
    machine.run(machine.steps[5])
    machine.run(machine.steps[6])
    machine.own(machine.steps[7])
    machine.run(machine.steps[8])
    machine.run(machine.steps[9])
    with ExitStack() as stack:
        start(machine, stack, ports)
        for name, script in scripts(machine.steps[13]).items():
            (machine.folder / "srv/enquiry" / name).write_text(machine.here(script), encoding="utf-8")
        said = machine.run(machine.steps[14])
        assert {each.name for each in machine.www.iterdir()} == {"public", *CLOSED, "releases"}, said
        address = f"/participants/anna-bell/{post.stem[11:]}/"
        assert SECRET in (machine.www / f"public{address}index.html").read_text(encoding="utf-8")
        turned_away_and_let_in(ports, address)
        post.write_text(post.read_text(encoding="utf-8") + "\nMore words.\n", encoding="utf-8")
        machine.send(machine.home / "our-network")
        assert machine.holding("More words.")
        pushes_are_checked(machine, post)
        said = machine.own(taking_back())
        assert machine.holding(SECRET) == [], said
        for port in ports.values():
            assert SECRET.encode() not in answer(port, address, PASSWORD).body
            assert answer(port, "/", PASSWORD).status == HTTPStatus.OK


def pushes_are_checked(machine: Machine, post: Path) -> None:
    """Ben changes his own folder and no other; faults are refused, unless something has to go at once."""
    theirs, ben = machine.home / "ben/network", "ben-okoro"
    machine.run(f"git clone --quiet enquiry@blogs.example.org:network.git {theirs}")
    folder = theirs / "content/participants/ben-okoro"
    profile, own = folder / "profile.md", folder / "posts/one.md"
    folder.mkdir()
    profile.write_text("---\nname: Ben Okoro\nschool: A school\n---\nI teach.\n", encoding="utf-8")
    machine.send(theirs, name=ben)
    foreign = theirs / post.relative_to(machine.home / "our-network")
    was = foreign.read_text(encoding="utf-8")
    foreign.write_text(f"{was}\nNot his.\n", encoding="utf-8")
    for push in ("git push", "git push --push-option anyway"):
        said = machine.send(theirs, push, name=ben, code=1)
        assert (
            len(re.findall(r"error\[", said)) == 1 and "“ben-okoro” writes in participants/ben-okoro/" in said
        )
        foreign.write_text(f"{was}\nNor this.\n", encoding="utf-8")
    machine.run("git reset --quiet --hard origin/main", theirs)
    own.parent.mkdir()
    own.write_text("---\ntitle: One\n---\nNo date: zqfaulty.\n", encoding="utf-8")
    said = machine.send(theirs, code=1, name=ben)
    assert "missing-date" in said and "git push --push-option anyway" in said
    assert "Only the branch main" in machine.run("git push origin HEAD:other", theirs, code=1, name=ben)
    assert "No name stands before this key" in machine.run("git push", theirs, code=1, name="")
    machine.run("git push --push-option anyway", theirs, name=ben)
    assert not machine.holding("zqfaulty")
    machine.own("git pull --quiet --rebase")


def turned_away_and_let_in(ports: dict[tuple[str, str], int], address: str) -> None:
    """A browser without the password sees nothing, and with it the post, on each server and edition."""
    with chromium() as browser:
        stranger = browser.new_context().new_page()
        login = {"username": NAME, "password": PASSWORD}
        reader = browser.new_context(http_credentials=login).new_page()  # type: ignore[arg-type]
        for port in ports.values():
            for path in ("/", address, "/atom.xml", "/media/"):
                assert answer(port, path).status == HTTPStatus.UNAUTHORIZED
            with pytest.raises(Exception, match="INVALID_AUTH_CREDENTIALS"):
                stranger.goto(f"http://127.0.0.1:{port}{address}")
            shown = reader.goto(f"http://127.0.0.1:{port}{address}")
            assert shown is not None and shown.status == HTTPStatus.OK
            assert "private" in shown.headers["cache-control"]
            assert SECRET in reader.locator("main").inner_text()
