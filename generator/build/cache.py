"""What earlier builds left for this one: a folder of small files, each versioned and checked when read.

A file that is damaged, foreign or of another version is as good as none: it is passed over with a line in the log. Nothing here is needed for
a build to be right, only for it to be quick.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from generator.build.scan import Stamp
from generator.diagnostics import Diagnostic
from generator.read.document import Document

T = TypeVar("T")

log = logging.getLogger("enquiry")
SHARDS: Final = 64


class Entry(Struct, frozen=True):
    """A file as it was read: its digest, and the stamp that it had. A stamp of zeros says that it was too young to be relied on."""

    stamp: Stamp
    digest: bytes


class Output(Struct, frozen=True):
    """A file of the site: what it was rendered from, its digest, its size and time of modification (nanoseconds)."""

    fingerprint: bytes
    digest: bytes
    size: int
    modified: int


class Manifest(Struct, frozen=True):
    """An edition as it was last written. `inputs` stands for everything it was made from; `diagnostics` are repeated when it is made again."""

    inputs: bytes
    theme: str
    outputs: dict[str, Output]
    diagnostics: tuple[Diagnostic, ...]


@cache
def generator_signature() -> bytes:
    """Stands for this version of the generator, down to its source: another one trusts none of its cache."""
    package = Path(__file__).parent.parent
    summary = hashlib.blake2b(digest_size=16)
    for path in sorted(package.rglob("*.py")):
        summary.update(path.read_bytes())
    return summary.digest()


class Cache:
    """The cache in one folder. `bodies` hold the HTML of texts by digest, in shards of which only those needed are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shards: dict[int, dict[bytes, str]] = {}

    def files(self) -> dict[str, Entry]:
        """Every file of the content folder at the last build."""
        return self._load("files", dict[str, Entry]) or {}

    def documents(self) -> dict[str, tuple[bytes, Document]]:
        """Every document that was read, with the digest of its file."""
        return self._load("documents", dict[str, tuple[bytes, Document]]) or {}

    def manifest(self, edition: str) -> Manifest | None:
        """What was written for an edition; None where that is not known."""
        return self._load(f"edition-{edition}", Manifest)

    def body(self, digest: bytes) -> str:
        """A text's HTML; raises `KeyError` where it is not here."""
        number = digest[0] % SHARDS
        shard = self._shards.get(number)
        if shard is None:
            shard = self._shards[number] = self._load(f"bodies-{number:02}", dict[bytes, str]) or {}
        return shard[digest]

    def save_reading(self, files: Mapping[str, Entry], documents: Mapping[str, tuple[bytes, Document]], fresh: Mapping[bytes, str]) -> None:
        """Keep what was read. Texts that no document has any longer are gone from the cache afterwards."""
        wanted: dict[int, set[bytes]] = {number: set() for number in range(SHARDS)}
        for _, document in documents.values():
            if document.body:
                wanted[document.body[0] % SHARDS].add(document.body)
        for number, digests in wanted.items():
            self._save_shard(number, digests, fresh)
        self._save("documents", documents)
        self._save("files", files)

    def _save_shard(self, number: int, digests: set[bytes], fresh: Mapping[bytes, str]) -> None:
        name = f"bodies-{number:02}"
        kept = self._shards.get(number)
        if kept is None:
            kept = self._load(name, dict[bytes, str]) or {}
        if kept.keys() == digests:
            return
        shard = {digest: fresh[digest] if digest in fresh else kept[digest] for digest in sorted(digests) if digest in fresh or digest in kept}
        self._shards[number] = shard
        self._save(name, shard)

    def save_manifest(self, edition: str, manifest: Manifest) -> None:
        """Keep what was written for an edition."""
        self._save(f"edition-{edition}", manifest)

    def drop(self, names: Iterable[str] = ("files", "documents")) -> None:
        """Forget what was read."""
        self._shards.clear()
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def _load(self, name: str, kind: type[T]) -> T | None:
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        try:
            if data[:16] != generator_signature():
                log.info("the cache file %s is of another version and is not used", name)
                return None
            if hashlib.blake2b(data[32:], digest_size=16).digest() != data[16:32]:
                log.warning("the cache file %s is damaged and is not used", name)
                return None
            return msgspec.msgpack.decode(memoryview(data)[32:], type=kind)
        except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
            log.warning("the cache file %s can't be read and is not used", name)
            return None

    def _save(self, name: str, value: Any) -> None:
        payload = msgspec.msgpack.encode(value)
        head = generator_signature() + hashlib.blake2b(payload, digest_size=16).digest()
        self.folder.mkdir(parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")
        descriptor, temporary = tempfile.mkstemp(prefix=f".{name}-", dir=self.folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(head)
                file.write(payload)
            os.replace(temporary, self.folder / name)
        except BaseException:
            os.unlink(temporary)
            raise


