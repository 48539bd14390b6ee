"""The format of a cache file: a head, a value as MessagePack, and parts that are read when asked for.

The head is the generator's signature, a checksum of the value, and its size. A file that is damaged, or was
written by another version of the generator, is refused when it is decoded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from struct import Struct
from typing import Any, Final, NamedTuple, TypeVar
from zlib import crc32

import msgspec

from generator.engine.cache.signature import DIGEST, generator_signature

T = TypeVar("T")

SHARDS: Final = 256
"""Files over which a large mapping is spread, so that a small change rewrites little."""
_HEAD: Final = Struct(f"={DIGEST}sIQ")
HEAD: Final = _HEAD.size
"""Bytes before the value."""


class Unusable(Exception):
    """A cache file that cannot be used; holds the reason for the log."""


class Parted(NamedTuple):
    """A value, with parts of its file that are read when they are asked for (see `parts.py`)."""

    value: object
    parts: Sequence[bytes]


def value_end(head: bytes) -> int:
    """Return where the value ends in a cache file with this head. Raises `Unusable`."""
    if head[:DIGEST] != generator_signature():
        raise Unusable("the cache is of another version and is made anew")
    if len(head) < HEAD:
        raise Unusable("the cache is damaged and is made anew where it is")
    size: int = _HEAD.unpack_from(head)[2]
    return HEAD + size


def decode(data: bytes, kind: type[T]) -> T:
    """Return the value in a cache file. Raises `Unusable`."""
    payload = memoryview(data)[HEAD : value_end(data[:HEAD])]
    if crc32(payload) != _HEAD.unpack_from(data)[1]:
        raise Unusable("the cache is damaged and is made anew where it is")
    try:
        return msgspec.msgpack.decode(payload, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
        raise Unusable("the cache can't be read and is made anew where it can't") from None


def write(path: Path, value: Any) -> None:
    """Write a cache file. Readers see the old file or the new one, never half of it."""
    value, parts = value if isinstance(value, Parted) else (value, ())
    payload = msgspec.msgpack.encode(value)
    temporary = path.with_name(f".{path.name}.new")
    try:
        with open(temporary, "wb") as file:
            file.write(_HEAD.pack(generator_signature(), crc32(payload), len(payload)))
            file.write(payload)
            file.writelines(parts)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def shard_of_digest(digest: bytes) -> int:
    """Return the number of the shard that holds what has this digest."""
    return digest[0] % SHARDS


def shard_of_path(path: str) -> int:
    """Return the number of the shard that holds what belongs to this path."""
    return crc32(path.encode()) % SHARDS
