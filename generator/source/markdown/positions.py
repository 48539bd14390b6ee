"""Places in the source of what the parser gives no place for: links, pictures and tags inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from html import unescape
from typing import Final
from urllib.parse import unquote

from generator.model.patterns import lazy_pattern

Position = tuple[int, int]
"""A line and a column of the text, both from 0."""
Report = Callable[[str, str, str, Position], None]
"""Callback that takes a code, a message, a hint and a place in the text."""

MOST_MISSES: Final = 50
"""Addresses that a block refers to and that do not stand in it: each was looked for to its end."""
_BEFORE: Final = re.compile(r"\]\([ \t]*<?|\]:[ \t]*<?|<")
_MARK: Final = re.compile(r"[_*()&~]")
_EMPTY: Final = lazy_pattern(r"\]\(\s*(?:<>)?(?P<address>\s*\))")
_IN_TAG: Final = lazy_pattern(r"\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


class Finder:
    """A search through the lines of one block, from left to right: what was found is not found again."""

    def __init__(self, lines: Sequence[str], first: int, end: int) -> None:
        self.lines = lines
        self.end = min(max(end, first + 1), len(lines))
        self.at: Position = (first, 0)
        self.lacking: set[str] = set()

    def words(self, needle: str) -> Position:
        """Return the place where this text begins next; the search's own place, if there is none."""
        first = needle.partition("\n")[0]
        line, column = self.at
        while line < self.end:
            found = self.lines[line].find(first, column)
            if found >= 0:
                self.at = (line, found + len(first))
                return line, found
            line, column = line + 1, 0
        return self.at

    def code(self, mark: str, content: str) -> None:
        """Go past a piece of code, in which nothing is a link."""
        self.words(mark)
        self.words(next(iter(content.split()), ""))
        self.words(mark)

    def address(self, href: str) -> Position | None:
        """Return the place of the address of the next link to it; None where this block only refers to it."""
        if href in self.lacking or len(self.lacking) > MOST_MISSES:
            return None
        spellings = (
            {
                href,
                unquote(href),
                href.removeprefix("mailto:"),
                href.replace("&", "&amp;"),
                _MARK.sub(lambda mark: f"\\{mark[0]}", href),
            }
            if href
            else {""}
        )
        line, column = self.at
        while line < self.end:
            found = _standing(self.lines[line], column, spellings)
            if found is not None:
                self.at = (line, found[1])
                return line, found[0]
            line, column = line + 1, 0
        self.lacking.add(href)
        return None


def in_tags(html: str, lines: Sequence[str], start: Position, end: int) -> list[tuple[str, Position]]:
    """Return the addresses in a piece of HTML that begins at `start`, each with its place."""
    finder = Finder(lines, start[0], end)
    finder.at = start
    return [(unescape(each[1]), finder.words(each[1])) for each in _IN_TAG.finditer(html)]


def _standing(line: str, column: int, spellings: Collection[str]) -> tuple[int, int] | None:
    """Return the beginning and the end of the first of these spellings that is an address in this line."""
    if "" in spellings:
        found = _EMPTY.search(line, column)
        return found.span("address") if found else None
    for before in _BEFORE.finditer(line, column):
        at = before.end()
        for words in spellings:
            end = at + len(words)
            if line.startswith(words, at) and (end == len(line) or line[end] in " \t>)"):
                return at, end
    return None
