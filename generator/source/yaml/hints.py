"""Hints for YAML that can't be parsed: what was probably meant, its place, and the line as it should be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import yaml

from generator.model.diagnostics import Diagnostic, Span
from generator.source.signs import ODD, named

_PLAIN: Final = {
    "could not find expected ':'": ("this line has no “: ” after its key", "write it as `key: value`"),
    "did not find expected ',' or ']'": ("this list is not closed", "close it with ]"),
    "did not find expected ',' or '}'": ("this bracket is not closed", "close it with }"),
    "did not find expected node content": (
        "something is missing here",
        "close each [ with ], and each { with }",
    ),
    "found unexpected end of stream": ("this quotation mark is not closed", "close it, or leave out both"),
    "found unexpected document indicator": (
        "this quotation mark is not closed",
        "close it, or leave out both",
    ),
    "did not find expected '-' indicator": (
        "the lines of this list don't line up",
        "begin each - as far in as the one above it",
    ),
    "did not find expected key": (
        "this line does not fit the ones before it",
        "begin each setting as far in as the one above it; text with : # [ or quotation marks goes in quotes",
    ),
    "block sequence entries are not allowed": (
        "a list can't begin in this place",
        "begin it on the next line, or write it as [one, another]",
    ),
    "did not find expected <document start>": (
        "this line begins further out than the first one",
        "begin each setting as far in as the one above it",
    ),
    "did not find expected comment or line break": (
        "text that is announced by | or > begins on the next line",
        "begin it there, two spaces further in than its key",
    ),
}
"""The parser's messages, each with a message for writers and a hint."""


def unparsable(error: yaml.MarkedYAMLError, path: str, first_line: int, text: str) -> Diagnostic:
    """Return the diagnostic for an error of the parser."""
    if (odd := odd_sign(path, first_line, text)) is not None:
        return odd
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    problem, context = str(error.problem), str(error.context)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if error.context_mark and any(words in problem for words in _FROM_ITS_START):
        line, column = error.context_mark.line, error.context_mark.column
    slip = _slip(lines, line, column, problem, context)
    line, column, code, message, hint = slip
    return Diagnostic(
        Span(path, line + first_line, column + 1),
        code,
        message if code != "yaml-unparsable" else f"These settings can't be read: {message}.",
        hint,
    )


_ODD_SIGN: Final = re.compile(
    rf"^[ \t-]*(?:(?P<before>{ODD.pattern})"
    rf"|(?P<key>[A-Za-z_][\w-]*)[ \t]*(?:(?P<colon>[\uff1a\ufe55\ufe13\ua789])|:?(?P<behind>{ODD.pattern})))",
    re.MULTILINE,
)


def odd_sign(path: str, first_line: int, text: str) -> Diagnostic | None:
    """Return the diagnostic for an unseen sign beside a key, or another colon behind it; None without one."""
    match = None if text.isascii() else _ODD_SIGN.search(text)
    if match is None:
        return None
    kind = next(each for each in ("before", "colon", "behind") if match[each])
    at, key, sign = match.start(kind), match["key"], named(match[kind])
    message, hint = {
        "before": (f"There is an invisible character here ({sign}).", "delete it"),
        "colon": (f"The character behind `{key}` only looks like a colon ({sign}).", f"type `{key}: ` anew"),
        "behind": (
            f"There is an invisible character behind `{key}` ({sign}), in the place of a space.",
            f"delete it and type an ordinary space: `{key}: …`",
        ),
    }[kind]
    span = Span(path, text.count("\n", 0, at) + first_line, at - text.rfind("\n", 0, at))
    return Diagnostic(span, "unseen-sign", message, hint)


_FROM_ITS_START: Final = (
    "found unexpected",
    "did not find expected ','",
    "could not find expected ':'",
    "expected alphabetic or numeric",
)
_Slip = tuple[int, int, str, str, str]


def _slip(lines: Sequence[str], line: int, column: int, problem: str, context: str) -> _Slip:
    """Return the place, the code, a message and a hint for a problem at this place."""
    while line >= len(lines) or (line and not lines[line].strip()):
        line -= 1
        column = len(lines[line]) if line < len(lines) else 0
    found = lines[line]
    indent = found[: len(found) - len(found.lstrip())]
    if "\t" in indent:
        message = "this line is indented with the tab key"
        return line, indent.index("\t"), "yaml-unparsable", message, "indent with spaces"
    if found.startswith("%"):
        return line, 0, "yaml-unparsable", "a line can't begin with %", "write it as `key: value`"
    if "expected alphabetic or numeric" in problem or "alias" in context or "anchor" in context:
        message = f"A value that begins with {found[column : column + 1]} has to stand in quotes."
        return line, column, "yaml-anchor", message, _quoted(found)
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, line, column, found)
    return line, column, "yaml-unparsable", *_explained(problem, found, found[:column])


def _explained(problem: str, found: str, before: str) -> tuple[str, str]:
    """Return a message and a hint for one of the parser's messages about a line."""
    if "cannot start any token" in problem or "undefined tag handle" in problem:
        return "a value begins with a character that needs quotes", _quoted(found)
    if "did not find expected key" in problem:
        if re.match(r"\s*[^:]+:\s+[\"']", before):
            return "text stands after a closing quotation mark", _quoted(found)
        if re.match(r"\s*[^:]+:\s+[\[{]", before):
            return "text stands after a closing bracket", _quoted(found)
        if found.lstrip().startswith("- "):
            problem = "did not find expected '-' indicator"
    return next((each for words, each in _PLAIN.items() if words in problem), _ANY_OTHER)


_ANY_OTHER: Final = (
    "this is not what can stand here",
    "each line is `key: value`; text with : # [ or quotation marks goes in quotes",
)


def _second_colon(lines: Sequence[str], line: int, column: int, found: str) -> _Slip:
    if found.count(": ") > 1 or (found.count(": ") == 1 and found.rstrip().endswith(":")):
        return line, column, "yaml-unparsable", "there is a second “: ” in this line", _quoted(found)
    before = line - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    above = lines[before] if before >= 0 else ""
    if glued := re.match(r"\s*[\w-]+:(?=\S)", above):
        mended = f"{glued[0].strip()} {above[glued.end() :].strip()}"
        return before, glued.end(), "yaml-unparsable", "a colon needs a space after it", f"write `{mended}`"
    indent = len(found) - len(found.lstrip())
    if indent <= len(above) - len(above.lstrip()):
        return (
            before,
            len(above) - len(above.lstrip()),
            "yaml-unparsable",
            *_PLAIN["could not find expected ':'"],
        )
    return (
        line,
        indent,
        "yaml-unparsable",
        "this line is further in than the one before it",
        "begin it as far in as the others",
    )


def _quoted(line: str) -> str:
    """Return a hint that shows the line with its value in quotes."""
    key, colon, value = line.partition(": ")
    if not colon:
        return "put the value in quotes"
    value = value.strip().strip("“”„")
    if value[:1] in ("'", '"') and value.endswith(value[0]) and value[1:-1].count(value[0]) % 2:
        value = value[1:-1]
    in_quotes = f"'{value.replace(chr(39), chr(39) * 2)}'" if '"' in value or "\\" in value else f'"{value}"'
    return f"put the value in quotes: `{key.strip()}: {in_quotes}`"
