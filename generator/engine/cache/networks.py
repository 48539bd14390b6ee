"""The network as it was admitted.

Its words are kept apart from its structure, so that they can change alone; its posts from the rest, since a
build in which words alone have changed asks for none; and its diagnostics, which few edits change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Final, TypeVar, cast
from zlib import crc32

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from generator.engine.cache.deferred import Deferred
from generator.engine.cache.snapshot import Snapshot
from generator.engine.cache.store import CacheMiss, Store
from generator.model.diagnostics import Diagnostic
from generator.network.records import Network, Post
from generator.network.texts import TextBody, Wording

T = TypeVar("T")

NETWORK: Final = "network"
POSTS: Final = "posts"
ORIGIN: Final = "origin"
"""The cache file of the snapshot that a network was admitted from."""
ADMISSION: Final = "admission"
"""The cache file of its diagnostics."""
WORDS: Final = "words-*"
PARTS: Final = 16
"""Files over which the words of a network are spread."""

Text = tuple[Wording, TextBody]
"""The words and the body of a document."""
Texts = Mapping[str, Text]
Part = dict[str, Text | Raw]
"""Some texts by the paths of their documents; what is loaded is decoded when it is asked for."""


class CachedNetwork(Struct, frozen=True):
    """A network as it was admitted from this snapshot, with its diagnostics."""

    snapshot: Snapshot
    network: Network
    diagnostics: tuple[Diagnostic, ...]


def _name(number: int) -> str:
    return WORDS.replace("*", f"{number:02x}")


def _number(path: str) -> int:
    return crc32(path.encode()) % PARTS


def _named(parts: Mapping[int, Part]) -> dict[str, Part]:
    return {_name(number): part for number, part in parts.items()}


class _Texts:
    """The texts of a network, read a part at a time and decoded one by one."""

    def __init__(self, part: Callable[[int], Part]) -> None:
        self.part = part
        self._opened: dict[str, Text] = {}

    def __getitem__(self, path: str) -> Text:
        found = self._opened.get(path)
        if found is None:
            kept = self.part(_number(path))[path]
            found = self._opened[path] = _decoded(kept) if isinstance(kept, Raw) else kept
        return found


def _decoded(text: Raw) -> Text:
    found: Text = msgspec.msgpack.decode(text, type=Text)
    return found


class _Column(Mapping[str, T]):
    """One of the two that each document has in the texts of a network."""

    def __init__(self, texts: _Texts, take: Callable[[Text], T]) -> None:
        self._texts = texts
        self._take = take

    def __getitem__(self, path: str) -> T:
        return self._take(self._texts[path])

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self._texts.part, range(PARTS)))

    def __len__(self) -> int:
        return sum(len(self._texts.part(number)) for number in range(PARTS))


class NetworkStore:
    """The network of the last build."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._joined: tuple[Network | None, CachedNetwork | None] = (None, None)

    def load(self) -> CachedNetwork | None:
        """Return the network as it was last admitted; None where that is not known."""
        known, origin, found = self._store.load(NETWORK, Network), self._origin(), self._diagnostics()
        if known is None or origin is None or found is None:
            return None
        network, joined = self._joined
        if network is not known or joined is None or joined.snapshot is not origin:
            texts = _Texts(cache(self._part))
            words, bodies = _Column(texts, itemgetter(0)), _Column(texts, itemgetter(1))
            whole = replace(known, posts=Deferred(self._posts), words=words, bodies=bodies)
            joined = CachedNetwork(origin, whole, found)
            self._joined = known, joined
        return joined

    def diagnostics(self, taken: Snapshot) -> tuple[Diagnostic, ...] | None:
        """Return the diagnostics of the network of this snapshot; None where another one is saved."""
        return self._diagnostics() if self._origin() == taken else None

    def _origin(self) -> Snapshot | None:
        return self._store.load(ORIGIN, Snapshot)

    def _diagnostics(self) -> tuple[Diagnostic, ...] | None:
        return self._store.load(ADMISSION, tuple[Diagnostic, ...])

    def _posts(self) -> dict[str, Post]:
        """Return the posts. Raises `CacheMiss` where they are not there: the network is."""
        posts = self._store.load(POSTS, dict[str, Post])
        if posts is None:
            raise CacheMiss
        return posts

    def _part(self, number: int) -> Part:
        """Return a part of the texts. Raises `CacheMiss` where it is not there: the network is."""
        part = self._store.load(_name(number), dict[str, Raw])
        if part is None:
            raise CacheMiss
        return cast(Part, part)  # what was saved in this process is as it was

    def save(self, cached: CachedNetwork | None) -> None:
        """Save a network; with None, remove the last one."""
        if cached is None:
            for pattern in (NETWORK, POSTS, ORIGIN, ADMISSION, WORDS):
                self._store.drop(pattern)
            return
        network = cached.network
        rest = replace(network, posts={}, words={}, bodies={})
        parts: dict[int, Part] = {number: {} for number in range(PARTS)}
        for path, words in network.words.items():
            parts[_number(path)][path] = (words, network.bodies[path])
        self._store.save_together(
            {
                NETWORK: rest,
                POSTS: network.posts,
                ORIGIN: cached.snapshot,
                ADMISSION: cached.diagnostics,
                **_named(parts),
            },
            len(network.words),
        )

    def reworded(self, taken: Snapshot, diagnostics: tuple[Diagnostic, ...], texts: Texts) -> CachedNetwork:
        """Replace the words of these documents in the saved network, and its diagnostics; return it then.

        The earlier words are nowhere afterwards.
        """
        parts: dict[int, Part] = {number: {**self._part(number)} for number in map(_number, texts)}
        for path, each in texts.items():
            parts[_number(path)][path] = each
        moved = {} if diagnostics == self._diagnostics() else {ADMISSION: diagnostics}
        self._store.save_together({**_named(parts), **moved, ORIGIN: taken}, len(texts))
        found = self.load()
        if found is None:
            raise CacheMiss
        return found
