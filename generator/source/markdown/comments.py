"""Comments: notes that nobody is to read on the site, in HTML or, by a well-known trick, in Markdown.

A comment with an end is hidden without a word. One without an end would be published, or would hide what
follows it, so it is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from generator.model.patterns import lazy_pattern
from generator.source.markdown.blocks import Block, Check
from generator.source.markdown.code_spans import without_code
from generator.source.markdown.positions import Finder, Position, Report

BEGINNING: Final = "<!--"
COMMENT: Final = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
OPEN_COMMENT: Final = "open_comment"
"""The type of a token that is the beginning of a comment without an end."""
WITHOUT_END: Final = (
    "open-comment",
    "This comment has no end, so it would be published.",
    "write --> behind its last word",
)
_INTERRUPTED: Final = (
    "open-comment",
    "This comment begins within a sentence or a list, and ends with it: what follows would be published.",
    "begin it on a line of its own, with an empty line above it, and end its last line with -->",
)
_BEHIND: Final = (
    "unfinished-mark",
    "What stands in a line behind the end of a comment is shown as it is typed, marks and all.",
    "put an empty line between --> and these words",
)
_DEFINITION: Final = re.compile(r"^[ \t]*\[(?://|comment|_)\]:[ \t]*(?:#|<[^<>\n]*>).*", re.MULTILINE | re.I)
_NOT_HIDDEN: Final = (
    "open-comment",
    "This is not hidden, as a comment would be: Markdown takes it for text.",
    "put an empty line above it and one pair of round brackets around its words, or write <!-- words -->",
)

_EITHER: Final = lazy_pattern(r"(?<!`)(?:<!--|-->)(?!`)")
MISTYPED: Final = lazy_pattern(
    r"<[ \t]?![ \t]?[\u2010-\u2015\u2212]|<!-(?!-)|<(?:[ \t]![ \t]?|![ \t])--?(?!\w)"
    r"|%%[ \t]*[^\s%][^%\n]*%%|\{::comment\}|\{%-?[ \t]*comment\b|\{\{!--|\{#(?![\w-]+\})[^#\n]*#\}"
)
"""Beginnings of comments that are mistyped, or mean something to other programs."""
_LIKE_ONE: Final = (
    "open-comment",
    "This looks like a comment and is none, so it would be published.",
    "write <!-- in front of its words, and --> behind them",
)


def _mistyped(block: Block, report: Report) -> None:
    """Report the first beginning of a comment that is mistyped, or is one for another program alone."""
    written = block.content.content
    if _begin_mistyped(written) and (match := MISTYPED.search(without_code(written))):
        report(*_LIKE_ONE, block.finder().words(match[0]))


def _begin_mistyped(text: str) -> bool:
    """Return whether there is a sign with which `MISTYPED` begins."""
    return "<" in text or "{" in text or "%%" in text


def blanked(html: str) -> str:
    """Return HTML with blanks for its comments, so that all else stays where it is."""
    end = html.rfind("-->") + 3 if BEGINNING in html and "-->" in html else 0
    return COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), html[:end]) + html[end:]


def without_end(lines: Sequence[str], place: Position) -> tuple[str, str, str]:
    """Return the fault of a comment that begins at a place of a text, and does not end in its paragraph."""
    line, column = place
    below = "\n".join([lines[line][column + len(BEGINNING) :], *lines[line + 1 :]])
    following = _EITHER.search(below)
    return _INTERRUPTED if following and following[0] == "-->" else WITHOUT_END


def note_open_comments(md: MarkdownIt) -> None:
    """Let a parser make a token of the beginning of a comment that does not end in its paragraph."""
    md.inline.ruler.after("html_inline", OPEN_COMMENT, _open_comment)


def _open_comment(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(BEGINNING, state.pos):
        return False
    if not silent:
        state.push(OPEN_COMMENT, "", 0).content = BEGINNING
    state.pos += len(BEGINNING)
    return True


def words_behind(html: str, finder: Finder, report: Report) -> None:
    """Report words in the last line of a comment: they are in no paragraph, and are not read as Markdown."""
    comment = COMMENT.match(html.lstrip())
    behind = html.lstrip()[comment.end() :].strip() if comment else ""
    if behind and not behind.startswith("<"):
        report(*_BEHIND, finder.words(behind.split("\n")[0]))


def _shown_definitions(block: Block, report: Report) -> None:
    """Report definitions that are meant as comments but stand in a paragraph, so that they are shown."""
    finder = block.finder()
    for match in _DEFINITION.finditer(block.content.content):
        code, message, hint = _NOT_HIDDEN
        report(code, message, hint, finder.words(match[0].strip()))


def hides(reference: Mapping[str, Any]) -> bool:
    """Return whether a definition is a comment, such as `[//]: # (ask Emma)`."""
    return bool(reference["href"] in ("", "#") and reference["title"])


CHECKS: Final = (
    Check(lambda _, signs: _begin_mistyped(signs), _mistyped),
    Check(lambda _, signs: "]:" in signs, _shown_definitions),
)
