"""Reproducible: when, where and by whom a site is built for a day makes no difference to a byte of it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.hardening.figures import Figure, Time
from tests.incremental.random_edits import Network
from tests.support import ROOT, differences, tree

ELSEWHERE = Path(__file__).parent / "elsewhere"
YEAR = 365 * 24 * 3600


class Circumstances(NamedTuple):
    """The circumstances of a build.

    `moved`: by a checkout in another place; `reversed`: folders list what they hold the other way round, by a
    wrong `clock`.
    """

    seed: str = "0"
    zone: str = "UTC"
    locale: str = "C.UTF-8"
    umask: int = 0o022
    workers: int = 1
    moved: bool = False
    reversed: bool = False
    clock: int = 0
    mode: int = 0o644


CHOICES: Mapping[str, tuple[Any, ...]] = {
    "seed": ("0", "1", "2", "4294967295", "random"),
    "zone": ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Europe/London", ":broken"),
    "locale": ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "POSIX"),
    "umask": (0o022, 0o077, 0o002, 0),
    "workers": (1, 2, 4),
    "moved": (False, True),
    "reversed": (False, True),
    "clock": (0, -40 * YEAR, 30 * YEAR),
    "mode": (0o644, 0o600, 0o755),
}
PLAIN = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
"""Python takes `C` to mean UTF-8 unless it is told not to.

Other locales, such as those of Latin 1, it takes at their word.
"""
USUAL = Circumstances()
OTHERWISE = Circumstances(
    "2", "Pacific/Kiritimati", "C", 0o077, 2, moved=True, reversed=True, clock=30 * YEAR, mode=0o600
)


def network(folder: Path) -> Network:
    """Make a network with enough posts for several workers.

    Two of one name, of which one is first, and a conversation of many at one moment.
    """
    net = Network(folder, 7)
    net.change("network.yaml", theme=None, timezone="Europe/London")
    net.text(
        "events/night.md",
        "An été.",
        title="Nuit d’été",
        starts="2018-03-25 00:30",
        ends="2018-03-25 03:30",
        audience="public",
    )
    net.text(
        "events/abroad.md",
        "Words.",
        title="Abroad",
        starts="2018-03-25T00:30:00-09:00",
        ends="2018-03-25T03:30:00-09:00",
        audience="public",
    )
    for day in (3, 4):
        net.text(
            f"participants/ann/posts/2018-02-0{day}-twice.md",
            "Words.",
            title=f"Twice {day}",
            date=f"2018-02-0{day}",
            audience="public",
        )
    net.text(
        "participants/ann/posts/2018-02-02-late.md",
        "Words.",
        title="Late",
        date="2018-02-02T23:30:00-09:00",
        audience="public",
    )
    for number in range(24):
        net.text(
            f"participants/ann/replies/2018-02-03-r{number}.md",
            f"See [that](../posts/2018-02-01-w{number}.md).",
            reply_to=["ann/late"],
            date="2018-02-03",
            audience="public",
        )
    for number in range(200):
        net.text(
            f"participants/ann/posts/2018-02-01-w{number}.md",
            f"Words {number}.",
            title=f"W{number}",
            date="2018-02-01",
            audience="public",
            standards=["s.one"],
        )
    return net


def built(net: Network, folder: Path, how: Circumstances) -> dict[str, bytes]:
    """Return the site that the command makes of a copy of this network.

    It is written in some order, under these circumstances.
    """
    other = net.copied(folder)
    paths = [*other.texts, *other.raw]
    for path in paths[::-1] if how.reversed else paths:
        file = other.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(other.bytes_of(path))
        file.chmod(how.mode)
        os.utime(file, (how.umask, len(path) * how.workers))
    checkout = folder / "a checkout elsewhere" if how.moved else ROOT
    if how.moved:
        for name in ("generator", "themes", "content"):
            shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    surroundings = {
        **os.environ,
        "PYTHONHASHSEED": how.seed,
        "TZ": how.zone,
        "LC_ALL": how.locale,
        "LANG": how.locale,
        **PLAIN,
        "ENQUIRY_CLOCK": str(how.clock),
        "PYTHONPATH": os.pathsep.join(
            [*([str(ELSEWHERE)] if how.reversed or how.clock else []), str(checkout)]
        ),
    }
    places = [
        "--content",
        str(other.content),
        "--output",
        str(folder / "site"),
        "--cache",
        str(folder / "cache"),
        "--workers",
        str(how.workers),
        "--date",
        "2018-06-01",
        "--keep-going",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", *places],
        cwd=checkout,
        env=surroundings,
        umask=how.umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "duplicate-identity" in done.stderr and "Traceback" not in done.stderr, (
        how,
        done.stderr,
    )
    try:
        return tree(folder / "site")
    finally:
        shutil.rmtree(folder)


def test_circumstances_do_not_show(tmp_path: Path) -> None:
    """The same bytes under any circumstances.

    They are clock, zone, locale, umask, hash seed, order of folders, workers, times and modes of files,
    places of the checkout and of the content.
    """
    net = network(tmp_path)
    sites = [built(net, tmp_path / name, how) for name, how in (("one", USUAL), ("elsewhere/two", OTHERWISE))]
    assert len(sites[0]) > 450
    assert differences(*sites) == []


def long(time: Time) -> Iterator[Figure]:
    """A matrix: each circumstance alone, then all of them drawn."""
    chance = random.Random(1)
    alone = [USUAL._replace(**{name: choice}) for name, choices in CHOICES.items() for choice in choices]
    faults: list[str] = []
    tried = 0
    with tempfile.TemporaryDirectory() as folder:
        net = network(Path(folder))
        usual = built(net, Path(folder) / "usual", USUAL)
        while time.left:
            how = (
                alone[tried]
                if tried < len(alone)
                else Circumstances(**{name: chance.choice(choices) for name, choices in CHOICES.items()})
            )
            faults += [
                f"{how}: {each}"
                for each in differences(
                    usual, built(net, Path(folder) / f"place{chance.randrange(10**6)}", how)
                )
            ]
            tried += 1
    yield Figure(
        "builds under other circumstances",
        tried,
        tuple(faults),
        f"{len(alone)} of them with one that differs; {len(usual):,} files each",
    )
