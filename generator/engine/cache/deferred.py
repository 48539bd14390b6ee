"""Mappings that are loaded, or decoded value by value, when something is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec

K = TypeVar("K")
V = TypeVar("V")


class Deferred(Mapping[K, V]):
    """A mapping that is loaded when something is asked of it, since most builds ask nothing."""

    def __init__(self, load: Callable[[], Mapping[K, V]]) -> None:
        self._load = load

    @cached_property
    def _whole(self) -> Mapping[K, V]:
        return self._load()

    def __getitem__(self, key: K) -> V:
        return self._whole[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


class Sealed(Mapping[K, V]):
    """A mapping in MessagePack of which each value is decoded when it is asked for, since few ever are."""

    def __init__(self, data: msgspec.Raw, keys: Any, value: Any) -> None:
        """`keys` is the type of the mapping with its values in MessagePack, `value` that of a value."""
        self._given = data, keys, value
        self._opened: dict[K, V] = {}

    @cached_property
    def _sealed(self) -> dict[K, msgspec.Raw]:
        data, keys, _ = self._given
        found: dict[K, msgspec.Raw] = msgspec.msgpack.decode(data, type=keys)
        return found

    @cached_property
    def _decode(self) -> Callable[[msgspec.Raw], V]:
        return msgspec.msgpack.Decoder(self._given[2]).decode

    def __getitem__(self, key: K) -> V:
        found = self._opened.get(key)
        if found is None:
            found = self._opened[key] = self._decode(self._sealed[key])
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._sealed

    def __iter__(self) -> Iterator[K]:
        return iter(self._sealed)

    def __len__(self) -> int:
        return len(self._sealed)

    def __reduce__(self) -> tuple[type[Sealed[K, V]], tuple[msgspec.Raw, Any, Any]]:
        return Sealed, self._given
