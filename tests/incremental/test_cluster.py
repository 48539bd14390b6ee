"""A build on a cluster: a real Dask scheduler with two workers in processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.engine.errors import LostCluster
from generator.engine.workers.cluster import Cluster
from tests.cluster import Machines
from tests.support import ROOT, Records, command, differences, tree

pytestmark = pytest.mark.cluster


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """A scheduler without workers."""
    made = Machines(tmp_path)
    try:
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two workers."""
    made = Machines(tmp_path_factory.mktemp("cluster"))
    made.worker("--nworkers", "2")
    try:
        yield made.address
    finally:
        made.end()


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


def fragile(folder: str, job: int) -> bytes:
    """Return the job; the first time, the fourth job ends its worker."""
    mark = Path(folder, "killed")
    if job == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return b"%d" % job


def test_a_worker_that_is_killed_half_way(scheduler: str, tmp_path: Path) -> None:
    """Another one does what it had to do."""
    jobs = range(12)
    assert [*Cluster(scheduler).run(fragile, str(tmp_path), jobs)] == [b"%d" % each for each in jobs]
    assert (tmp_path / "killed").exists(), "the control: one was killed"


def test_a_worker_with_another_version_is_refused(machines: Machines, tmp_path: Path) -> None:
    """It would make other pages."""
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "generator/__init__.py").open("a") as source:
        source.write("# another version\n")
    machines.worker("--no-nanny", folder=tmp_path)
    words = ("--content", network(tmp_path).write(), "--output", tmp_path / "site")
    done = command("build", *words, "--cache", tmp_path / "cache", "--scheduler", machines.address)
    assert done.returncode == 2
    assert "has another version of Enquiry" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "site/public").exists()


def slow(_: str, job: int) -> bytes:
    """Return the job after a while."""
    time.sleep(0.1)
    return b"%d" % job


def test_a_scheduler_that_goes_away(machines: Machines) -> None:
    """The build ends, and says so."""
    machines.worker("--no-nanny")
    results = Cluster(machines.address).run(slow, "", range(1000))
    assert next(results) == b"0"
    machines.head.kill()
    with pytest.raises(LostCluster, match="tcp://"):
        list(results)
