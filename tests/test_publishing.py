"""`enquiry publish`: a folder, a server through SSH, a branch; nothing closed where strangers may read."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.sshserver import ssh_server
from tests.support import Records, command, differences, tree, unpacked
from tests.test_closed import DIGEST, NAME
from tests.webserver import serve

pytestmark = pytest.mark.slow

SECRET = "zqsecretwords"
POST = "participants/ann/posts/2018-01-15-first.md"


def network(folder: Path) -> Records:
    """A small network with a name that no shell would take as it is."""
    net = Records(folder / "a net's folder")
    net.text("network.yaml", title="Ann's “net”", address="https://t.example/")
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    net.text(POST, f"All about {SECRET}.", title="First", date="2018-01-15", audience="public")
    net.text(
        "participants/ann/replies/2018-01-16-an-answer.md",
        "Words.",
        reply_to="ann/first",
        date="2018-01-16",
        audience="public",
    )
    return net


class Place(NamedTuple):
    """A target: how the command is told of it, where its files are, and the path of the clients."""

    target: str
    folder: Path
    path: str


@pytest.fixture(
    params=["folder", pytest.param("ssh", marks=pytest.mark.ssh), pytest.param("sftp", marks=pytest.mark.ssh)]
)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Each kind of folder, with a blank in its name."""
    folder = tmp_path / "the web"
    if request.param == "folder":
        yield Place(str(folder), folder, os.environ["PATH"])
        return
    with ssh_server(tmp_path / "ssh") as host:
        yield Place(f"{request.param}://{host.name}:{host.port}{folder}", folder, host.path)


def build(net: Records, *more: str) -> None:
    """Build with the real command."""
    done = command("build", "--content", net.write(), *more)
    assert done.returncode == 0, done.stderr


def publish(net: Records, place: Place, *more: str | Path) -> subprocess.CompletedProcess[str]:
    """Publish with the real command."""
    site = net.folder / "site"
    return command(
        "publish", place.target, "--content", net.content, "--output", site, *more, PATH=place.path
    )


def built(net: Records, edition: str = "public") -> dict[str, bytes]:
    """Return the files of an edition on the disk."""
    return {path: data for path, data in tree(net.folder / "site").items() if path.startswith(f"{edition}/")}


def everywhere(folder: Path, word: str) -> list[str]:
    """Return the files below a folder that hold a word."""
    return [str(each) for each in folder.rglob("*") if each.is_file() and _holds(each, word.encode())]


def _holds(file: Path, word: bytes) -> bool:
    data = file.read_bytes()
    return word in data or word in unpacked(data)


def _interrupt(releases: Path) -> None:
    """Leave what an upload leaves that ended half way: its listing, and some of its files."""
    last = sorted(each for each in releases.iterdir() if each.is_dir())[-1]
    half = last.with_name(f"public-{int(last.name[-6:]) + 1:06}")
    half.mkdir()
    shutil.copy(last / "index.html", half)
    shutil.copy(f"{last}.list", f"{half}.sending")


def test_releases_at_a_target(tmp_path: Path, place: Place) -> None:
    """A release is shown when it is whole, the last ones stay, and what is taken back is in none of them."""
    net = network(tmp_path)
    build(net, "--output", str(net.folder / "site"))
    (place.folder / "public").mkdir(parents=True)  # as a web server may want it
    said = publish(net, place, "--dry-run")
    assert "it would be the release public-000001" in said.stdout, said.stderr
    assert not place.folder.exists() or not [*place.folder.rglob("*.html")]
    assert publish(net, place).returncode == 0
    assert differences(tree(place.folder), built(net)) == []
    assert (place.folder / "public").is_symlink()
    again = publish(net, place)
    assert "shows the public edition as it is already" in again.stdout
    for number in range(2):
        net.change(POST, title=f"Number {number}")
        build(net, "--output", str(net.folder / "site"))
        _interrupt(place.folder / "releases")
        assert publish(net, place, "--keep", "2").returncode == 0
    kept = sorted(each.name for each in (place.folder / "releases").iterdir() if each.is_dir())
    assert len(kept) == 2
    assert os.readlink(place.folder / "public") == f"releases/{kept[-1]}"
    assert differences(tree(place.folder), built(net)) == []
    done = command("takedown", POST, "--yes", "--content", net.content)
    assert done.returncode == 0, done.stderr
    assert command("build", "--content", net.content, "--output", net.folder / "site").returncode == 0
    assert everywhere(place.folder, SECRET)
    said = publish(net, place)
    assert said.stdout.count("removed the release") == 2, said.stderr
    assert everywhere(place.folder, SECRET) == []
    assert differences(tree(place.folder), built(net)) == []


def test_a_closed_edition_needs_a_server_that_asks(tmp_path: Path) -> None:
    """It is put where the address asks for a password, and nowhere else."""
    place = Place(str(tmp_path / "web"), tmp_path / "web", os.environ["PATH"])
    net = network(tmp_path)
    build(net, "--output", str(net.folder / "site"))
    assert "does not say where" in publish(net, place, "--edition", "cohort").stderr
    net.change("network.yaml", addresses={"cohort": "http://127.0.0.1:9/"})
    net.write()
    done = publish(net, place, "--edition", "cohort")
    assert "The content has changed since" in done.stderr and "was not published" in done.stderr
    build(net, "--output", str(net.folder / "site"))
    assert "Nobody answers" in publish(net, place, "--edition", "cohort").stderr
    assert not place.folder.exists()
    assert publish(net, place, "--edition", "cohort", "--assume-closed").returncode == 0
    assert (place.folder / "cohort" / "index.html").is_file()


@pytest.mark.webserver
def test_the_address_is_asked_first(tmp_path: Path) -> None:
    """A server that would answer strangers gets nothing, whether or not it has a page yet."""
    place = Place(str(tmp_path / "web"), tmp_path / "web", os.environ["PATH"])
    place.folder.mkdir()
    net = network(tmp_path)
    build(net, "--output", str(net.folder / "site"))
    passwords = tmp_path / "passwords"
    passwords.write_text(f"{NAME}:{DIGEST}\n")
    for closed in (False, True):
        asked = ("--auth", passwords) if closed else ("--auth-elsewhere",)
        settings = command(
            "headers", "--for", "nginx", "--edition", "cohort", *asked, "--content", net.content
        )
        with serve("nginx", tmp_path / f"nginx-{closed}", place.folder / "cohort", settings.stdout) as port:
            net.change("network.yaml", addresses={"cohort": f"http://127.0.0.1:{port}/"})
            build(net, "--output", str(net.folder / "site"))
            done = publish(net, place, "--edition", "cohort")
            assert (done.returncode == 0) == closed, done.stderr
            assert closed or "without asking for a password" in done.stderr
            assert (place.folder / "cohort" / "index.html").exists() == closed
        net.change("network.yaml", addresses={})


def test_one_edition_holds_up_no_other(tmp_path: Path) -> None:
    """With an open door, the others are published, and so is what only takes something back."""
    place = Place(str(tmp_path / "web"), tmp_path / "web", os.environ["PATH"])
    net = network(tmp_path)
    everything = ("--edition", "public", "--edition", "cohort", "--edition", "facilitators")
    build(net, "--output", str(net.folder / "site"))
    done = publish(net, place, *everything, "--assume-closed")
    assert done.returncode == 0, done.stderr
    assert len(everywhere(place.folder, SECRET)) >= 6
    net.text("participants/ann/posts/2018-01-17-more.md", "zqmore.", title="More", date="2018-01-17")
    net.change(POST, audience="public", title="First of all")
    build(net, "--output", str(net.folder / "site"))
    done = publish(net, place, "--edition", "cohort", "--edition", "public", "--edition", "cohort")
    assert done.returncode == 1
    assert done.stderr.count("The cohort edition was not published.") == 1, done.stderr
    assert "web, public edition: " in done.stdout
    assert everywhere(place.folder, "zqmore") == []
    assert command("takedown", "ann/first", "--yes", "--content", net.content).returncode == 0
    assert command("build", "--content", net.content, "--output", net.folder / "site").returncode == 0
    assert "is still shown there" in publish(net, place, "--edition", "cohort").stderr
    assert everywhere(place.folder / "cohort/", SECRET) and everywhere(place.folder, "zqmore") == []
    (net.content / "participants/ann/posts/2018-01-17-more.md").unlink()
    assert command("build", "--content", net.content, "--output", net.folder / "site").returncode == 0
    done = publish(net, place, *everything)
    assert done.returncode == 1
    assert done.stderr.count("This only takes something back, so it goes there all the same.") == 2
    assert everywhere(place.folder, SECRET) == []
    done = publish(net, Place("git:/x.git#pages", tmp_path, os.environ["PATH"]), *everything)
    assert (done.returncode, "A branch holds one edition" in done.stderr) == (2, True)


def git(folder: Path, *words: str) -> str:
    """Return the output of git in a folder."""
    return subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_branch(tmp_path: Path) -> None:
    """The branch holds the edition and its own domain, and no history of what has been taken back."""
    forge = tmp_path / "forge.git"
    git(tmp_path, "init", "--quiet", "--bare", str(forge))
    place = Place(f"git:{forge}#pages", forge, os.environ["PATH"])
    net = network(tmp_path)
    build(net, "--output", str(net.folder / "site"))
    assert publish(net, place, "--dry-run").returncode == 0
    assert git(forge, "branch", "--list") == ""
    assert publish(net, place).returncode == 0
    files = set(git(forge, "ls-tree", "-r", "--name-only", "pages").split("\n"))
    assert files == {path.removeprefix("public/") for path in built(net)} | {".nojekyll"}
    assert "shows the public edition as it is already" in publish(net, place).stdout
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--branch", "pages", str(forge), str(clone))
    (clone / "CNAME").write_text("blogs.example\n")
    git(clone, "add", "CNAME")
    git(clone, "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "Domain")
    git(clone, "push", "--quiet")
    assert command("takedown", POST, "--yes", "--content", net.content).returncode == 0
    assert command("build", "--content", net.content, "--output", net.folder / "site").returncode == 0
    assert publish(net, place).returncode == 0
    assert git(forge, "rev-list", "--count", "pages") == "1"
    assert git(forge, "show", "pages:CNAME") == "blogs.example"
    git(clone, "fetch", "--quiet", "origin", "+pages")
    git(clone, "checkout", "--quiet", "FETCH_HEAD")
    assert (clone / "index.html").is_file() and everywhere(clone / "participants", SECRET) == []
    assert everywhere(clone / "pagefind", SECRET) == []


def test_a_branch_of_sources_is_left_alone(tmp_path: Path) -> None:
    """Pages never take the place of what they are made from."""
    net = network(tmp_path)
    build(net, "--output", str(net.folder / "site"))
    git(net.folder, "init", "--quiet", "--initial-branch=main")
    git(net.folder, "add", "content")
    git(net.folder, "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "All")
    before = git(net.folder, "rev-parse", "main")
    done = publish(net, Place(f"git:{net.folder}#main", net.folder, os.environ["PATH"]))
    assert done.returncode == 1
    assert "holds the sources" in done.stderr
    assert git(net.folder, "rev-parse", "main") == before


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("https://example.org/", "no place to publish to"),
        ("git:https://example.org/x.git", "Name the branch"),
        ("git:/nowhere/at/all.git#pages", "`git` failed"),
        ("ssh://-oProxyCommand=x/srv", "no folder of a server"),
    ],
)
def test_targets_that_are_none(tmp_path: Path, target: str, said: str) -> None:
    """Each is refused with a sentence."""
    net = network(tmp_path)
    build(net, "--output", str(net.folder / "site"))
    done = publish(net, Place(target, tmp_path, os.environ["PATH"]))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_never_built_or_is_no_release(tmp_path: Path) -> None:
    """Nothing is published that is not there, and nothing replaced that was not published."""
    net = network(tmp_path)
    net.write()
    place = Place(str(tmp_path / "web"), tmp_path / "web", os.environ["PATH"])
    assert "Build it first" in publish(net, place).stderr
    build(net, "--output", str(net.folder / "site"))
    (place.folder / "public").mkdir(parents=True)
    (place.folder / "public" / "mine.html").write_text("mine")
    assert "Move it away" in publish(net, place).stderr
    assert (place.folder / "public" / "mine.html").read_text() == "mine"
