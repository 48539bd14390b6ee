"""The format of a cache file: the generator's signature, a checksum, and a value as MessagePack.

A file that is damaged, or was written by another version of the generator, is refused when it is decoded.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, TypeVar
from zlib import crc32

import msgspec

from generator.engine.cache.signature import DIGEST, generator_signature

T = TypeVar("T")

SHARDS: Final = 256
"""Files over which a large mapping is spread, so that a small change rewrites little."""
HEAD: Final = DIGEST + 4
"""Bytes before the value: the generator's signature, and a checksum of the value."""


class Unusable(Exception):
    """A cache file that cannot be used; holds the reason for the log."""


def decode(data: bytes, kind: type[T]) -> T:
    """Return the value in a cache file. Raises `Unusable`."""
    if data[:DIGEST] != generator_signature():
        raise Unusable("the cache is of another version and is made anew")
    payload = memoryview(data)[HEAD:]
    if crc32(payload) != int.from_bytes(data[DIGEST:HEAD]):
        raise Unusable("the cache is damaged and is made anew where it is")
    try:
        return msgspec.msgpack.decode(payload, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
        raise Unusable("the cache can't be read and is made anew where it can't") from None


def write(path: Path, value: Any) -> None:
    """Write a cache file. Readers see the old file or the new one, never a part of it."""
    payload = msgspec.msgpack.encode(value)
    head = generator_signature() + crc32(payload).to_bytes(HEAD - DIGEST)
    temporary = path.with_name(f".{path.name}.new")
    try:
        with open(temporary, "wb") as file:
            file.write(head)
            file.write(payload)
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
