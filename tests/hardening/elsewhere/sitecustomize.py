"""An odd machine: folders list what they hold the other way round, and the clock is wrong.

Python imports this module at its start where this folder is on its path.

`ENQUIRY_CLOCK` says by how many seconds.
"""

from __future__ import annotations

import os
import time
from typing import Any

WRONG = int(os.environ.get("ENQUIRY_CLOCK", "0"))
_listdir, _scandir, _time, _time_ns, _localtime, _gmtime = (
    os.listdir,
    os.scandir,
    time.time,
    time.time_ns,
    time.localtime,
    time.gmtime,
)


class Entries:
    """The entries of `os.scandir`, from the last to the first."""

    def __init__(self, path: Any = ".") -> None:
        with _scandir(path) as entries:
            self._left = list(entries)

    def __enter__(self) -> Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Entries:
        return self

    def __next__(self) -> Any:
        if not self._left:
            raise StopIteration
        return self._left.pop()

    def close(self) -> None:
        """Nothing more."""
        self._left.clear()


patched: Any = os
patched.scandir, patched.listdir = Entries, lambda path=".": _listdir(path)[::-1]
patched = time
patched.time, patched.time_ns = lambda: _time() + WRONG, lambda: _time_ns() + WRONG * 10**9
patched.localtime = lambda at=None: _localtime(time.time() if at is None else at)
patched.gmtime = lambda at=None: _gmtime(time.time() if at is None else at)
