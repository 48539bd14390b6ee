"""The network as it was admitted.

Its words are kept apart from its structure, so that they can change alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from generator.engine.cache.snapshot import Snapshot
from generator.engine.cache.store import Store
from generator.model.diagnostics import Diagnostic
from generator.network.records import Network
from generator.network.texts import TextBody, Wording

NETWORK: Final = "network"
ORIGIN: Final = "origin"
WORDS: Final = "words-*"
PARTS: Final = 16
"""Files over which the words of a network are spread."""

Texts = dict[str, tuple[Wording, TextBody]]
"""The words and the bodies of documents, by their paths."""


class CachedNetwork(Struct, frozen=True):
    """A network as it was admitted from this snapshot, with its diagnostics."""

    snapshot: Snapshot
    network: Network
    diagnostics: tuple[Diagnostic, ...]


class _Origin(Struct, frozen=True, array_like=True):
    """The diagnostics of a network and the snapshot that it was admitted from: both change with words."""

    diagnostics: tuple[Diagnostic, ...]
    snapshot: Snapshot


def _name(number: int) -> str:
    return WORDS.replace("*", f"{number:02x}")


def _parts(texts: Texts, numbers: Iterable[int] = ()) -> dict[str, Texts]:
    parts: dict[str, Texts] = {_name(number): {} for number in numbers}
    for path, each in texts.items():
        parts.setdefault(_name(crc32(path.encode()) % PARTS), {})[path] = each
    return parts


class NetworkStore:
    """The network of the last build."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._joined: tuple[tuple[object, ...], CachedNetwork | None] = ((), None)

    def load(self) -> CachedNetwork | None:
        """Return the network as it was last admitted; None where that is not known."""
        known, origin = self._store.load(NETWORK, Network), self._store.load(ORIGIN, _Origin)
        parts = [self._store.load(_name(number), Texts) for number in range(PARTS)]
        if known is None or origin is None or None in parts:
            return None
        sources, joined = self._joined
        if len(sources) != PARTS + 2 or any(
            each is not other for each, other in zip((known, origin, *parts), sources, strict=True)
        ):
            texts = {path: each for part in parts if part for path, each in part.items()}
            network = replace(
                known,
                words={path: each for path, (each, _) in texts.items()},
                bodies={path: each for path, (_, each) in texts.items()},
            )
            joined = CachedNetwork(origin.snapshot, network, origin.diagnostics)
            self._joined = ((known, origin, *parts), joined)
        return joined

    def save(self, cached: CachedNetwork | None) -> None:
        """Save a network; with None, remove the last one."""
        if cached is None:
            for pattern in (NETWORK, ORIGIN, WORDS):
                self._store.drop(pattern)
            return
        network = cached.network
        wordless = replace(network, words={}, bodies={})
        texts = {path: (network.words[path], network.bodies[path]) for path in network.words}
        self._store.save_together(
            {
                NETWORK: wordless,
                ORIGIN: _Origin(cached.diagnostics, cached.snapshot),
                **_parts(texts, range(PARTS)),
            },
            len(network.words),
        )

    def save_words(self, taken: Snapshot, diagnostics: tuple[Diagnostic, ...], texts: Texts) -> None:
        """Replace the words of these documents in the saved network, and its diagnostics.

        The earlier words are nowhere afterwards.
        """
        parts = {name: (self._store.load(name, Texts) or {}) | part for name, part in _parts(texts).items()}
        self._store.save_together({**parts, ORIGIN: _Origin(diagnostics, taken)}, len(texts))
