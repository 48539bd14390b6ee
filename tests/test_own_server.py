"""The guide's way to a server of one's own, from an empty folder to a network that is closed to strangers.

Each numbered step is done as it stands in the guide. Both computers have environments of their own, made and
filled by the guide's commands from a clone. The web servers are real, and so are Git, its hooks, the user of
the server, the keys and the SSH server, where that can be had; `tests/machine.py` says where it can't.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from itertools import product
from pathlib import Path
from textwrap import dedent

import pytest

from tests.browser import chromium
from tests.machine import NOTED, Machine, namespace
from tests.support import ROOT
from tests.test_closed import NAME, PASSWORD, answer
from tests.webserver import SERVERS, serve_site

pytestmark = [pytest.mark.slow, pytest.mark.webserver, pytest.mark.browser, pytest.mark.ssh]

GUIDE = ROOT / "content/pages/publishing.md"
SECRET = "zqsecretq"
BEN = "ben-orr"
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


STEPS = steps()


def noted() -> list[str]:
    """The commands of the steps that only leave a note."""
    lines = "\n".join(STEPS.values()).replace(" && ", "\n").splitlines()
    return [line for line in lines if line.split(" ")[0] in NOTED]


def taking_back() -> str:
    """The commands below the steps that take something back."""
    told = chapter("## A server of your own").partition("To take something back")[2]
    return dedent("".join(re.findall(r"^ {4}\S.*\n", told, re.MULTILINE)))


def joining() -> list[str]:
    """The commands by which somebody joins, block by block."""
    told = re.findall(r"(?:^ {4}.*\n)+", chapter("### When somebody joins"), re.MULTILINE)
    return [dedent(block) for block in told]


def site(server: str, edition: str) -> str:
    """The site of an edition for a web server, as the guide has it."""
    told = chapter("### The web server").partition(f"With {server.title().replace('Nginx', 'nginx')},")[2]
    shown = re.search(r"(?:^ {4}.*\n)+", told, re.MULTILINE)
    assert shown
    return dedent(shown[0]).replace("cohort", edition)


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine with nothing on it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with namespace(Path(folder)) as within:
            yield Machine(Path(folder), within, len(SERVERS) * len(CLOSED))


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
    line = STEPS[2]
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
    first, check = STEPS[3].splitlines()
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
        machine.run(STEPS[10].replace("--for nginx", f"--for {server}"))
        for edition in CLOSED:
            folder, port = machine.folder / f"{server}-{edition}", ports[server, edition]
            folder.mkdir()
            kept = f"/etc/enquiry/{edition}.conf"
            (folder / f"{edition}.conf").write_text(machine.run(f"cat {kept}"), encoding="utf-8")
            text = site(server, edition).replace(kept, f"{folder}/{edition}.conf")
            text = machine.here(text)
            text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("*:80", f"*:{port}")
            text = text.replace("listen [::]:80;", "")
            text = text.replace(f"{edition}.example.org {{", f"http://127.0.0.1:{port} {{")
            stack.enter_context(serve_site(server, folder, text, port, machine.within))
    machine.run(STEPS[11])
    machine.run(STEPS[12])


def test_the_steps_of_the_guide(machine: Machine) -> None:
    """From nothing to a closed network on each server; what is taken back goes, whatever else is wrong."""
    assert [*STEPS] == [*range(1, 16)]
    ports = dict(zip(product(SERVERS, CLOSED), machine.ports, strict=True))
    install(machine)
    told = machine.run(STEPS[1], machine.home)
    for line in (STEPS[3].splitlines()[0], STEPS[7].splitlines()[0]):
        assert line in told, "what `enquiry init` prints is what the guide says"
    fill_in(machine, {each: f"http://127.0.0.1:{ports['nginx', each]}/" for each in CLOSED})
    post = write_a_post(machine, SECRET)
    machine.own(STEPS[4])
    with ExitStack() as stack:
        machine.run(STEPS[5])
        machine.listen(stack)
        for name in ("anna-bell", BEN, ""):
            machine.let_in(STEPS[6], name)
        machine.own(STEPS[7])
        machine.run(STEPS[8])
        machine.run(re.sub(r"-cB (\S+) anna", rf"-cbB \1 {NAME} '{PASSWORD}'", STEPS[9]))
        start(machine, stack, ports)
        machine.run(STEPS[13])
        said = machine.run(STEPS[14])
        assert {each.name for each in machine.www.iterdir()} == {"public", *CLOSED, "releases"}, said
        address = f"/participants/anna-bell/{post.stem[11:]}/"
        assert SECRET in (machine.www / f"public{address}index.html").read_text(encoding="utf-8")
        turned_away_and_let_in(ports, address)
        post.write_text(post.read_text(encoding="utf-8") + "\nMore words.\n", encoding="utf-8")
        machine.send(machine.home / "our-network")
        assert machine.holding("More words.")
        pushes_are_checked(machine, post)
        assert {*machine.called()} == {*noted()}
        said = machine.own(taking_back())
        assert machine.holding(SECRET) == [], said
        for port in ports.values():
            assert SECRET.encode() not in answer(port, address, PASSWORD).body
            assert answer(port, "/", PASSWORD).status == HTTPStatus.OK


def pushes_are_checked(machine: Machine, post: Path) -> None:
    """Ben changes his own folder and no other; faults are refused, unless something has to go at once."""
    made, copied, _, put_back = joining()
    start, send = made.split("\n", 1)
    machine.own(start)
    with (machine.home / "our-network/content/cohorts/first-cohort.yaml").open("a") as cohort:
        cohort.write(f"  {BEN}: participant\n")
    machine.own(send)
    (machine.home / "ben").mkdir()
    machine.run(copied.splitlines()[0], machine.home / "ben", name=BEN)
    theirs = machine.home / "ben/our-network"
    profile, own = (theirs / f"content/participants/{BEN}" / each for each in ("profile.md", "posts/one.md"))
    profile.write_text("---\nname: Ben Orr\nschool: A school\n---\nI teach.\n", encoding="utf-8")
    machine.send(theirs, name=BEN)
    foreign = theirs / post.relative_to(machine.home / "our-network")
    was = foreign.read_text(encoding="utf-8")
    foreign.write_text(f"{was}\nNot his.\n", encoding="utf-8")
    for push in ("git push", "git push --push-option anyway"):
        said = machine.send(theirs, push, name=BEN, code=1)
        assert said.count("error[") == 1 and f"“{BEN}” writes in participants/{BEN}/" in said
        assert "This push changes a file" in said and "proposal" not in said
        foreign.write_text(f"{was}\nNor this.\n", encoding="utf-8")
    put_back = put_back.replace("content/participants/anna-bell/profile.md", str(foreign))
    machine.run(put_back, theirs, name=BEN)
    assert foreign.read_text(encoding="utf-8") == was
    own.parent.mkdir()
    own.write_text("---\ntitle: One\n---\nNo date: zqfaulty.\n", encoding="utf-8")
    said = machine.send(theirs, code=1, name=BEN)
    assert "missing-date" in said and "git push --push-option anyway" in said
    assert "Only the branch main" in machine.run("git push origin HEAD:other", theirs, code=1, name=BEN)
    assert "No name stands before this key" in machine.run("git push", theirs, code=1, name="")
    said = machine.run("git push --push-option anyway", theirs, name=BEN)
    assert "missing-date" in said and not machine.holding("zqfaulty")
    own.write_text(f"---\ntitle: One\ndate: {post.stem[:10]}\n---\nWords.\n", encoding="utf-8")
    said = machine.send(theirs, name=BEN)
    assert said.count("warning[no-standards]") == 1 and "rendered" in said, said


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
