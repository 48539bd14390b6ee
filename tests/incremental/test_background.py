"""Background tasks: done by another process where that is possible, and done in any case.

Each is tried in a process of its own, since a process that runs tests may have threads, and one with threads
sends nobody.
"""

from __future__ import annotations

import subprocess
import sys

from tests.support import ROOT, surroundings

BEFORE = """
import os, threading
from generator.engine.workers.background import BackgroundTask
here = os.getpid()
seen = []
"""


def holds(program: str) -> None:
    """A program that asserts what is to be so."""
    done = subprocess.run(
        [sys.executable, "-c", BEFORE + program],
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_another_process_does_it() -> None:
    """It is a fork: it has what this process has, and nothing that it does is seen here."""
    holds("""
def work():
    seen.append(1)
    return os.getpid()

assert BackgroundTask(work, int).result() != here
assert not seen
""")


def test_what_fails_there_is_done_here() -> None:
    """The process is killed, or runs out of something: the result comes all the same.

    A fault of the work itself is raised here.
    """
    holds("""
def mortal():
    if os.getpid() != here:
        os.kill(os.getpid(), 9)
    return "done"

def faulty():
    raise ValueError("no")

assert BackgroundTask(mortal, str).result() == "done"
try:
    BackgroundTask(faulty, str).result()
except ValueError as error:
    assert str(error) == "no"
else:
    raise AssertionError("it was not raised")
""")


def test_a_process_with_threads_does_it_itself() -> None:
    """A fork would have their locks and not them."""
    holds("""
done = threading.Event()
thread = threading.Thread(target=done.wait)
thread.start()
asked = BackgroundTask(os.getpid, int).result()
done.set()
thread.join()
assert asked == here
""")
