"""Work on an errand: done by another process where that is possible, and done in any case."""

from __future__ import annotations

import os
import threading

import pytest

from generator.build.errand import Errand


@pytest.mark.xfail(strict=False, reason="open: failed on a busy machine after the last merges, and has to be looked at")
def test_another_process_does_it() -> None:
    """It is a fork: it has what this process has, and nothing that it does is seen here."""
    seen: list[int] = []

    def work() -> int:
        seen.append(1)
        return os.getpid()

    assert Errand(work, int).fetch() != os.getpid()
    assert not seen


def test_what_fails_there_is_done_here() -> None:
    """Killed, or out of something: the result comes all the same, and a fault of the work itself is raised here."""
    here = os.getpid()

    def mortal() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return "done"

    def faulty() -> str:
        raise ValueError("no")

    assert Errand(mortal, str).fetch() == "done"
    with pytest.raises(ValueError, match="no"):
        Errand(faulty, str).fetch()


def test_a_process_with_threads_does_it_itself() -> None:
    """A fork would have their locks and not them."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert Errand(os.getpid, int).fetch() == os.getpid()
    finally:
        done.set()
        thread.join()
