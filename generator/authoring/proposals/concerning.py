"""The findings that concern a proposal: those in its own files, and those that it causes in others.

A teacher who proposes a post is told nothing about what was wrong elsewhere before. What a proposal itself
breaks in files that it leaves as they are (it deletes a post that somebody answered) is told at one of its
own files, where it can be mended. The revision from which the proposal went its own way says what was wrong
before; it is only looked at where there is something to compare.
"""

from __future__ import annotations

import posixpath
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from generator.authoring.proposals.guarding import Guarded
from generator.model.diagnostics import Diagnostic, Span, ordered

Check = Callable[[Path, Path], Iterable[Diagnostic]]
"""A check of a content folder, which keeps its cache in another folder."""


class Concerning(Struct, frozen=True):
    """The findings that concern a proposal, and how many there are besides, which were there before."""

    diagnostics: tuple[Diagnostic, ...]
    others: int


def concerning(guarded: Guarded, found: Iterable[Diagnostic], check: Check) -> Concerning:
    """Return the findings that concern a proposal, from those of the whole network."""
    touched = {each.path for each in guarded.changes}
    inside = [each for each in found if each.span.path in touched]
    outside = [each for each in found if each.span.path not in touched]
    caused = _caused(guarded, outside, check) if outside and touched else []
    told = [_told(each, guarded) for each in caused]
    own = [each for each in (*inside, *told) if each.span.path not in guarded.foreign]
    return Concerning(ordered((*own, *guarded.found)), len(outside) - len(caused))


def _caused(guarded: Guarded, outside: Sequence[Diagnostic], check: Check) -> list[Diagnostic]:
    """Return those findings that there were not before the proposal.

    One that only says something else than before was there before.
    """
    with tempfile.TemporaryDirectory(prefix="enquiry-") as folder:
        content = guarded.history.checked_out(guarded.start, Path(folder) / "before")
        before = [*check(content, Path(folder) / "cache")] if content.is_dir() else []
    same = {*before}
    alike = Counter((each.span, each.code) for each in same - {*outside})
    caused = []
    for each in outside:
        key = (each.span, each.code)
        if each in same:
            continue
        if alike[key]:
            alike[key] -= 1
        else:
            caused.append(each)
    return caused


def _told(finding: Diagnostic, guarded: Guarded) -> Diagnostic:
    """Return a finding in another file as the proposal's own."""
    said = f"{finding.message} {finding.hint}"
    likely = max(guarded.changes, key=lambda each: (_names(said, each.path), each.how == "deletes"))
    message = f"With this {guarded.called} something is wrong in {finding.span}: {finding.message}"
    return Diagnostic(Span(likely.path), finding.code, message, finding.hint)


def _names(said: str, path: str) -> int:
    """Return how surely a message is about a file: it names its path, or the last part of its address."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    slug = stem[11:] if stem[:4].isdigit() and stem[10:11] == "-" else stem
    owner = folder.split("/")[1] if folder.startswith("participants/") else ""
    if path in said:
        return 3
    return 2 if f"{owner}/{slug}" in said else int(bool(owner) and (slug in said or owner in said))
