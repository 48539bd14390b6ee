"""Settings as a tree that remembers where everything stood. Scalars stay text: what a value means is for the field to say."""

from __future__ import annotations

from msgspec import Struct

from generator.model.diagnostics import Diagnostic


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


class Refused(Exception):
    """The text can't be read as YAML that Enquiry accepts; holds the reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
