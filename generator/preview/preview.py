"""A site that is built again whenever something changes, by one thread, for any number of readers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path

from generator.engine.errors import BrokenTheme, CommittedCache, LostWorker
from generator.engine.options import Options
from generator.engine.outcome import Outcome
from generator.engine.pipeline import Build
from generator.model.diagnostics import Diagnostic, Span
from generator.publish.page import TwoPages

Announce = Callable[[Outcome, float], None]
"""Called after each build with what came of it, and the seconds it took."""


class Preview:
    """The last good site: its files (`listed`), what is wrong with the content now (`found`), and a version.

    The version grows with every build that changes what a reader sees.
    """

    def __init__(self, options: Options, announce: Announce) -> None:
        self.options = options
        self.build = Build(options)
        self.announce = announce
        self.version = 0
        self.found: tuple[Diagnostic, ...] = ()
        self.listed: Collection[str] = frozenset()
        self._changed = threading.Condition()

    @property
    def folder(self) -> Path:
        """The folder of the edition that is shown."""
        return self.options.output / self.options.viewers[0].name

    def rebuild(self, touched: Collection[str] | None = None) -> None:
        """Build what has changed, and wake everyone who waits.

        With `touched`, only these paths are looked at; a call without them has to follow.
        """
        started = time.perf_counter()

        def tell(outcome: Outcome) -> None:
            if self._wake(outcome) or touched is not None:
                self.announce(outcome, time.perf_counter() - started)

        try:
            self.build.run(touched, tell)
        except (BrokenTheme, CommittedCache, TwoPages, OSError, LostWorker) as error:
            if self.version == 0:
                raise
            tell(Outcome((_finding(error),), False, {}, []))

    def _wake(self, outcome: Outcome) -> bool:
        """Wake everyone who waits, and return whether a reader sees anything new."""
        found = () if outcome.written else outcome.diagnostics
        manifest = self.build.cache.manifests.load(self.options.viewers[0].name)
        with self._changed:
            news = (
                self.version == 0
                or found != self.found
                or any(
                    (work.written or work.removed) and not (work.indexed and not work.rendered)
                    for work in outcome.statistics.values()
                )
            )
            self.version += news
            self.found = found
            self.listed = manifest.outputs.keys() if manifest else frozenset()
            self._changed.notify_all()
        return news

    def wait(self, since: int, seconds: float) -> bool:
        """Wait for a version after this one, and return whether there was one within this time."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != since, timeout=seconds)


def _finding(error: Exception) -> Diagnostic:
    """Return what stopped a build, as it is shown over the last site."""
    match error:
        case BrokenTheme():
            hint = "the site is shown as it was until the template is mended"
            return Diagnostic(Span("../themes"), "broken-theme", str(error), hint)
        case TwoPages():
            hint = "the site is shown as it was until one of the two is called otherwise"
            return Diagnostic(Span(""), "duplicate-address", str(error), hint)
        case CommittedCache():
            hint = "the site is shown as it was until the cache is no longer committed"
            return Diagnostic(Span(""), "unreadable-file", str(error), hint)
    reason = getattr(error, "strerror", None) or "one of the processes that do the work was ended"
    hint = "the site is shown as it was; it is built anew at the next change"
    return Diagnostic(Span(""), "unreadable-file", f"The site can't be built: {reason}.", hint)
