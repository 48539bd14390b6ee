"""What is asked of a build."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.engine.writer.writer import KEPT_RELEASES
from generator.model.audience import VIEWERS, Viewer


class Options(Struct, frozen=True):
    """What to build: from where, to where, for whom. `workers` 0 means one a core; `scheduler` is the address of a cluster that works instead.

    `kept` is how many releases of an edition stay, the new one among them. `date` is the day of the build (`YYYY-MM-DD`), after which permissions have run out; without one none has.
    With `search`, each edition gets a search index; with `style_guide`, a page of the theme's parts.
    """

    content: Path
    output: Path
    cache: Path
    viewers: tuple[Viewer, ...] = tuple(VIEWERS.values())
    keep_going: bool = False
    workers: int = 0
    scheduler: str = ""
    releases: bool = False
    kept: int = KEPT_RELEASES
    date: str = ""
    search: bool = False
    style_guide: bool = False
