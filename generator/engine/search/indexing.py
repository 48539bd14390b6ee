"""Search indexes, made while pages are rendered, and only where what can be found has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.engine.rendering.renderer import RenderedEdition, RenderedPage, Renderer
from generator.publish.pages.search import INDEX
from generator.source.document import digest

if TYPE_CHECKING:
    import subprocess
    from concurrent.futures import Future, ThreadPoolExecutor


class Indexer:
    """Makes indexes while other work goes on. Editions in which the same can be found share one index."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._begun: dict[bytes, Future[dict[str, bytes]]] = {}
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Indexer:
        """Return this indexer; nothing is begun yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End everything that was begun: a build that failed needn't wait for an index."""
        if self._pool is None:
            return
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._processes if kind else ():
            process.kill()
        self._pool.shutdown()

    def begin(self, records: bytes) -> None:
        """Begin with the index of these records. Few builds do, so what that takes is loaded here."""
        from concurrent.futures import ThreadPoolExecutor

        from generator.engine.search import pagefind

        self._pool = self._pool or ThreadPoolExecutor()
        if records not in self._begun:
            self._begun[records] = self._pool.submit(pagefind.index, records, self._processes.append)

    def finish(self, renderer: Renderer, rendered: RenderedEdition) -> int:
        """Add the index's files to what was rendered; return how many records a new index was made of."""
        entry = next((made for made in rendered.pages if made.path == INDEX), None)
        if entry is None:
            return 0
        if entry.data is None:
            rendered.pages.extend(
                RenderedPage(path, output.fingerprint, "")
                for path, output in renderer.previous.index().items()
                if path != INDEX
            )
            return 0
        rendered.pages.remove(entry)
        rendered.pages.extend(_files(renderer, entry, self._begun[entry.data].result()))
        return entry.data.count(b"\n")


def _files(renderer: Renderer, entry: RenderedPage, files: Mapping[str, bytes]) -> Iterator[RenderedPage]:
    """Stage an index's files where the site has others."""
    for path, data in files.items():
        fingerprint = entry.fingerprint if path == INDEX else digest(data)
        there = renderer.previous.intact(path)
        staged = (
            renderer.staging.write(path, data)
            if path == INDEX or there is None or there.fingerprint != fingerprint
            else None
        )
        yield (
            replace(entry, data=None, staged=staged)
            if path == INDEX
            else RenderedPage(path, fingerprint, "new" if staged else "", staged=staged)
        )
