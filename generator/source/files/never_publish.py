"""`never-publish.txt`: names that may never be published."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.model.diagnostics import Diagnostic, Span

NEVER_PUBLISH: Final = "never-publish.txt"


class NeverPublishFields(Struct, frozen=True, array_like=True, tag="never-publish"):
    """The names in `never-publish.txt`, one a line."""

    names: tuple[str, ...] = ()


def listed(path: str, text: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the names in a list, one a line, and diagnostics for the lines that are none."""
    found, faults = [], []
    for number, line in enumerate(text.split("\n"), 1):
        written = " ".join(line.partition("#")[0].split())
        if not written:
            continue
        if sum(each.isalpha() for each in written) < 2:
            faults.append(
                Diagnostic(
                    Span(path, number, 1),
                    "wrong-type",
                    "This line is not a name.",
                    "a name has two letters or more; what follows # is a note",
                )
            )
        found.append(written)
    return tuple(found), tuple(faults)
