"""A rule by which something is outdated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

F = TypeVar("F")


class Rule(Struct, Generic[F], frozen=True):
    """A rule: its name, the reason in words, and whether it applies to these facts."""

    name: str
    reason: str
    applies: Callable[[F], bool]
