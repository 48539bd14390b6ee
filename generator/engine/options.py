"""The options of a build."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.engine.writer.releases import KEPT_RELEASES
from generator.model.audience import VIEWERS, Viewer


class Options(Struct, frozen=True):
    """The folders of a build, its editions, and how they are made.

    `workers` is the number of processes (0: one a core), `scheduler` the address of a cluster that works
    instead. `kept` is how many releases of an edition stay, the new one among them. `date` is the day of the
    build (`YYYY-MM-DD`), after which permissions have run out; without one none has. With `search`, each
    edition gets a search index; with `style_guide`, a page of the theme's parts; with `edit`, the editor that
    only networks with `editor` in their settings have otherwise.
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
    edit: bool = False


def default_cache(content: Path) -> Path:
    """Return the folder of the cache where none is given: beside the content folder."""
    return content.parent / ".cache" / "enquiry"
