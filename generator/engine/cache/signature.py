"""The signature of the generator: nothing that another generator has cached is used.

It is a digest of the source, which takes longer to read than a build without changes. So it is kept where
Python keeps compiled modules, with the stamps of the files that it was made from, and believed while these
are the same.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

import msgspec

from generator.engine.stamp import Stamp, stamp

DIGEST: Final = 16
"""Bytes of a digest."""
PACKAGE: Final = Path(__file__).parents[2]


@cache
def generator_signature() -> bytes:
    """Return a digest of the generator's source, of Python's version and of the installed packages."""
    sources = sorted(_sources(str(PACKAGE)))
    stamps = _digest(repr((_surroundings(), sources)).encode())
    kept = _place()
    with suppress(OSError):
        known = kept.read_bytes() if kept else b""
        if len(known) == 2 * DIGEST and known[:DIGEST] == stamps:
            return known[DIGEST:]
    found = _digest(repr(_surroundings()).encode(), *(Path(path).read_bytes() for path, _ in sources))
    if kept:
        _keep(kept, stamps + found)
    return found


def _surroundings() -> tuple[str, list[str]]:
    beside = os.listdir(Path(msgspec.__file__).parent.parent)
    return sys.version, sorted(name for name in beside if name.endswith(".dist-info"))


def _sources(folder: str) -> Iterator[tuple[str, Stamp]]:
    """Yield the modules below a folder with their stamps."""
    with os.scandir(folder) as entries:
        for each in entries:
            if each.is_dir() and each.name != "__pycache__":
                yield from _sources(each.path)
            elif each.name.endswith(".py"):
                yield each.path, stamp(each.stat())


def _digest(*parts: bytes) -> bytes:
    summary = hashlib.blake2b(digest_size=DIGEST)
    for each in parts:
        summary.update(each)
    return summary.digest()


def _place() -> Path | None:
    """Return the file in which the signature is kept; None for a Python that keeps nothing compiled."""
    if sys.dont_write_bytecode:
        return None
    with suppress(NotImplementedError):
        return Path(cache_from_source(__file__)).with_name(f"signature.{sys.implementation.cache_tag}")
    return None


def _keep(file: Path, data: bytes) -> None:
    """Write the signature; where that is not allowed, it is made anew each time."""
    written = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        written.write_bytes(data)
        os.replace(written, file)
