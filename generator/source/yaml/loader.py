"""YAML to a tree with places, in which `3.10` stays a number of a standard, `no` a word and `2018` a title.

Most posts have settings so plain that nobody could read them differently. `_fast_path` reads those without
the library, which is worth 5 % of a cold build of 10,000 entries; all others are read from the library's
events (see `events.py`). A property test, `test_plain_settings_mean_the_same`, compares the two.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from generator.model.diagnostics import Diagnostic, Span
from generator.schema.tree import Mapping, Node, Refused, Scalar, Sequence, key_name

MOST_BYTES: Final = 64 * 1024


def parse(
    text: str, path: str, *, first_line: int = 1, most_bytes: int = MOST_BYTES
) -> tuple[Node, list[Diagnostic]]:
    """Return the tree of one YAML document, and faults that leave the rest readable (repeated keys).

    `first_line` is the line of the file on which `text` begins.
    """
    if len(text.encode()) > most_bytes:
        message = f"This block of settings is longer than {most_bytes // 1024} KB."
        raise Refused(
            Diagnostic(Span(path, first_line, 1), "yaml-too-large", message, "move text into the body")
        )
    if (plain := _fast_path(text, first_line)) is not None:
        return plain, []
    from generator.source.yaml.events import build  # which most posts do without

    return build(text, path, first_line)


def settings(
    text: str, path: str, *, first_line: int = 1, most_bytes: int = MOST_BYTES
) -> tuple[Node, list[Diagnostic]]:
    """Return the tree of a file's settings, whose outermost keys are spelled as settings are, and faults."""
    tree, found = parse(text, path, first_line=first_line, most_bytes=most_bytes)
    if not isinstance(tree, Mapping) or all(key_name(key.text) == key.text for key, _ in tree.pairs):
        return tree, found
    from generator.source.yaml.events import repeated

    pairs: dict[str, tuple[Scalar, Node]] = {}
    for key, value in tree.pairs:
        name = key_name(key.text)
        first, _ = pairs.setdefault(name, (replace(key, text=name), value))
        if (first.line, first.column) != (key.line, key.column):
            found = [*found, repeated(key, first, path)]
    return replace(tree, pairs=tuple(pairs.values())), found


_WORD: Final = r"[A-Za-z0-9][A-Za-z0-9._/-]*(?::(?=[A-Za-z0-9])[A-Za-z0-9._/-]*)*"
_SIGNS: Final = r'[ !"$-9;-~\xa1-\u1fff\u2010-\u2027]*'
_PLAIN: Final = rf"[A-Za-z0-9]{_SIGNS}(?::(?=[A-Za-z0-9]){_SIGNS})*(?<! )"
_QUOTED: Final = r"[ !$-\[\]-~\xa1-\u1fff\u2010-\u2027]+"
_SETTING: Final = re.compile(
    rf'(?P<key>[a-z_]{{1,40}}): (?:(?P<plain>{_PLAIN})|"(?P<quoted>{_QUOTED})"|'
    rf"(?P<items>\[{_WORD}(?:, {_WORD})*\]))\n"
)
"""A line with a key and a value: words without a sign that YAML knows, words in double quotes without an
escape, or a list of single words."""
_ITEM: Final = re.compile(_WORD)


def _fast_path(text: str, line: int) -> Mapping | None:
    """Return the tree of settings that are all written in the plainest way; None for any other."""
    pairs: dict[str, tuple[Scalar, Node]] = {}
    at = 0
    while at < len(text):
        match = _SETTING.match(text, at)
        if match is None:
            return None
        key, plain, quoted, items = match.groups()
        if key in pairs:
            return None
        here = line + len(pairs)
        column = len(key) + len(": ") + 1
        value: Node
        if items:
            value = Sequence(
                tuple(
                    [
                        Scalar(each[0], here, each.start() - at + 1)
                        for each in _ITEM.finditer(text, *match.span("items"))
                    ]
                ),
                here,
                column,
            )
        else:
            value = Scalar(plain or quoted, here, column, quoted is not None)
        pairs[key] = (Scalar(key, here, 1), value)
        at = match.end()
    return Mapping(tuple(pairs.values()), line, 1) if pairs else None
