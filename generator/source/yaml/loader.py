"""YAML to a tree with places, in which `3.10` stays a number of a standard, `no` a word and `2018` a title.

The plainest settings, which most posts have, are read here; all others by libyaml (see `libyaml.py`).
"""

from __future__ import annotations

import re
from typing import Final

from generator.model.diagnostics import Diagnostic, Span
from generator.schema.tree import Mapping, Node, Refused, Scalar, Sequence

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
    if (plain := _plainly(text, first_line)) is not None:
        return plain, []
    from generator.source.yaml.events import build  # which most posts do without

    return build(text, path, first_line)


_WORD: Final = r"[A-Za-z0-9](?:[A-Za-z0-9._/-]|:(?=[A-Za-z0-9]))*+"
_PLAIN: Final = r'[A-Za-z0-9](?:[ !"$-9;-~\xa1-\u1fff\u2010-\u2027]|:(?=[A-Za-z0-9]))*+(?<! )'
_QUOTED: Final = r"[ !$-\[\]-~\xa1-\u1fff\u2010-\u2027]++"
_SETTING: Final = re.compile(
    rf'(?P<key>[a-z_]{{1,40}}): (?:(?P<plain>{_PLAIN})|"(?P<quoted>{_QUOTED})"|(?P<items>\[{_WORD}(?:, {_WORD})*+\]))\n'
)
"""A line with a key and one value: words without a sign that YAML knows, words in double quotes without an escape, or a list of single words."""
_ITEM: Final = re.compile(_WORD)


def _plainly(text: str, line: int) -> Mapping | None:
    """The tree where all settings are written in the plainest way, in which nobody could read them differently; None for any other. A test holds that it is the library's."""
    pairs: dict[str, tuple[Scalar, Node]] = {}
    at = 0
    while at < len(text):
        match = _SETTING.match(text, at)
        if match is None or match["key"] in pairs:
            return None
        here = line + len(pairs)
        kind = str(match.lastgroup)
        column = match.start(kind) - at + 1
        value: Node
        if kind == "items":
            value = Sequence(
                tuple(
                    [
                        Scalar(each[0], here, each.start() - at + 1)
                        for each in _ITEM.finditer(text, match.start(kind), match.end(kind))
                    ]
                ),
                here,
                column,
            )
        else:
            value = Scalar(match[kind], here, column - (kind == "quoted"), kind == "quoted")
        pairs[match["key"]] = (Scalar(match["key"], here, 1), value)
        at = match.end()
    return Mapping(tuple(pairs.values()), line, 1) if pairs else None
