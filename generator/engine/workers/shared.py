"""The file with all that the jobs of a cluster share, in a folder that its machines see.

So nothing goes from worker to worker, and a worker that starts again, or joins later, finds it as well. Each
reads it once. The file is hidden, as all are that an interrupted build may leave in the cache.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeVar

from msgspec import Struct

from generator.engine.cache.signature import generator_signature
from generator.engine.errors import NoCluster

S = TypeVar("S")
J = TypeVar("J")

_READING: Final = Lock()
"""One thread of a worker reads the file; the others wait for it."""


class SharedFile(Struct, frozen=True):
    """A file with what jobs share: its place, a digest of its bytes, and the generator that wrote it."""

    path: str
    digest: bytes
    generator: bytes


@contextmanager
def shared_file(folder: Path, value: Any) -> Iterator[SharedFile]:
    """Keep a value in a new file of this folder for a while."""
    folder.mkdir(parents=True, exist_ok=True)
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    digest = hashlib.sha256(data).digest()
    path = folder / f".shared-{digest.hex()}-{os.getpid()}"
    try:
        with path.open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        yield SharedFile(str(path.absolute()), digest, generator_signature())
    finally:
        path.unlink(missing_ok=True)


def packed(function: Callable[[S, J], bytes], job: J) -> bytes:
    """Return a job as it is sent. It is opened after its worker is known to have the same generator."""
    return pickle.dumps((function, job), pickle.HIGHEST_PROTOCOL)


def do(shared: SharedFile, work: bytes) -> bytes:
    """Do a packed job, in a worker. Raises `NoCluster` where it would make other pages, or can't."""
    if shared.generator != generator_signature():
        raise NoCluster(
            f"The worker {_here()} has another version of Enquiry, of Python or of a package: install "
            "the same on all machines, and start the workers again."
        )
    function, job = pickle.loads(work)  # noqa: S301 - whoever may give a worker jobs has it do anything
    with _READING:
        value = _value(shared)
    result: bytes = function(value, job)
    return result


@lru_cache(maxsize=1)
def _value(shared: SharedFile) -> Any:
    try:
        data = Path(shared.path).read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).digest() != shared.digest:
        raise NoCluster(
            f"The worker {_here()} can't read {shared.path}: all machines have to see the folders of the "
            "content, the site and the cache, under the same names."
        )
    return pickle.loads(data)  # noqa: S301 - these are the bytes that the build has written


def _here() -> str:
    from distributed import get_worker

    address: str = get_worker().address
    return address
