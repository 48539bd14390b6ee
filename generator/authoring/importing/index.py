"""An index of what comes in, which is on the disk, so that memory does not grow with the number of texts.

It is a temporary database of SQLite. Its file has no name, so nobody else can open it, and it is gone with
the process, whatever ends that. What it holds is read as any other mapping or sequence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import ItemsView, Iterable, Iterator, MutableMapping, Sequence
from typing import Any, Generic, TypeVar, overload

from msgspec import msgpack

T = TypeVar("T")


class Index:
    """A temporary database, to make tables and rows in."""

    def __init__(self) -> None:
        # The garbage collector may run in any thread, and what it finds is closed there.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._number = 0
        for each in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN"):
            self._database.execute(each)

    def __del__(self) -> None:
        self._database.close()

    def table(self, kind: type[T]) -> Table[T]:
        """Return an empty mapping."""
        return Table(self, kind)

    def rows(self, kind: type[T]) -> Rows[T]:
        """Return an empty sequence."""
        return Rows(self, kind)

    def add(self, columns: str) -> str:
        """Add a table of the database, and return its name."""
        self._number += 1
        self.run(f"CREATE TABLE t{self._number} ({columns})")
        return f"t{self._number}"

    def run(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Run a statement."""
        return self._database.execute(statement, values)


class _Stored(Generic[T]):
    """Values of one kind, in a table of the database."""

    _COLUMNS = ""

    def __init__(self, index: Index, kind: type[T]) -> None:
        self._index = index
        self._name = index.add(self._COLUMNS)
        self._decode = msgpack.Decoder(kind).decode

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Run a statement, in which {} stands for the table."""
        return self._index.run(statement.format(self._name), *values)


class Table(_Stored[T], MutableMapping[str, T]):
    """Values by words, in the order in which they were put there."""

    _COLUMNS = "place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value BLOB NOT NULL"

    def __getitem__(self, key: str) -> T:
        row = self._run("SELECT value FROM {} WHERE key = ?", key).fetchone()
        if row is None:
            raise KeyError(key)
        return self._decode(row[0])

    def __contains__(self, key: object) -> bool:
        return self._run("SELECT 1 FROM {} WHERE key = ?", key).fetchone() is not None

    def __setitem__(self, key: str, value: T) -> None:
        self._run(
            "INSERT INTO {} (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            key,
            msgpack.encode(value),
        )

    def __delitem__(self, key: str) -> None:
        if not self._run("DELETE FROM {} WHERE key = ?", key).rowcount:
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._run("SELECT key FROM {} ORDER BY place"))

    def items(self) -> ItemsView[str, T]:
        """Return the words with their values, which are read together."""
        return _Items(self)

    def pairs(self) -> Iterator[tuple[str, T]]:
        """Yield the words with their values."""
        rows = self._run("SELECT key, value FROM {} ORDER BY place")
        return ((key, self._decode(value)) for key, value in rows)

    def __len__(self) -> int:
        return int(self._run("SELECT count(*) FROM {}").fetchone()[0])

    @property
    def end(self) -> int:
        """The place behind the last key."""
        return int(self._run("SELECT max(place) FROM {}").fetchone()[0] or 0)

    def between(self, start: int, end: int) -> list[str]:
        """Return the keys in these places, of which `end` is the first that is not wanted."""
        statement = "SELECT key FROM {} WHERE place > ? AND place <= ? ORDER BY place"
        return [row[0] for row in self._run(statement, start, end)]


class _Items(ItemsView[str, T]):
    """The pairs of a table, each of which is read once."""

    _mapping: Table[T]

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return self._mapping.pairs()


class Rows(_Stored[T], Sequence[T]):
    """Values in the order in which they were added."""

    _COLUMNS = "place INTEGER PRIMARY KEY, value BLOB NOT NULL"

    def __init__(self, index: Index, kind: type[T]) -> None:
        super().__init__(index, kind)
        self._length = 0

    def append(self, value: T) -> None:
        """Add a value."""
        self._run("INSERT INTO {} VALUES (?, ?)", self._length, msgpack.encode(value))
        self._length += 1

    def extend(self, values: Iterable[T]) -> None:
        """Add some values."""
        for each in values:
            self.append(each)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._length))]
        at = place + self._length if place < 0 else place
        row = self._run("SELECT value FROM {} WHERE place = ?", at).fetchone()
        if row is None:
            raise IndexError(place)
        return self._decode(row[0])

    def __iter__(self) -> Iterator[T]:
        rows = self._run("SELECT value FROM {} ORDER BY place")
        return (self._decode(row[0]) for row in rows)

    def __len__(self) -> int:
        return self._length
