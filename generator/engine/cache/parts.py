"""The parts of a large cache file, each read when it is asked for, since a build needs few of them.

The value that the file begins with says where its parts are.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from struct import Struct
from typing import Any, Final, TypeVar
from zlib import crc32

from generator.engine.cache.file_format import HEAD, Unusable, decode, value_end
from generator.engine.cache.store import CacheMiss

T = TypeVar("T")

_PLACE: Final = Struct("=QII")
"""The place of a part: its beginning behind the value, its size, and its checksum."""


class PartsWriter:
    """Parts in the order in which they will be written."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._end = 0

    def add(self, parts: Iterable[bytes]) -> bytes:
        """Add some parts; return their places."""
        places = []
        for part in parts:
            places.append(_PLACE.pack(self._end, len(part), crc32(part)))
            self.parts.append(part)
            self._end += len(part)
        return b"".join(places)


class PartsFile:
    """A cache file that stays open, so that its parts are those of the value, whatever is saved later."""

    def __init__(self, path: Path) -> None:
        """Open a file. Raises `OSError` where there is none."""
        self._descriptor = -1
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._start = 0

    def value(self, kind: type[T]) -> T:
        """Return the value. Raises `Unusable`."""
        end = value_end(os.pread(self._descriptor, HEAD, 0))
        if end > os.fstat(self._descriptor).st_size:
            raise Unusable("the cache is damaged and is made anew where it is")
        self._start = end
        return decode(os.pread(self._descriptor, end, 0), kind)

    def part(self, start: int, size: int, checksum: int) -> bytes:
        """Return a part. Raises `CacheMiss` where it is damaged."""
        data = os.pread(self._descriptor, size, self._start + start)
        if len(data) != size or crc32(data) != checksum:
            raise CacheMiss
        return data

    def __del__(self) -> None:
        """Close the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)


class Parts(Sequence[bytes]):
    """The parts of a file at these places."""

    def __init__(self, file: PartsFile, places: bytes) -> None:
        self._file = file
        self._places = places

    def __getitem__(self, number: Any) -> Any:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._file.part(*_PLACE.unpack_from(self._places, number * _PLACE.size))

    def __len__(self) -> int:
        return len(self._places) // _PLACE.size
