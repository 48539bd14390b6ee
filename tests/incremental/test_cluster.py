"""A build on a cluster: a real Dask scheduler with two workers in processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.engine.cache.signature import generator_signature
from generator.engine.errors import LostCluster, NoCluster
from generator.engine.workers import cluster
from generator.engine.workers.cluster import Cluster
from generator.engine.workers.shared import SharedFile, do, packed
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
    try:
        made.worker("--nworkers", "2")
        made.wait(2)
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


def deadly(_: str, job: int) -> bytes:
    """End the worker."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b"%d" % job


def test_a_worker_that_is_killed_half_way(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one does what it had to do. When the last is killed, the build ends."""
    for _ in range(2):
        machines.worker("--no-nanny")
    machines.wait(2)
    jobs = range(12)
    killed = Cluster(machines.address, tmp_path / "cache").run(fragile, str(tmp_path), jobs)
    assert [*killed] == [b"%d" % each for each in jobs]
    assert (tmp_path / "killed").exists(), "the control: one was killed"
    monkeypatch.setattr(cluster, "LOOK", 0.1)
    monkeypatch.setattr(cluster, "JOINING", 0.5)
    with pytest.raises(LostCluster, match="tcp://"):
        list(Cluster(machines.address, tmp_path / "cache").run(deadly, "", [1]))
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_only_worker_is_killed_half_way(machines: Machines, tmp_path: Path) -> None:
    """It is started again, and has all that its jobs share."""
    machines.worker()
    machines.wait(1)
    there = Cluster(machines.address, tmp_path / "cache-there")
    assert [*there.run(fragile, str(tmp_path), range(8))] == [b"%d" % each for each in range(8)]
    assert (tmp_path / "killed").exists(), "the control: it was killed"
    machines.wait(1)
    content = network(tmp_path).write()
    before = there.client.run(os.getpid)
    killer = threading.Thread(target=_kill, args=(tmp_path / "cache-there", *before.values()))
    killer.start()
    for name, words in {"here": (), "there": ("--scheduler", machines.address)}.items():
        folders = ("--output", tmp_path / name, "--cache", tmp_path / f"cache-{name}")
        done = command("build", "--content", content, *folders, "--edition", "public", *words)
        assert done.returncode == 0, done.stderr
    killer.join()
    assert there.client.run(os.getpid).values() != before.values(), "the control: it was killed"
    assert differences(tree(tmp_path / "here"), tree(tmp_path / "there")) == []
    assert not list((tmp_path / "cache-there").glob(".shared-*"))


def _kill(cache: Path, worker: int) -> None:
    """Kill a worker as soon as it has jobs."""
    end = time.monotonic() + 120
    while time.monotonic() < end and not list(cache.glob(".shared-*")):
        time.sleep(0.001)
    os.kill(worker, signal.SIGKILL)


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


def test_a_worker_that_does_not_see_the_folders(scheduler: str, tmp_path: Path) -> None:
    """It says so, rather than doing anything else."""
    client = Cluster(scheduler, tmp_path).client
    for seen in (b"", b"something else"):
        if seen:
            (tmp_path / ".shared-1").write_bytes(seen)
        file = SharedFile(str(tmp_path / ".shared-1"), b"digest", generator_signature())
        with pytest.raises(NoCluster, match=r"can't read .*all machines have to see"):
            client.submit(do, file, packed(slow, 1)).result(timeout=120)


def slow(_: str, job: int) -> bytes:
    """Return the job after a while."""
    time.sleep(0.1)
    return b"%d" % job


def test_a_scheduler_that_goes_away(machines: Machines, tmp_path: Path) -> None:
    """The build ends, and says so."""
    machines.worker("--no-nanny")
    results = Cluster(machines.address, tmp_path).run(slow, "", range(1000))
    assert next(results) == b"0"
    machines.head.kill()
    with pytest.raises(LostCluster, match="tcp://"):
        list(results)
