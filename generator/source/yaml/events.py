"""The tree of a YAML document, built from the events of PyYAML's parser.

What could expand or run (anchors, aliases, tags) is refused before anything is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from generator.model.diagnostics import Diagnostic, Span
from generator.schema.tree import Mapping, Node, Refused, Scalar, Sequence
from generator.source import characters
from generator.source.yaml.hints import odd_sign, unparsable

MOST_DEPTH: Final = 20

_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def build(text: str, path: str, first_line: int) -> tuple[Node, list[Diagnostic]]:
    """Return the tree, and faults that leave the rest readable; raise `Refused` for any other."""
    try:
        root, found = _build(_events(text), path, first_line - 1)
        if isinstance(root, Scalar) and (odd := odd_sign(path, first_line, text)) is not None:
            raise Refused(odd)
        return root, found + list(_unread(text, path, first_line - 1)) if "#" in text else found
    except yaml.MarkedYAMLError as error:
        raise Refused(unparsable(error, path, first_line, text)) from None
    except yaml.reader.ReaderError:
        raise Refused(_unprintable(path, first_line, text)) from None


def _unread(text: str, path: str, offset: int) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each end of a value that YAML takes for a comment.

    With a space behind its # it is meant as a comment. It is not quoted: it may be about somebody.
    """
    lines = text.split("\n")
    ends = dict.fromkeys((event.end_mark.line, event.end_mark.column) for event in _events(text))
    for line, column in ends:
        if line < len(lines) and (match := _COMMENT.match(lines[line], column)):
            span = Span(path, line + offset + 1, match.end())
            yield Diagnostic(
                span,
                "swallowed-value",
                "The rest of this line is not read, since a # behind a space ends the value.",
                "put the whole value in quotes",
            )


_COMMENT: Final = re.compile(r"\s+#(?=[^\s#!])")
_NOT_YAML: Final = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)


def _unprintable(path: str, first_line: int, text: str) -> Diagnostic:
    found = _NOT_YAML.search(text)
    before = text[: found.start()] if found else ""
    span = Span(path, before.count("\n") + first_line, len(before) - before.rfind("\n"))
    return Diagnostic(
        span,
        "yaml-unparsable",
        "There is an invisible character here that settings can't have.",
        "delete it",
    )


def _events(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        event = loader.get_event()
        while event is not None:
            yield event
            event = loader.get_event()
    finally:
        loader.dispose()


def repeated(key: Scalar, first: Scalar, path: str) -> Diagnostic:
    """Return the diagnostic for a key that stands twice."""
    message = f"“{key.text}” stands here twice; the first is in line {first.line}."
    return Diagnostic(Span(path, key.line, key.column), "duplicate-key", message, "keep one of them")


class _Open:
    """A collection whose end has not been read yet."""

    __slots__ = ("column", "items", "key", "keys", "line", "mapping")

    def __init__(self, mapping: bool, line: int, column: int) -> None:
        self.mapping = mapping
        self.line = line
        self.column = column
        self.items: list[Node] = []
        self.keys: dict[str, Scalar] = {}
        self.key: Scalar | None = None

    def add(self, node: Node, found: list[Diagnostic], path: str) -> None:
        if not self.mapping:
            self.items.append(node)
        elif self.key is not None:
            if self.keys.setdefault(self.key.text, self.key) is self.key:
                self.items.append(node)
            self.key = None
        elif isinstance(node, Scalar):
            self.key = node
            if (first := self.keys.get(node.text)) is not None:
                found.append(repeated(node, first, path))
        else:
            message = "A list can't be the name of a setting."
            raise Refused(
                Diagnostic(
                    Span(path, node.line, node.column), "yaml-unparsable", message, "write `key: value`"
                )
            )

    def close(self) -> Node:
        if self.mapping:
            return Mapping(tuple(zip(self.keys.values(), self.items, strict=True)), self.line, self.column)
        return Sequence(tuple(self.items), self.line, self.column)


def _build(events: Iterator[Any], path: str, offset: int) -> tuple[Node, list[Diagnostic]]:
    found: list[Diagnostic] = []
    stack: list[_Open] = []
    root: Node | None = None
    for event in events:
        kind = type(event)
        line, column = event.start_mark.line + offset + 1, event.start_mark.column + 1
        if kind is yaml.ScalarEvent:
            node: Node = _scalar(event, path, line, column, found)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor or event.tag:
                raise _forbidden(event, path, line, column)
            if len(stack) == MOST_DEPTH:
                message = f"These settings are nested more than {MOST_DEPTH} deep."
                hint = "settings need two or three levels"
                raise Refused(Diagnostic(Span(path, line, column), "yaml-too-deep", message, hint))
            stack.append(_Open(kind is yaml.MappingStartEvent, line, column))
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node = stack.pop().close()
        elif kind is yaml.AliasEvent:
            raise _forbidden(event, path, line, column)
        elif kind is yaml.DocumentStartEvent and root is not None:
            message, hint = "A second block of settings begins here.", "delete the line `---`"
            raise Refused(Diagnostic(Span(path, line, 1), "yaml-unparsable", message, hint))
        else:
            continue
        if stack:
            stack[-1].add(node, found, path)
        else:
            root = node
    return root if root is not None else Mapping((), offset + 1, 1), found


def _scalar(event: Any, path: str, line: int, column: int, found: list[Diagnostic]) -> Scalar:
    if event.anchor or (event.tag and not event.implicit[1] and event.tag != "!"):
        raise _forbidden(event, path, line, column)
    value = event.value
    if character := characters.escaped(value):
        found.append(_control(character, path, line, column))
        value = characters.replaced(value)
    return Scalar(value, line, column, event.style is not None and event.style != "")


def _control(character: str, path: str, line: int, column: int) -> Diagnostic:
    """Return the diagnostic for an escaped character that no text has."""
    message = "There is a character in this value that can't be seen, and that no text has."
    hint = f"delete what stands for it, such as \\x{ord(character):02X} or \\u{ord(character):04X}"
    return Diagnostic(Span(path, line, column), "control-character", message, hint)


def _forbidden(event: Any, path: str, line: int, column: int) -> Refused:
    """Return the refusal of a reference or a tag."""
    span = Span(path, line, column)
    if anchor := getattr(event, "anchor", None):
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        message = f"A value that begins with “{sign}{anchor}” has to stand in quotes."
        hint = "put the value in quotes, or write it out where it is meant"
        return Refused(Diagnostic(span, "yaml-anchor", message, hint))
    tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
    message = f"A value that begins with “{tag}” has to stand in quotes."
    return Refused(Diagnostic(span, "yaml-tag", message, "put the value in quotes"))
