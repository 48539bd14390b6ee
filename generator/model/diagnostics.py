"""Diagnostics: a place, a code, a sentence and a hint, for every message about content."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from generator.model.codes import CODES


class Span(Struct, frozen=True, order=True, array_like=True):
    """A place in a file of the content folder.

    Lines and columns count from 1; `line` 0 is the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{max(self.line, 1)}:{max(self.column, 1)}"


class Diagnostic(Struct, frozen=True, order=True, array_like=True):
    """One message about content. Its severity and its general explanation follow from its code."""

    span: Span
    code: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> str:
        """Return `error` (it can't be published), `warning` (somebody should look) or `note` (no fault)."""
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Return whether the record at this place can't be published."""
        return CODES[self.code].severity == "error"


Report = Callable[[Span, str, str, str], None]
"""Callback that notes a diagnostic: its place, its code, a sentence, a hint."""


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return each diagnostic once, by file, line and column."""
    return tuple(sorted(set(diagnostics)))


def errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return those that stop a build."""
    found = tuple(diagnostics)
    stopping = {code for code in {each.code for each in found} if CODES[code].severity == "error"}
    return tuple(each for each in found if each.code in stopping) if stopping else ()
