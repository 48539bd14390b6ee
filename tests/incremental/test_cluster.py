"""A build on a cluster: a real Dask scheduler with two workers in processes of their own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import Records, command, differences, tree

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster on this computer's loopback address."""
    folder = tmp_path_factory.mktemp("cluster")
    quiet = ["--no-dashboard"]
    with (folder / "log").open("w") as log:
        head = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "distributed.cli.dask_scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                *quiet,
            ],
            stderr=log,
            stdout=log,
        )
        address = ""
        end = time.monotonic() + 60
        while not address:
            assert time.monotonic() < end, (folder / "log").read_text()
            found = re.search(r"tcp://127\.0\.0\.1:\d+", (folder / "log").read_text())
            address = found[0] if found else ""
            time.sleep(0.1)
        words = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker",
            address,
            "--nworkers",
            "2",
            "--nthreads",
            "1",
            "--local-directory",
            str(folder),
            *quiet,
        ]
        hands = subprocess.Popen(words, stderr=log, stdout=log)
    try:
        yield address
    finally:
        hands.terminate()
        head.terminate()
        hands.wait(timeout=30)
        head.wait(timeout=30)


def network(folder: Path) -> Records:
    """Enough posts for several workers."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["gtcs-2012"])
    net.text(
        "cohorts/c.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-12-31",
        audience="public",
        members={f"p{number}": "participant" for number in range(20)},
    )
    for number in range(20):
        net.text(
            f"participants/p{number}/profile.md", "Words.", name=f"Person {number}", consent="2018-01-01"
        )
        for post in range(12):
            date = f"2018-{post + 1:02}-{number + 1:02}"
            net.text(
                f"participants/p{number}/posts/{date}-t{post}.md",
                f"*Words* of `{post}`.",
                title=f"T {number} {post}",
                date=date,
                standards=["slm-2012.3.3"],
            )
    return net


def test_a_cluster_gives_the_same_bytes(scheduler: str, tmp_path: Path) -> None:
    """As processes on this computer do, in a first build and in the next."""
    net = network(tmp_path)
    for name, words in {"here": ("--workers", "2"), "there": ("--scheduler", scheduler)}.items():
        done = command(
            "build",
            "--content",
            net.write(),
            "--output",
            tmp_path / name,
            "--cache",
            tmp_path / f"cache-{name}",
            "--edition",
            "public",
            *words,
        )
        assert done.returncode == 0, done.stderr
    assert differences(tree(tmp_path / "here"), tree(tmp_path / "there")) == []
    net.change("participants/p1/posts/2018-01-02-t0.md", title="Another title")
    for name, words in {"here": ("--workers", "2"), "there": ("--scheduler", scheduler)}.items():
        done = command(
            "build",
            "--content",
            net.write(),
            "--output",
            tmp_path / name,
            "--cache",
            tmp_path / f"cache-{name}",
            "--edition",
            "public",
            *words,
        )
        assert done.returncode == 0, done.stderr
    assert differences(tree(tmp_path / "here"), tree(tmp_path / "there")) == []


def test_no_cluster_is_a_sentence(tmp_path: Path) -> None:
    """An address where nobody answers."""
    net = network(tmp_path)
    done = command(
        "build", "--content", net.write(), "--output", tmp_path / "site", "--scheduler", "nowhere:1:2"
    )
    assert done.returncode == 2
    assert "There is no cluster at" in done.stderr
    assert "Traceback" not in done.stderr
