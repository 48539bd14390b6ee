"""The time from saving a file to seeing it.

The previews of all contenders are up at once and edited in turn.
"""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from tests.benchmarks.contender import Contender
from tests.benchmarks.measure import Failed, end, idle, settled, tail
from tests.benchmarks.rounds import Editor, Prepared

EDITS: Final = 9
LONGEST: Final = 120.0
"""Seconds to wait for an edit to be seen."""
TICK: Final = 1.0
"""Seconds within which an edit comes at a random moment.

Watchers may look at the clock (Hugo collects changes for half a second at a time), so edits must not come in
step with them.
"""


@dataclass(frozen=True)
class Seen:
    """The time until an edit was seen, in seconds, and the pressure on the cores before it.

    See `measure.Run`.
    """

    seconds: float
    pressure: float | None


def latencies(
    contenders: Sequence[Contender], prepared: Prepared, logs: Path, say: Callable[[str], None]
) -> dict[str, list[Seen]]:
    """Return the seconds from the end of saving until the page on disk has the edit.

    Where that can be heard, the browser was told, too. Raises `Failed`.
    """
    found: dict[str, list[Seen]] = {contender.name: [] for contender in contenders}
    with ExitStack() as up:
        previews = [
            up.enter_context(_running(contender, logs / f"preview-{number}.log"))
            for number, contender in enumerate(contenders)
        ]
        moments = Random(EDITS)
        editor = Editor(prepared.editable[::-1], "Latecomer")
        for turn in range(EDITS + 1):
            word, post = editor.next()
            for preview in previews:
                seen = preview.seen(
                    preview.contender.source(post),
                    preview.contender.page(preview.contender.served, post),
                    word,
                    moments.uniform(0, TICK),
                )
                if turn:  # the first one only shows that all is as it should be
                    found[preview.contender.name].append(seen)
                    say(f"edited while serving, {preview.contender.name}: {seen.seconds:.3f} s")
    return found


class Preview:
    """A contender's preview, as its own command runs it."""

    def __init__(self, contender: Contender, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.contender = contender
        self.process = process
        self.port = port
        self.log = log

    def seen(self, source: Path, page: Path, word: str, later: float) -> Seen:
        """Edit a post some time after everything has become quiet, and wait until the edit is seen."""
        idle(self.process)
        before = settled()
        told = _Listener(self.port) if self.contender.tells_reload else None
        time.sleep(later)
        Editor.body(source, word)
        saved = time.perf_counter()
        while not _shows(page, word):
            if self.process.poll() is not None or time.perf_counter() - saved > LONGEST:
                raise Failed(f"{self.contender.name} did not show an edit while serving:\n{tail(self.log)}")
            time.sleep(0.002)
        on_disk = time.perf_counter()
        return Seen(max(on_disk, told.when(LONGEST) if told else 0) - saved, before)


class _Listener:
    """A page that is open in a browser, as far as the preview can tell.

    It listens on the stream of events from before the edit.
    """

    def __init__(self, port: int) -> None:
        front = http.client.HTTPConnection("localhost", port, timeout=LONGEST)
        front.request("GET", "/")
        version = re.search(rb'data-version="(\d+)"', front.getresponse().read())
        front.close()
        self._stream = http.client.HTTPConnection("localhost", port, timeout=LONGEST)
        self._stream.request("GET", f"/.enquiry/events?since={version[1].decode() if version else 0}")
        self._answer = self._stream.getresponse()
        self._told = 0.0
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def when(self, longest: float) -> float:
        """When it was told to reload. Raises `Failed` where it was not."""
        self._thread.join(longest)
        self._stream.close()
        if not self._told:
            raise Failed("The preview changed the page and did not tell the browser.")
        return self._told

    def _listen(self) -> None:
        for line in self._answer:
            if line.startswith(b"event: reload"):
                self._told = time.perf_counter()
                return


def _shows(page: Path, word: str) -> bool:
    """Return whether a page has a word; one that is being written may be gone for a moment."""
    try:
        return word.encode() in page.read_bytes()
    except FileNotFoundError:
        return False


@contextmanager
def _running(contender: Contender, log: Path) -> Iterator[Preview]:
    """A preview that is up, and has seen the end of its first build."""
    port = _free_port()
    process = contender.serve(port).start(log)
    try:
        limit = time.monotonic() + 10 * LONGEST
        while contender.ready not in tail(log):
            if process.poll() is not None or time.monotonic() > limit:
                raise Failed(f"The preview of {contender.name} did not start:\n{tail(log)}")
            time.sleep(0.05)
        idle(process)
        yield Preview(contender, process, port, log)
    finally:
        end(process, gently=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
