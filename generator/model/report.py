"""Diagnostics as people and programs read them: text, JSON, and the annotations of a pull request.

People are shown a bounded number of each kind (each code), and told how many more there are: the day on which
somebody imports a blog brings thousands of one. Programs are told everything.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from generator.model.codes import CODES, SEVERITIES
from generator.model.diagnostics import Diagnostic
from generator.model.forges import FORGES
from generator.model.numbers import number_of
from generator.model.patterns import lazy_pattern

MOST_OF_A_KIND: Final = 50
"""Findings of one code that people are shown."""
SEE_ALL: Final = "`enquiry check --all` shows them all"


def bounded(diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], dict[str, int]]:
    """Return the first findings of each code, and how many more there are of which code, errors first."""
    seen: Counter[str] = Counter()
    shown = []
    for each in diagnostics:
        seen[each.code] += 1
        if seen[each.code] <= MOST_OF_A_KIND:
            shown.append(each)
    more = {code: number - MOST_OF_A_KIND for code, number in seen.items() if number > MOST_OF_A_KIND}
    return shown, dict(sorted(more.items(), key=lambda each: (_gravity(each[0]), each[0])))


def _gravity(code: str) -> int:
    return SEVERITIES.index(CODES[code].severity)


def further(code: str, number: int) -> str:
    """Return the line that says how many findings of a code are not shown."""
    return f"and {number:,} more of this kind: {CODES[code].severity}[{code}]"


LOST: Final = "\ufffd"
"""The sign that a terminal is sent for a character that could do something to it."""
_CONTROL: Final = lazy_pattern(r"[\x00-\x1f\x7f-\x9f]")


def text(diagnostics: Iterable[Diagnostic], folder: str, *, colour: bool = False) -> str:
    """One finding after another, and how many more there are of which kind.

    `folder` is put before each path, so that an editor or a terminal can open it.
    """
    shown, more = bounded(diagnostics)
    rest = "".join(f"{further(*each)}\n" for each in more.items())
    return all_as_text(shown, folder, colour=colour) + (f"{rest}    hint: {SEE_ALL}\n" if rest else "")


def all_as_text(diagnostics: Iterable[Diagnostic], folder: str, *, colour: bool = False) -> str:
    """One finding after another, however many there are."""
    return "".join(_line(each, folder, colour) for each in diagnostics)


def _line(diagnostic: Diagnostic, folder: str, colour: bool) -> str:
    bold, red, yellow, dim, plain = (
        ("\033[1m", "\033[1;31m", "\033[1;33m", "\033[2m", "\033[0m") if colour else ("",) * 5
    )
    tone = {"error": red, "warning": yellow}.get(diagnostic.severity, dim)
    hint = f"    {dim}hint:{plain} {_CONTROL.sub(LOST, diagnostic.hint)}\n" if diagnostic.hint else ""
    return (
        f"{bold}{_place(diagnostic, folder)}{plain} {tone}{diagnostic.severity}[{diagnostic.code}]{plain} "
        f"{_CONTROL.sub(LOST, diagnostic.message)}\n{hint}"
    )


def _place(diagnostic: Diagnostic, folder: str) -> str:
    span = diagnostic.span
    return f"{_path(folder, span.path)}:{max(span.line, 1)}:{max(span.column, 1)}"


def _path(folder: str, path: str) -> str:
    """A path of the content folder, as seen from here; on one line, whatever the file is called."""
    whole = posixpath.normpath(f"{folder}/{path}" if folder else path or ".")
    return "".join(each if each.isprintable() else LOST for each in whole)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many errors and warnings there are, in words; notes stand apart: they are no faults."""
    found = Counter(each.severity for each in diagnostics)
    *faults, notes = (number_of(found[each], each) if found[each] else "" for each in SEVERITIES)
    said = " and ".join(filter(None, faults)) or "no errors, no warnings"
    return f"{said}; {notes}" if notes else said


def json(diagnostics: Iterable[Diagnostic], folder: str) -> str:
    """Return a list of objects, for other programs."""
    rows = [
        {
            "path": _path(folder, each.span.path),
            "line": max(1, each.span.line),
            "column": max(1, each.span.column),
            "severity": each.severity,
            "code": each.code,
            "message": each.message,
            "hint": each.hint,
        }
        for each in diagnostics
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
"""The workflow commands for findings of each severity."""


def workflow_commands(diagnostics: Iterable[Diagnostic], folder: str) -> str:
    """Return workflow commands, which a forge that knows them shows beside the lines of a proposal."""
    shown, more = bounded(diagnostics)
    rest = (
        f"::{_COMMANDS[CODES[code].severity]} title={_property(code)}::"
        f"{_data(f'{further(code, number)}; {SEE_ALL}')}\n"
        for code, number in more.items()
    )
    return all_workflow_commands(shown, folder) + "".join(rest)


def all_workflow_commands(diagnostics: Iterable[Diagnostic], folder: str) -> str:
    """Return a workflow command for each finding, however many there are."""
    return "".join(_annotation(each, folder) for each in diagnostics)


def _annotation(diagnostic: Diagnostic, folder: str) -> str:
    span = diagnostic.span
    path = _path(folder, span.path)
    message = diagnostic.message + (f"\nHint: {diagnostic.hint}" if diagnostic.hint else "")
    line, column = max(1, span.line), max(1, span.column)
    where = f"file={_property(path)},line={line},col={column},title={_property(diagnostic.code)}"
    return f"::{_COMMANDS[diagnostic.severity]} {where}::{_data(message)}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


Format = Callable[[Iterable[Diagnostic], str], str]
"""A way to write findings; takes the folder that is put before each path."""
FORMATS: Final[dict[str, Format]] = {
    "text": text,
    "json": json,
    **{name: workflow_commands for name, kind in FORGES.items() if kind.annotates},
}
"""Ways to write findings, by the names that `--format` takes."""
UNBOUNDED: Final[dict[Format, Format]] = {text: all_as_text, workflow_commands: all_workflow_commands}
"""The ways that are for people, with those that leave nothing out."""
