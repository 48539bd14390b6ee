"""A site under construction: built again whenever something changes, by one thread, for as many readers as there are."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from generator.build.pipeline import Build, Options, Outcome
from generator.diagnostics import Diagnostic, errors

Announce = Callable[[Outcome, float], None]
"""Called after each build with what came of it, and the seconds it took."""


class Preview:
    """The last good site, what is wrong with the content now, and a version that grows with every build that changes what a reader sees."""

    def __init__(self, options: Options, announce: Announce) -> None:
        self.options = options
        self.announce = announce
        self.version = 0
        self.errors: tuple[Diagnostic, ...] = ()
        self._changed = threading.Condition()

    @property
    def folder(self) -> Path:
        """The edition that is shown."""
        return self.options.output / self.options.viewers[0].name

    def rebuild(self) -> None:
        """Build what changed, and wake everyone who waits."""
        started = time.perf_counter()
        outcome = Build(self.options).run()
        found = () if outcome.written else errors(outcome.diagnostics)
        touched = any(work.written or work.removed for work in outcome.work.values())
        with self._changed:
            if touched or found != self.errors or self.version == 0:
                self.version += 1
            self.errors = found
            self._changed.notify_all()
        self.announce(outcome, time.perf_counter() - started)

    def wait(self, since: int, seconds: float) -> bool:
        """Until there is a version after this one, or the time is over; whether there is."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != since, timeout=seconds)
