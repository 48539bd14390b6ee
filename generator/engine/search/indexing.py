"""The search indexes of editions: made while their pages are rendered, and only where what can be found is not what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.engine.rendering import Made, Press, Rendered
from generator.publish.pages.search import INDEX

if TYPE_CHECKING:
    import subprocess
    from concurrent.futures import Future, ThreadPoolExecutor


class Indexer:
    """Makes indexes while other work goes on. Editions in which the same can be found have the same index, which is made once."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._begun: dict[bytes, Future[dict[str, bytes]]] = {}
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Indexer:
        """Nothing is begun yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing goes on any longer: a build that failed or was interrupted needn't wait for an index."""
        if self._pool is None:
            return
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._processes if kind else ():
            process.kill()
        self._pool.shutdown()

    def begin(self, records: bytes) -> None:
        """Make the index of these records. Few builds do, so what that takes is loaded here."""
        from concurrent.futures import ThreadPoolExecutor

        from generator.engine.search import pagefind

        self._pool = self._pool or ThreadPoolExecutor()
        if records not in self._begun:
            self._begun[records] = self._pool.submit(pagefind.index, records, self._processes.append)

    def finish(self, presses: Sequence[Press], rendered: Sequence[Rendered]) -> list[int]:
        """Put the indexes' files among what was rendered; how many records each new one was made of."""
        return [self._finish(press, each) for press, each in zip(presses, rendered, strict=True)]

    def _finish(self, press: Press, rendered: Rendered) -> int:
        entry = next((made for made in rendered.made if made.path == INDEX), None)
        if entry is None:
            return 0
        if entry.data is None:
            rendered.made.extend(
                Made(path, output.fingerprint, "")
                for path, output in press.last.index().items()
                if path != INDEX
            )
            return 0
        rendered.made.remove(entry)
        rendered.made.extend(_files(press, entry, self._begun[entry.data].result()))
        return entry.data.count(b"\n")


def _files(press: Press, entry: Made, files: Mapping[str, bytes]) -> Iterator[Made]:
    """An index's files, staged where the site has others."""
    for path, data in files.items():
        digest = entry.fingerprint if path == INDEX else hashlib.blake2b(data, digest_size=16).digest()
        there = press.last.untouched(path)
        staged = (
            press.staging.write(path, data)
            if path == INDEX or there is None or there.fingerprint != digest
            else None
        )
        yield (
            replace(entry, data=None, staged=staged)
            if path == INDEX
            else Made(path, digest, "new" if staged else "", staged=staged)
        )
