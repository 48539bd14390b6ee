"""Edits of YAML that a person wrote, by ruamel.yaml's round trip.

The text is loaded with its comments and quotes, changed as a structure, and written again. Some things
ruamel.yaml does not keep: blanks before a value, before a comment and at the end of a line; line breaks
within brackets and within plain words; indentation that differs within a file; comments on lines of their
own, which it counts to the value above them, so that they go with it. Therefore its output decides those
lines alone that the edit touches. All others stay as they are, byte for byte, line ends included, and so do
the comments.

Where ruamel.yaml can't touch a line alone (a list within brackets over several lines), the lines that it
joins with it are written anew, and `Edited.rewritten` counts them. What was written is loaded again and
compared with what was meant; where it differs there is no edit, and whoever asked for it has to say so.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, product, takewhile
from typing import Any, Final

from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.resolver import VersionedResolver

from generator.source.front_matter import LINE_END

Edit = Callable[[CommentedMap], bool]
"""An edit of settings, in place; it returns False where it can't be made."""

_NULL: Final = "tag:yaml.org,2002:null"
_KEY: Final = re.compile(r"[ -]*(?=\S)")
_COMMENT: Final = re.compile(r"[ \t]+(#.*)")


class Edited(Struct, frozen=True):
    """A text after an edit. `rewritten` counts the lines beside the edit that were written anew."""

    text: str
    rewritten: int

    @property
    def note(self) -> str:
        """A note on lines around the edit, for whoever looks at a list of changes."""
        return f" (and {self.rewritten} lines around it are written anew)" if self.rewritten else ""


class _Resolver(VersionedResolver):
    """Plain scalars as text, as the strict loader reads them: `3.10` stays a number, `no` a word."""

    @property
    def versioned_resolver(self) -> Any:
        return {"": [(_NULL, re.compile(r"\Z"))]}


class _Representer(RoundTripRepresenter):
    """No value as nothing, since `null` is a word."""

    def represent_none(self, data: None) -> Any:  # noqa: ARG002 - the library asks so
        return self.represent_scalar(_NULL, "")


_Representer.add_representer(type(None), _Representer.represent_none)


def edited(text: str, edits: Sequence[Edit]) -> Edited | None:
    """Return the text after these edits; None where one of them can't be made in it."""
    old = LINE_END.split(text)
    ends = [*LINE_END.findall(text), ""]
    if not old[-1]:
        old.pop()
    yaml = _round_trip(old)
    try:
        data = _loaded(yaml, old)
        if not all(edit(data) for edit in edits):
            return None
        before, after = _dumped(yaml, _loaded(yaml, old)), _dumped(yaml, data)
        for wanted, alike in product((_commented(before, after), after), (_bare, _trimmed)):
            merged, rewritten = _merged(old, before, wanted, alike)
            if _loaded(yaml, [line for line, _ in merged]) == data:
                return Edited(_joined(merged, ends), rewritten)
    except (YAMLError, ValueError):
        pass
    return None


def _round_trip(lines: Sequence[str]) -> YAML:
    yaml = YAML()
    yaml.Resolver, yaml.Representer = _Resolver, _Representer
    yaml.preserve_quotes, yaml.width = True, sys.maxsize
    yaml.explicit_start = any(each.rstrip() == "---" for each in lines)
    mapping, offset = _indentation(lines)
    yaml.indent(mapping=mapping, sequence=offset + 2, offset=offset)
    return yaml


def _indentation(lines: Sequence[str]) -> tuple[int, int]:
    """Return the indentation of mappings, and that of the items of a list, as they are first written."""
    mapping = offset = -1
    lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    for above, line in pairwise(lines):
        if not _COMMENT.sub("", above).rstrip().endswith(":"):
            continue
        deeper = _depth(line) - len(_KEY.match(above)[0])  # type: ignore[index]  # neither line is blank
        if line.lstrip().startswith("- "):
            offset = max(deeper, 0) if offset < 0 else offset
        elif deeper > 0 and mapping < 0:
            mapping = deeper
    return (mapping if mapping > 0 else 2), (offset if offset >= 0 else 2)


def _loaded(yaml: YAML, lines: Sequence[str]) -> CommentedMap:
    data = yaml.load("\n".join([*lines, ""]))
    if data is None:
        return CommentedMap()
    if not isinstance(data, CommentedMap):
        raise ValueError("These settings are not a mapping.")
    return data


def _dumped(yaml: YAML, data: CommentedMap) -> list[str]:
    if not data:
        return []
    text = io.StringIO()
    yaml.dump(data, text)
    return text.getvalue().removesuffix("\n").split("\n")


def _commented(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the lines of `after` with the comments as a person would leave them.

    A comment on lines of its own stays where what is below or above it goes, and what is added goes above it.
    """
    found: list[str] = []
    for how, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, new = before[start:end], after[first:last]
        if how == "insert":
            below = _comments(found, _depth(new[0]))
            found[len(found) - len(below) :] = [*new, *below] if len(below) < len(found) else [*below, *new]
        elif how == "equal":
            found += new
        else:
            above = list(takewhile(_is_comment, gone))
            rest = gone[len(above) :]
            found += [*above, *new, *(_comments(rest, _depth(rest[0])) if rest else ())]
    return found


def _comments(lines: Sequence[str], depth: int) -> list[str]:
    """Return the blank lines and the comments at the end of these lines that are at most so deep.

    What is deeper belongs to the value above it, or is a part of it: of a text after `|`.
    """
    start = len(lines)
    while start and _is_comment(lines[start - 1]) and _depth(lines[start - 1]) <= depth:
        start -= 1
    return list(lines[start:])


def _spaced(gone: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield new lines, each as far from the comment behind it as the line in its place was."""
    for index, line in enumerate(new):
        comment = _COMMENT.search(line)
        former = _COMMENT.search(gone[index]) if index < len(gone) else None
        same = comment and former and comment[1] == former[1]
        yield line[: comment.start()] + former[0] if comment and former and same else line


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else 0


def _merged(
    old: Sequence[str], before: Sequence[str], after: Sequence[str], alike: Callable[[str], str]
) -> tuple[list[tuple[str, int]], int]:
    """Merge the lines of a file with the difference between two outputs, line by line.

    `alike` says which part of a line counts where the file is compared with ruamel.yaml's output of it.
    Return the lines, each with its index in `old` (-1 for a new one), and how many were written anew beside
    those that changed.
    """
    theirs, ours = _cuts([*map(alike, before)], [*map(alike, old)]), _cuts(before, after)
    cuts = sorted({(theirs[at][side], at, ours[at][side]) for at in theirs if at in ours for side in (0, 1)})
    found: list[tuple[str, int]] = []
    rewritten = 0
    for (was, plain, new), (at, row, target) in pairwise(cuts):
        kept = [(old[index], index) for index in range(was, at)]
        gone, come = before[plain:row], after[new:target]
        if gone == come or not gone:
            found += kept
        if gone != come:
            found += [(line, -1) for line in _spaced(old[was:at], come)]
            rewritten += bool(gone and come) * max(0, len(kept) - sum(line not in come for line in gone))
    return found, rewritten


def _cuts(one: Sequence[str], other: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Map places between lines to those between other lines: before and behind what stands there alone."""
    found: dict[int, tuple[int, int]] = {}
    for how, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        places = (
            zip(range(start, end + 1), range(first, last + 1), strict=True)
            if how == "equal"
            else [(start, first), (end, last)]
        )
        for at, place in places:
            found[at] = (found.get(at, (place, place))[0], place)
    return found or {0: (0, 0)}


def _trimmed(line: str) -> str:
    return line.rstrip()


def _bare(line: str) -> str:
    """Return a line without blanks, of which ruamel.yaml keeps few."""
    return "".join(line.split())


def _joined(lines: Sequence[tuple[str, int]], ends: Sequence[str]) -> str:
    """Join lines, those of the file with their own line ends, new ones with its usual one."""
    usual = max(filter(None, ends), key=ends.count, default="\n")
    found = [(line, ends[index] if index >= 0 else usual) for line, index in lines]
    last = len(found) - 1
    return "".join(line + (end if end or place == last else usual) for place, (line, end) in enumerate(found))
