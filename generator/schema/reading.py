"""Reading of settings: the file being read, and the type of whatever reads a value of it.

A reader takes a node, the `Reading`, and the path of keys that leads to the node. It returns a value, or None
after it has reported why there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from generator.model.diagnostics import Diagnostic, Span
from generator.schema.tree import Node

T = TypeVar("T")
Reader = Callable[[Node, "Reading", str], T | None]

NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""Plain scalars that stand for no value."""


class Reading:
    """The settings of one file: places of values, by paths of keys such as `standards.1`, and faults."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.marks: dict[str, tuple[int, int]] = {}
        self.found: list[Diagnostic] = []

    def place(self, *keys: str | int) -> tuple[int, int]:
        """Return the line and column of a value, or of the nearest one above it."""
        names = [str(key) for key in keys]
        while names and ".".join(names) not in self.marks:
            names.pop()
        return self.marks[".".join(names)] if names else (1, 1)

    def forget(self, at: str) -> None:
        """Drop the places of a value that was read last and is not kept: another takes its number."""
        while self.marks and f"{next(reversed(self.marks))}.".startswith(f"{at}."):
            self.marks.popitem()

    def report(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Note a fault at the beginning of this node."""
        self.found.append(Diagnostic(Span(self.path, node.line, node.column), code, message, hint))


def setting(at: str) -> str:
    """Return the setting that a path of keys leads to; for an item of a list, the list."""
    return next((each for each in reversed(at.split(".")) if not each.isdigit()), at)
