"""The search for names in files: whole words, in any case, in a text or in a file's own name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from generator.model.diagnostics import Span

SHOWN = 80


class Occurrence(Struct, frozen=True, order=True):
    """A place with a name, and the words around it."""

    span: Span
    around: str


def occurrences(files: Iterable[tuple[str, str]], names: Collection[str]) -> Iterator[Occurrence]:
    """Yield each place in files (paths with texts) that holds one of the names, and each path that does."""
    pattern = _pattern(names)
    if pattern is None:
        return
    for path, text in files:
        if pattern.search(path):
            yield Occurrence(Span(path, 1, 1), "in the file's own name")
        for number, line in enumerate(text.split("\n"), 1):
            for found in pattern.finditer(line):
                start = max(0, found.start() - SHOWN // 2)
                yield Occurrence(
                    Span(path, number, found.start() + 1), _printable(line[start : start + SHOWN])
                )


def _printable(text: str) -> str:
    """Return words without characters that a terminal would obey."""
    return "".join(each if each.isprintable() else " " for each in text).strip()


def _pattern(names: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern for names, whose words may be joined by spaces, hyphens or underscores.

    Accents may be written in either of Unicode's two ways.
    """
    forms = {unicodedata.normalize(form, each) for each in names for form in ("NFC", "NFD")}
    words = [
        r"[\s_-]+".join(map(re.escape, parts))
        for each in sorted(forms, key=len, reverse=True)
        if (parts := re.split(r"[\s_-]+", each.strip())) != [""]
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None


def name_parts(name: str) -> set[str]:
    """Return a name, and each part of it by which somebody may be called."""
    return {name, *(each for each in re.split(r"[\s,-]+", name) if len(each) > 2)} - {""}
