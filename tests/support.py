"""Helpers of several tests: networks written from a description, builds of them, and sites to compare."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from generator.engine.options import Options
from generator.engine.outcome import Outcome
from generator.engine.pipeline import Build
from generator.model.audience import VIEWERS

ROOT = Path(__file__).parent.parent
EXAMPLES = int(os.environ.get("ENQUIRY_EXAMPLES", "0"))
"""The number of examples that property tests try; 0 is the quick form of each."""

PATIENCE = 300
"""Seconds that a test waits for what has to happen: a machine may be slow, and busy with other tests."""

Fields = dict[str, Any]
NOTICE = {
    "who": "We",
    "why": [{"what": "Posts", "why": "To learn", "basis": "consent"}],
    "how_long": "A year",
    "ask": "mailto:privacy@example.org",
}
"""The least that a privacy notice says."""


SHAPES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "no final newline": lambda text: text.removesuffix("\n"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CRLF, no final newline": lambda text: text.removesuffix("\n").replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "CR, no final newline": lambda text: text.removesuffix("\n").replace("\n", "\r"),
    "mixed": lambda text: text.replace("\n", "\r", 2).replace("\n", "\r\n", 1),
    "dots": lambda text: "...".join(text.rsplit("---", 1)),
    "blanks behind the fences": lambda text: text.replace("---\n", "--- \t\n"),
    "byte order mark": lambda text: f"\ufeff{text}",
    "byte order mark, CR": lambda text: f"\ufeff{text}".replace("\n", "\r"),
    "blank lines": lambda text: text.replace("---\n", "---\n\n \n", 1) + "\n\n",
}
"""Shapes of a file that the reader accepts, each made from the plainest one."""


def until(ready: Callable[[], bool], told: Callable[[], str] = lambda: "") -> None:
    """Wait for something to become so."""
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end, told()
        time.sleep(0.02)


def examples(quick: int) -> int:
    """The number of examples to try: as the environment says, otherwise the quick form."""
    return EXAMPLES or quick


def picture(word: str) -> bytes:
    """A small PNG with this word in its (uncompressed) pixels."""
    rows = word.encode().ljust(48, b".")[:48]
    raw = b"".join(b"\0" + rows for _ in range(4))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 16, 4, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(raw, 0))
        + chunk(b"IEND", b"")
    )


def pixels(data: bytes) -> bytes:
    """A picture's pixels, in which `picture` has put a word; nothing for any other file."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.convert("RGB").tobytes()
    except UnidentifiedImageError:
        return b""


def unpacked(data: bytes) -> bytes:
    """A file's bytes, as they were before they were compressed."""
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


NEEDS_WORDS = re.compile(r"/(?:posts|replies)/|^(?:guests|pages)/")


class Records:
    """A content folder as records: settings with a body under each path, and other files as bytes.

    A record is written in the shape that `shapes` names for its path. `write` puts the folder on disk.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.texts: dict[str, tuple[Fields, str]] = {}
        self.raw: dict[str, bytes] = {}
        self.shapes: dict[str, str] = {}

    def text(self, path: str, body: str = "", **fields: Any) -> str:
        """A record.

        Settings with a trailing underscore lose it (`with_`); those that are None are left out. A network has
        a privacy notice, unless it says otherwise, and what is nothing without words has a few.
        """
        if path == "network.yaml":
            fields = {"privacy": NOTICE, **fields}
        if not body and NEEDS_WORDS.search(path) and "withdrawn" not in fields:
            body = "A few words."
        self.texts[path] = (
            {key.rstrip("_"): value for key, value in fields.items() if value is not None},
            body,
        )
        return path

    def file(self, path: str, data: bytes) -> str:
        """A file that is not a record (or one that can't be read)."""
        self.raw[path] = data
        return path

    def change(self, path: str, **fields: Any) -> None:
        """Change a record's settings; None takes one away."""
        settings, body = self.texts[path]
        changed = {**settings, **{key.rstrip("_"): value for key, value in fields.items()}}
        self.texts[path] = ({key: value for key, value in changed.items() if value is not None}, body)

    def remove(self, path: str) -> None:
        """Take a record or a file away."""
        self.texts.pop(path, None)
        self.raw.pop(path, None)

    def bytes_of(self, path: str) -> bytes:
        """Return the bytes of a file."""
        if path in self.raw:
            return self.raw[path]
        fields, body = self.texts[path]
        settings = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()
        )
        text = settings if path.endswith(".yaml") else f"---\n{settings}---\n\n{body}\n"
        return SHAPES[self.shapes.get(path, "plain")](text).encode()

    def write(self) -> Path:
        """Make the folder on disk as described.

        Only what differs is written, and what is not described is removed.
        """
        wanted = {path: self.bytes_of(path) for path in (*self.texts, *self.raw)}
        self.content.mkdir(parents=True, exist_ok=True)
        for file in self.content.rglob("*"):
            if file.is_file() and file.relative_to(self.content).as_posix() not in wanted:
                file.unlink()
        for path, data in wanted.items():
            file = self.content / path
            if not file.is_file() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        return self.content

    def copied(self, folder: Path) -> Records:
        """The same records for another folder."""
        other = Records(folder)
        other.texts, other.raw, other.shapes = dict(self.texts), dict(self.raw), dict(self.shapes)
        return other


def build(
    content: Path, output: Path, cache: Path, *, editions: tuple[str, ...] = (), **more: Any
) -> Outcome:
    """A build in this process. All editions, unless some are named; one worker, unless said otherwise."""
    viewers = tuple(VIEWERS[name] for name in editions or VIEWERS)
    return Build(
        Options(content=content, output=output, cache=cache, viewers=viewers, **{"workers": 1, **more})
    ).run()


def clean(content: Path, place: Path, **more: Any) -> dict[str, bytes]:
    """Return the editions that a build with nothing to start from makes of this content.

    `place` is an empty folder, removed afterwards.
    """
    try:
        build(content, place / "site", place / "cache", **more)
        return tree(place / "site")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def tree(site: Path) -> dict[str, bytes]:
    """Return every file of the editions with its bytes, and every folder without a file.

    The writer's own workshop and older releases are left out.
    """
    found: dict[str, bytes] = {}
    if not site.is_dir():
        return found
    for edition in sorted(site.iterdir()):
        if edition.name in (".enquiry", "releases"):
            continue
        for folder, folders, names in os.walk(edition.resolve()):
            inside = (Path(edition.name) / Path(folder).relative_to(edition.resolve())).as_posix()
            if not folders and not names:
                found[f"{inside}/"] = b""
            found.update({f"{inside}/{name}": (Path(folder) / name).read_bytes() for name in names})
    return found


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The files in which two trees differ, in words."""
    missing = [f"only in the first: {path}" for path in sorted(one.keys() - other.keys())]
    added = [f"only in the second: {path}" for path in sorted(other.keys() - one.keys())]
    return (
        missing
        + added
        + [f"differs: {path}" for path in sorted(one.keys() & other.keys()) if one[path] != other[path]]
    )


def command(
    *arguments: str | Path, umask: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command `enquiry`, as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd=ROOT,
        env=surroundings(**environment),
        umask=-1 if umask is None else umask,
    )


def surroundings(**environment: str) -> dict[str, str]:
    """The environment of a command in these tests."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **environment}


def aged(folder: Path, seconds: int = 60) -> None:
    """Make a folder's files look old, as far as a program can (the time of change can't be set)."""
    for file in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            details = file.stat()
            os.utime(file, ns=(details.st_atime_ns, details.st_mtime_ns - seconds * 10**9))
