"""The network that is about to be changed: its files, and the editions that show each of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.engine.cache.cache import Cache
from generator.engine.cache.store import MemoryStore
from generator.engine.hypothetical import HypotheticalNetwork
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model import paths
from generator.model.audience import AUDIENCES, EDITIONS, VIEWERS
from generator.network.cut import cut
from generator.network.records import Network
from generator.source.document import Document


class Workspace(Struct, frozen=True):
    """The network as it is, and the files that each edition shows."""

    build: Build
    content: Path
    now: HypotheticalNetwork
    network: Network
    shown: Mapping[str, frozenset[str]]

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents of all records, by their paths."""
        return self.now.documents

    def data(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return paths.contents(paths.under(self.content, path))

    def text(self, path: str) -> str:
        """Return the text of a file, every line break as it is."""
        return self.data(path).decode(errors="replace")

    def widest_audience(self, path: str) -> str:
        """Return the widest audience that sees this file's record now."""
        return next((name for name in EDITIONS if path in self.shown[name]), AUDIENCES[0])

    def with_changes(
        self, changes: Mapping[str, bytes | None]
    ) -> tuple[HypotheticalNetwork, dict[str, frozenset[str]]]:
        """Return the network with these changes, and the paths that each edition shows of it."""
        then = self.build.with_changes(changes)
        network = then.admitted.network
        return then, _editions(network) if network else dict.fromkeys(EDITIONS, frozenset())

    def entering(self, shown: Mapping[str, frozenset[str]]) -> set[str]:
        """Return records that an edition would show which does not show them now."""
        return {
            path for name in EDITIONS for path in shown[name] - self.shown[name] if path in self.documents
        }

    def files(self, folder: str = "") -> list[str]:
        """Return every file below a folder of the content folder, hidden ones and links too."""
        found = []
        for where, folders, names in os.walk(self.content / folder):
            links = [each for each in folders if (Path(where) / each).is_symlink()]
            found += [(Path(where) / each).relative_to(self.content).as_posix() for each in (*names, *links)]
        return sorted(found)

    def texts(self, changed: Mapping[str, str], without: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield every file that can be read as text, as it would be."""
        for path in self.files():
            if path not in without and not (self.content / path).is_symlink():
                text = changed[path] if path in changed else _decoded(self.data(path))
                if text is not None:
                    yield path, text

    def unreadable(self, without: Collection[str]) -> list[str]:
        """Return the files that can't be searched for words: pictures and the like."""
        return [
            path
            for path in self.files()
            if path not in without and (self.content / path).is_file() and _decoded(self.data(path)) is None
        ]


def open_workspace(options: Options) -> Workspace:
    """Read the network, leaving nothing behind, not even in the cache."""
    build = Build(options, cache=Cache(MemoryStore(options.cache)))
    now = build.with_changes({})
    if now.admitted.network is None:
        raise Refused("network.yaml can't be read; `enquiry check` says why.")
    return Workspace(build, options.content, now, now.admitted.network, _editions(now.admitted.network))


def _editions(network: Network) -> dict[str, frozenset[str]]:
    return {name: frozenset(cut(network, VIEWERS[name]).paths) for name in EDITIONS}


def _decoded(data: bytes) -> str | None:
    try:
        return None if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None
