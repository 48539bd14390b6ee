"""A progress bar for builds that take more than a second."""

from __future__ import annotations

import time

PATIENCE = 1.0


class Bar:
    """A bar that appears once a build has taken a second, and leaves no trace when it is done."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.shown: object | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how much of a stage is done."""
        if time.monotonic() - self.started < PATIENCE:
            return
        from rich.console import Console
        from rich.progress import Progress

        if not isinstance(self.shown, Progress):
            self.shown = Progress(console=Console(stderr=True), transient=True)
            self.shown.start()
            self.task = self.shown.add_task(what, total=total)
        self.shown.update(self.task, description=what, completed=done, total=total)
        if done >= total:
            self.shown.stop()
            self.shown = None
