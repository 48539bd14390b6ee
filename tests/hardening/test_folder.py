"""Nothing leaves the folder: a table of what was tried, and of the code that refuses it.

What is refused is in no edition, and nothing is written outside.
"""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from generator.engine.outcome import Outcome
from tests.hardening.figures import Figure, Time
from tests.support import Records, build, tree

SECRET: Final = "zqoutsideq"
"""Stands in files beside the content folder."""
POST: Final = "participants/ann/posts/2018-01-02-own.md"
Attempt = Callable[[Records, Path], object]
"""Changes the records, or, once they are on disk, the content folder."""


def linking(address: str) -> Attempt:
    """A post that links to this address."""
    return lambda net, _: net.text(POST, f"[x]({address})", title="Own", date="2018-01-02", audience="public")


def showing(address: str) -> Attempt:
    """A post that shows a picture from this address."""
    return lambda net, _: net.text(
        POST, f"![x]({address})", title="Own", date="2018-01-02", audience="public"
    )


def hiding(path: str) -> Attempt:
    """A post that shows a picture that is there, but hidden."""
    return lambda net, outside: (
        net.file(f"participants/ann/{path}", SECRET.encode()),
        showing(f"../{path}")(net, outside),
    )


def alias(address: str) -> Attempt:
    """A post that had this address."""
    return lambda net, _: net.change(POST, aliases=[address])


def named(path: str) -> Attempt:
    """A record of this name."""
    return lambda net, _: net.text(
        path,
        "Words.",
        title="X",
        name="X" if path.endswith("profile.md") else None,
        date=None if path.startswith("pages") or path.endswith("profile.md") else "2018-01-02",
    )


def on_disk(make: Callable[[Path, Path], object]) -> Attempt:
    """Something that only a file system can hold: made in the content folder, with what is outside."""
    return lambda net, outside: net.__dict__.setdefault("later", []).append(
        lambda content: make(content, outside)
    )


def _socket(content: Path, _: Path) -> None:
    here = Path.cwd()
    os.chdir(content / "pages")
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("x.md")
    finally:
        os.chdir(here)


def _theme(content: Path) -> Path:
    """The place of the network's own theme."""
    with (content / "network.yaml").open("a") as file:
        file.write("theme: ours\n")
    (content.parent / "themes").mkdir()
    return content.parent / "themes/ours"


def _template(content: Path) -> Path:
    """The place of a template that every page with a card is made by."""
    folder = _theme(content) / "parts"
    folder.mkdir(parents=True)
    return folder / "card.html"


TABLE: Final[dict[str, tuple[Attempt, str]]] = {
    "a link above the folder": (linking("../../../../secret.txt"), "outside-content"),
    "a link above it, encoded": (linking("..%2f..%2f..%2f..%2fsecret.txt"), "outside-content"),
    "a link above it, with \\": (linking("<..\\\\..\\\\..\\\\..\\\\secret.txt>"), "outside-content"),
    "a link above it, with dots encoded": (
        linking("%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.txt"),
        "outside-content",
    ),
    "a link from the top": (linking("/etc/passwd"), "site-link"),
    "a link to the site's workshop": (linking("/.enquiry/lock"), "site-link"),
    "a picture above the folder": (showing("../../../../secret.png"), "outside-content"),
    "a picture above it, twice encoded": (showing("%252e%252e/secret.png"), "broken-link"),
    "a picture with a NUL": (showing("x%00.png"), "broken-link"),
    "a drive": (showing("C:\\secret.png"), ""),
    "a share": (showing("\\\\\\\\server\\share\\x.png"), "address-dropped"),
    "a file's address": (linking("file:///etc/passwd"), ""),
    "a picture's stream": (showing("x.png::$DATA"), ""),
    "a picture in a hidden folder": (hiding(".hidden/x.png"), "broken-link"),
    "a picture with a hidden name": (hiding(".x.png"), "broken-link"),
    "a photo above the folder": (
        lambda net, _: net.change("participants/ann/profile.md", photo="../../../secret.png"),
        "broken-link",
    ),
    "a photo of another's": (
        lambda net, _: net.change("participants/ann/profile.md", photo="../bea/me.png"),
        "outside-content",
    ),
    "a photo from the top": (
        lambda net, _: net.change("participants/ann/profile.md", photo="/etc/passwd"),
        "broken-link",
    ),
    "an alias above the site": (alias("/../../outside/"), "wrong-type"),
    "an alias with dots inside": (alias("/a/../../outside/"), "wrong-type"),
    "an alias with \\": (alias("/a\\..\\b/"), "wrong-type"),
    "an alias that is a drive": (alias("/C:/x/"), "wrong-type"),
    "an alias in the workshop": (alias("/.enquiry/"), "wrong-type"),
    "an alias over the front page": (alias("/index.html/"), "wrong-type"),
    "an alias over a feed": (alias("/participants/ann/atom.xml/"), "wrong-type"),
    "an alias with a trailing dot": (alias("/a./"), "wrong-type"),
    "an alias with a NUL": (alias("/a\x00/"), "control-character"),
    "an alias over the standards": (alias("/standards/x/"), "duplicate-address"),
    "an alias over the assets": (alias("/Assets/x/"), "duplicate-address"),
    "an alias over a person": (alias("/participants/BEA/"), "duplicate-address"),
    "an alias in wide letters": (alias("/participants/\uff42ea/"), "duplicate-address"),
    "an alias that Windows keeps": (alias("/con/"), "wrong-type"),
    "an alias that Windows keeps, with an ending": (alias("/a/NUL.txt/"), "wrong-type"),
    "an alias of a thousand letters": (alias(f"/{'a' * 1000}/"), "wrong-type"),
    "an alias of many folders": (alias(f"/{'a/' * 3000}"), "wrong-type"),
    "an alias with % in it": (alias("/%2e%2e/%2e%2e/x/"), "wrong-type"),
    "an alias that ends in a space": (alias("/a\u00a0/"), "wrong-type"),
    "a theme above the folder": (
        lambda net, _: net.change("network.yaml", theme="../../outside"),
        "wrong-type",
    ),
    "a theme from the top": (lambda net, _: net.change("network.yaml", theme="/etc"), "wrong-type"),
    "a theme that is a link": (
        on_disk(lambda content, outside: _theme(content).symlink_to(outside)),
        "symbolic-link",
    ),
    "a template that is a link": (
        on_disk(lambda content, outside: _template(content).symlink_to(outside / "secret.txt")),
        "symbolic-link",
    ),
    "a pseudonym with a folder": (
        lambda net, _: net.change("participants/ann/profile.md", public_name="X", public_id="../x"),
        "wrong-type",
    ),
    "a pseudonym that Windows keeps": (
        lambda net, _: net.change("participants/ann/profile.md", public_name="X", public_id="con"),
        "bad-name",
    ),
    "a standard's id with a folder": (
        lambda net, _: net.text("standards/own.yaml", elements=[{"id": "../x", "title": "X"}]),
        "wrong-type",
    ),
    "a phase's id with a folder": (
        lambda net, _: net.change("cohorts/c.yaml", phases=[{"id": "a/../../x", "title": "X"}]),
        "wrong-type",
    ),
    "a file that Windows keeps": (named("participants/ann/posts/2018-01-02-con.md"), "bad-name"),
    "a folder that Windows keeps": (named("participants/aux/profile.md"), "bad-name"),
    "a page that Windows keeps": (named("pages/nul.md"), "bad-name"),
    "a name with a trailing dot": (named("pages/x..md"), "bad-name"),
    "a name with a colon": (named("pages/c:x.md"), "bad-name"),
    "a name with \\": (named("pages/x\\y.md"), "bad-name"),
    "a name with a space at its end": (named("pages/x .md"), "bad-name"),
    "a name with a newline": (named("pages/x\ny.md"), "bad-name"),
    "a name with an escape": (named("pages/\x1b[2J.md"), "bad-name"),
    "a name turned around": (named("pages/\u202egnp.md"), "bad-name"),
    "a name of dots": (named("pages/...md"), ""),
    "two cases of one name": (
        lambda net, _: (named("pages/same.md")(net, _), named("pages/Same.md")(net, _)),
        "duplicate-identity",
    ),
    "two cases of one folder": (named("participants/Ann/profile.md"), "duplicate-identity"),
    "two spellings of one name": (
        lambda net, _: (named("pages/caf\u00e9.md")(net, _), named("pages/cafe\u0301.md")(net, _)),
        "duplicate-identity",
    ),
    "a link in place of a post": (
        on_disk(
            lambda content, outside: (content / "participants/ann/posts/2018-01-03-x.md").symlink_to(
                outside / "post.md"
            )
        ),
        "symbolic-link",
    ),
    "a link in place of a picture": (
        on_disk(
            lambda content, outside: (content / "participants/ann/x.png").symlink_to(outside / "secret.png")
        ),
        "symbolic-link",
    ),
    "a link in place of a folder": (
        on_disk(lambda content, outside: (content / "guests").symlink_to(outside)),
        "symbolic-link",
    ),
    "a link to itself": (
        on_disk(lambda content, _: (content / "pages/x.md").symlink_to("x.md")),
        "symbolic-link",
    ),
    "a link to nothing": (
        on_disk(lambda content, _: (content / "pages/x.md").symlink_to("nowhere")),
        "symbolic-link",
    ),
    "a pipe": (on_disk(lambda content, _: os.mkfifo(content / "pages/x.md")), "special-file"),
    "a socket": (on_disk(_socket), "special-file"),
    "a device": (
        on_disk(lambda content, _: (content / "pages/x.md").symlink_to("/dev/zero")),
        "symbolic-link",
    ),
    "a name that is no text": (
        on_disk(lambda content, _: (content / os.fsdecode(b"pages/\xff.md")).write_bytes(b"x")),
        "bad-name",
    ),
    "a folder called like a post": (on_disk(lambda content, _: (content / "pages/x.md").mkdir()), ""),
}
"""An attempt, and the code that refuses it.

The code is empty where there is nothing to refuse: it leads nowhere.
"""


def tried(folder: Path, attempt: Attempt) -> tuple[Outcome, dict[str, bytes]]:
    """The outcome of a build with the attempt, and all that is in the folder then.

    Left out are the site, the content and what was there before.
    """
    outside = folder / "outside"
    outside.mkdir(parents=True)
    for name in ("secret.txt", "secret.png", "post.md"):
        for place in (outside, folder):
            (place / name).write_text(
                f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\n---\n{SECRET}"
            )
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"])
    net.text("standards/own.yaml", elements=[{"id": "s", "title": "S"}])
    net.text(
        "cohorts/c.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-12-31",
        audience="public",
        members={"ann": "participant"},
    )
    for name in ("ann", "bea"):
        net.text(f"participants/{name}/profile.md", "Words.", name=name.title(), consent="2018-01-01")
        net.file(f"participants/{name}/me.png", b"png")
    net.text("pages/about.md", "Words.", title="About")
    net.text(POST, "Words.", title="Own", date="2018-01-02", audience="public")
    attempt(net, outside)
    content = net.write()
    for make in net.__dict__.get("later", ()):
        make(content)
    outcome = build(content, folder / "site", folder / "cache", keep_going=True)
    return outcome, tree(folder / "site")


def fault(name: str, folder: Path) -> str:
    """Return what went wrong with this attempt; empty where it was refused as the table says."""
    attempt, code = TABLE[name]
    before = {"content", "site", "cache", "outside", "themes", "secret.txt", "secret.png", "post.md"}
    outcome, site = tried(folder, attempt)
    found = {each.code for each in outcome.diagnostics}
    if code and code not in found:
        return f"{name}: refused by {sorted(found) or 'nothing'}, not by {code}"
    if any(SECRET.encode() in data or SECRET in path for path, data in site.items()):
        return f"{name}: the secret is in the site"
    if {path.name for path in folder.iterdir()} - before or {
        path.name for path in (folder / "outside").iterdir()
    } != {"secret.txt", "secret.png", "post.md"}:
        return f"{name}: something was written outside"
    return ""


@pytest.mark.parametrize("name", TABLE)
def test_it_is_refused(name: str, tmp_path: Path) -> None:
    """By the code that the table names, with nothing of it in the site and nothing written elsewhere."""
    assert fault(name, tmp_path / "network") == ""


def long(time: Time) -> Iterator[Figure]:
    """The whole table."""
    faults = []
    count = 0
    for name in TABLE:
        if not time.left:
            break
        with tempfile.TemporaryDirectory() as folder:
            faults.append(fault(name, Path(folder) / "network"))
        count += 1
    yield Figure(
        "ways out of the folder",
        count,
        tuple(filter(None, faults)),
        f"refused by {len({code for _, code in TABLE.values() if code})} codes",
    )
