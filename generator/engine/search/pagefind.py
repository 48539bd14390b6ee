"""A search index, made by Pagefind: the same bytes for the same records.

Pagefind is started as a service and given one record after the other, in an order that follows from the
records alone. What it numbers, it numbers in this order; only its lists of filters come in the order of a
hash table that is seeded anew each time, so these are put in order afterwards. Its library for Python isn't
used: it waits a tenth of a second for each answer.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from generator.engine.errors import NoIndexer
from generator.publish.pages.search import FOLDER, INDEX

_ENTRY: Final = INDEX.removeprefix(FOLDER)
_WANTED: Final = ("pagefind.", "fragment/", "index/", "filter/")
"""The files of Pagefind that a search needs, beside the code for its language.

User interfaces, and the code for a web worker, are left out.
"""
_MAGIC: Final = b"pagefind_dcd"
"""The first bytes of its files, once they are unpacked."""
_PORTION: Final = 1 << 20


Started = Callable[["subprocess.Popen[bytes]"], None]
"""Called with the process of Pagefind, so that it can be ended."""


def index(records: bytes, started: Started) -> dict[str, bytes]:
    """Return the files of the index of these records (one a line), by their paths in the site."""
    files = _in_order(_made(records, started))
    entry = msgspec.json.decode(files[_ENTRY])
    wanted = (
        _ENTRY,
        *_WANTED,
        *(f"wasm.{each['wasm'] or 'unknown'}." for each in entry["languages"].values()),
    )
    return {f"{FOLDER}{path}": data for path, data in files.items() if path.startswith(wanted)}


def _made(records: bytes, started: Started) -> dict[str, bytes]:
    """Return the files that Pagefind makes of the records."""
    try:
        from pagefind_bin import get_executable

        service = [str(get_executable()), "--service"]
        process = subprocess.Popen(  # noqa: S603 - Pagefind's own file
            service, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except (ImportError, OSError) as error:
        raise NoIndexer(str(error)) from None
    started(process)
    with process:
        pagefind = _Service(process)
        number = pagefind.ask(b'{"type":"NewIndex","config":{}}')["index_id"]
        head = b'{"type":"AddRecord","index_id":%d,' % number
        for line in records.splitlines():
            pagefind.ask(head + line[1:])
        files = pagefind.ask(b'{"type":"GetFiles","index_id":%d}' % number)["files"]
    return {each["path"]: b64decode(each["content"]) for each in files}


class _Service:
    """Pagefind at the other end of two pipes.

    It ends with the first of them, so also where this process is killed.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin  # noqa: S101 - it was asked for
        assert process.stdout  # noqa: S101 - as above
        self._requests = process.stdin
        self._answers = _answers(process.stdout)

    def ask(self, payload: bytes) -> Any:
        """Send a request, and return its answer."""
        try:
            self._requests.write(b64encode(b'{"message_id":1,"payload":%b}' % payload) + b",")
            self._requests.flush()
        except BrokenPipeError:
            raise NoIndexer("it ended") from None
        answer = msgspec.json.decode(b64decode(next(self._answers, b"")) or b"{}").get(
            "payload", {"message": "it ended"}
        )
        if "message" in answer:
            raise NoIndexer(str(answer["message"]))
        return answer


def _answers(stream: IO[bytes]) -> Iterator[bytes]:
    """Return the answers of the service, each of which ends with a comma."""
    parts: list[bytes] = []
    while data := os.read(stream.fileno(), _PORTION):
        first, *rest = data.split(b",")
        parts.append(first)
        for each in rest:
            yield b"".join(parts)
            parts = [each]


def _in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the same index with its filters, and their values, in order.

    A file is named after its content.
    """
    import cbor2

    entry = msgspec.json.decode(files.pop(_ENTRY))
    renamed: dict[str, str] = {}
    for path in [each for each in files if each.startswith("filter/")]:
        name, values = cbor2.loads(_unpacked(files.pop(path)))
        old = Path(path).stem
        renamed[old] = _put(
            files, "filter/{}.pf_filter", old.partition("_")[0], cbor2.dumps([name, sorted(values)])
        )
    for language, each in entry["languages"].items():
        version, pages, chunks, filters, *more = cbor2.loads(
            _unpacked(files.pop(f"pagefind.{each['hash']}.pf_meta"))
        )
        data = cbor2.dumps(
            [version, pages, chunks, sorted([name, renamed[old]] for name, old in filters), *more]
        )
        each["hash"] = _put(files, "pagefind.{}.pf_meta", language, data)
    files[_ENTRY] = msgspec.json.encode(entry, order="deterministic")
    return files


def _unpacked(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(_MAGIC)


def _put(files: dict[str, bytes], pattern: str, language: str, data: bytes) -> str:
    """Add a file under a name that is a digest of its content; return its name in the index."""
    name = f"{language}_{hashlib.blake2b(data, digest_size=8).hexdigest()}"
    files[pattern.format(name)] = gzip.compress(_MAGIC + data, mtime=0)
    return name
