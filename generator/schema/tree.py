"""Settings as a tree in which every node has its place. Scalars stay text until a field gives them a type."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from generator.model.diagnostics import Diagnostic
from generator.model.patterns import lazy_pattern

_UNSEEN: Final = r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
_EDGES: Final = lazy_pattern(f"^{_UNSEEN}|{_UNSEEN}$")


class Scalar(Struct, frozen=True):
    """A single value, as text."""

    text: str
    line: int
    column: int
    quoted: bool = False


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(Struct, frozen=True):
    """Keys with values, in the order written, each key once."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


def key_name(written: str) -> str:
    """Return a key as settings spell it, in small letters: `reply_to` for `Reply-to` or `Reply to`."""
    if written.isascii() and written.islower() and "-" not in written and " " not in written:
        return written
    return re.sub(r"[\s-]+", "_", trimmed(written)).casefold()


def trimmed(text: str) -> str:
    """Return the text without white space and unseen signs at its ends."""
    return text.strip() if text.isascii() else _EDGES.sub("", text)


class Refused(Exception):
    """Raised where text can't be read as YAML that Enquiry accepts; holds the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
