"""Settings whose fences are not as they are meant to be: typed with other signs, or never closed."""

from __future__ import annotations

import re
from typing import Final

from generator.model.diagnostics import Diagnostic, Span
from generator.model.patterns import lazy_pattern
from generator.source.files.paths import ContentFile
from generator.source.files.registry import SHAPES
from generator.source.signs import ODD, named
from generator.subjects.registry import KINDS

_SETTING: Final = lazy_pattern(r"[A-Za-z_][\w-]*(?: [\w-]+)?[ \t]*:(?:\s|$)|[ \t]|- |#(?!#)|[]}]|$|-$")
"""The beginning of a line of settings: a key, a part of a list, something further in, a comment."""
_KEY: Final = lazy_pattern(r"[a-z_]+:\s")
_HEADING: Final = lazy_pattern(r"^#{2,6}[ \t]+\S")
_SENTENCE: Final = lazy_pattern(r"[^\W\d_][^\s:#]*(?: [^\s:#]+){2,}: ")
"""The beginning of a line of text in which there is a colon: no setting's name has three words."""
_BELONGS_TO_TEXT: Final = re.compile(rf"\n(?:{_HEADING.pattern.removeprefix('^')}|{_SENTENCE.pattern})")
"""One of both, which most settings have nowhere."""
_DASHES: Final = "-\u2010-\u2015\u2212\u00ad"
_MEANT: Final = lazy_pattern(
    rf"[{_DASHES}](?:[ \t]?[{_DASHES}])*|\*{{3,}}|\+{{3,}}|={{3,}}|_{{3,}}|~{{3,}}|;{{3,}}|`{{3,}}\w*"
)
"""A line that is meant as a fence."""


WORDS: Final = 3
"""Words from which a line directly below the settings is taken for text."""


def mistyped(line: str) -> str:
    """Return what is wrong with a line that is meant as a fence; empty where it is one, or something else."""
    bare = line.strip(" \t")
    if sign := ODD.search(line):
        rest = ODD.sub("", bare).strip()
        return (
            f"has an invisible character ({named(sign[0])})"
            if rest == "---" or _MEANT.fullmatch(rest)
            else ""
        )
    if not _MEANT.fullmatch(bare) or bare == "-" or line.rstrip(" \t") == "---":
        return ""
    if bare == "---":
        return "has spaces in front of its hyphens"
    if re.search(rf"[{_DASHES[1:]}]", bare) and not bare.strip(f"{_UNLIKE}-"):
        return "has a long dash, which some editors make of hyphens"
    return f"has “{bare}” for a fence"


_UNLIKE: Final = "".join(map(chr, range(0x2010, 0x2016))) + "\u2212\u00ad"


def missing(path: str, where: ContentFile, text: str) -> Diagnostic:
    """Return the diagnostic for a text whose settings are not between two fences."""
    first = text.partition("\n")[0]
    if first.rstrip() == "---":
        hint = _advice(text) or "write a line with --- under the last setting, before the first sentence"
        message = "The settings at the top begin with --- but never end."
        return Diagnostic(Span(path, 1, 1), "front-matter-unclosed", message, hint)
    if wrong := mistyped(first):
        hint = f"line 1 {wrong}: write three hyphens there, ---"
    elif text.lstrip().startswith("---"):
        hint = "the line --- must be the very first of the file, with nothing else in it"
    elif re.match(r"[A-Za-z_]+:\s", first):
        hint = "put a line --- before the first setting, and another after the last"
    else:
        hint = f"begin it with a line ---, then {_needed(where)}, then another line ---"
    return Diagnostic(
        Span(path, 1, 1), "front-matter-missing", "There are no settings at the top of this file.", hint
    )


def _needed(where: ContentFile) -> str:
    """Return the settings that a kind of file has to have."""
    required = {
        each.name: " and ".join(f"{key}:" for key in SHAPES[each.name].required) for each in KINDS.values()
    }
    keys = required | {
        "profile": "name:",
        "page": "title:",
        "elsewhere": "title:, date: and original:",
        "reply": "reply_to: and date:",
        "guest": "name:, reply_to: and date:",
        "withdrawn": "withdrawn:, date: and audience:",
    }
    return keys.get(where.kind, "title: and date:")


def _advice(text: str) -> str:
    """Return a hint that names the line below the settings that is meant as a fence; empty without one."""
    for number, line in enumerate(text[:4096].split("\n")[1:], 2):
        if wrong := mistyped(line):
            return f"line {number} {wrong}: write three hyphens there, ---"
        if not _SETTING.match(line):
            break
    return ""


def unclosed(path: str, block: str, *, refused: bool) -> Diagnostic | None:
    """Return the diagnostic for settings that only end at a rule in the text; None for any other.

    Where the block could be read, a heading says so, which YAML takes for a comment, or a sentence with a
    colon behind an empty line.
    """
    if not refused and not _BELONGS_TO_TEXT.search(block):
        return None
    above, lines = "", block.split("\n")
    last = max((number for number, line in enumerate(lines) if _KEY.match(line)), default=0)
    for number, line in enumerate(lines[1:], 1):
        wrong = mistyped(line) if refused else ""
        apart = not lines[number - 1].strip() or (number > last and len(line.split()) >= WORDS)
        above = lines[number - 1].rstrip() or above
        listed = line.startswith("- ") and not above.startswith((" ", "\t", "- ")) and not above.endswith(":")
        if (
            wrong
            or _HEADING.match(line)
            or (apart and _SENTENCE.match(line))
            or (refused and apart and (listed or not _SETTING.match(line)))
        ):
            message = "The settings at the top are not closed above this line, which belongs to the text."
            hint = "write a line with --- under the last setting, before the first sentence"
            if wrong:
                message = "The settings at the top are not closed here, where they are meant to be."
                hint = f"this line {wrong}: write three hyphens, ---"
            return Diagnostic(Span(path, number + 2, 1), "front-matter-unclosed", message, hint)
    return None
