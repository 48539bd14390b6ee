"""Mappings that are loaded, or decoded value by value, when something is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from types import GenericAlias
from typing import Any, Final, TypeVar
from zlib import crc32

import msgspec

K = TypeVar("K")
V = TypeVar("V")

BUCKET_SIZE: Final = 16
"""Entries of a sealed mapping that are read together, about."""


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
    """A mapping in MessagePack of which each value is decoded when it is asked for, since few ever are.

    It is in parts: the first has the keys in order, and each other one some entries, by their keys.
    """

    def __init__(self, parts: Sequence[bytes], key: Any, value: Any) -> None:
        """`parts` are as `sealed` gives them, `key` and `value` are the types of a key and a value."""
        self._given = parts, key, value
        self._buckets: dict[int, dict[K, msgspec.Raw]] = {}
        self._opened: dict[K, V] = {}

    @cached_property
    def _keys(self) -> dict[K, None]:
        """The keys in order."""
        parts, key, _ = self._given
        found: tuple[K, ...] = msgspec.msgpack.decode(parts[0], type=GenericAlias(tuple, (key, ...)))
        return dict.fromkeys(found)

    @cached_property
    def _decoders(self) -> tuple[Callable[[bytes], dict[K, msgspec.Raw]], Callable[[msgspec.Raw], V]]:
        _, key, value = self._given
        kinds: Any = GenericAlias(dict, (key, msgspec.Raw)), value
        bucket, each = map(msgspec.msgpack.Decoder, kinds)
        return bucket.decode, each.decode

    def _bucket(self, key: object) -> dict[K, msgspec.Raw]:
        """Return the entries among which this key is, if it is here."""
        parts = self._given[0]
        number = 1 + _place(key, len(parts) - 1)
        found = self._buckets.get(number)
        if found is None:
            found = self._buckets[number] = self._decoders[0](parts[number])
        return found

    def __getitem__(self, key: K) -> V:
        found = self._opened.get(key)
        if found is None:
            found = self._opened[key] = self._decoders[1](self._bucket(key)[key])
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __reduce__(self) -> tuple[type[Sealed[K, V]], tuple[Sequence[bytes], Any, Any]]:
        parts, key, value = self._given
        return Sealed, ([*parts], key, value)


def sealed(mapping: Mapping[Any, Any]) -> Iterator[bytes]:
    """Yield the parts of a mapping, as they are kept."""
    buckets: list[dict[Any, Any]] = [{} for _ in range(1 + len(mapping) // BUCKET_SIZE)]
    for key, value in mapping.items():
        buckets[_place(key, len(buckets))][key] = value
    yield from map(msgspec.msgpack.encode, ((*mapping,), *buckets))


def _place(key: object, many: int) -> int:
    """Return which of so many parts a key belongs to, in every process."""
    text = key if isinstance(key, str) else repr(key)
    return crc32(text.encode(errors="surrogatepass")) % many
