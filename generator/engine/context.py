"""The tools that every stage of a build may use."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from msgspec import Struct

from generator.engine.cache.cache import Cache
from generator.engine.observer import Observer
from generator.engine.options import Options
from generator.engine.workers.pool import WorkerPool
from generator.engine.writer.site import Site

P = ParamSpec("P")
R = TypeVar("R")


class Context(Struct, frozen=True):
    """The options and the tools of one build.

    What the stages find out is passed from one to the next instead.
    """

    options: Options
    cache: Cache
    pool: WorkerPool
    site: Site
    observer: Observer


def stage(
    name: str,
) -> Callable[[Callable[Concatenate[Context, P], R]], Callable[Concatenate[Context, P], R]]:
    """Mark a function as a stage of the build, which is measured under this name."""

    def marked(run: Callable[Concatenate[Context, P], R]) -> Callable[Concatenate[Context, P], R]:
        @wraps(run)
        def timed(context: Context, /, *args: P.args, **more: P.kwargs) -> R:
            with context.observer.timed(name):
                return run(context, *args, **more)

        return timed

    return marked
