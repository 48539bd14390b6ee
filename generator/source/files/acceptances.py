"""`accepted.yaml`: findings of personal data, and words, that may be published."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.model.patterns import lazy_pattern
from generator.schema.dates import day
from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Node
from generator.schema.values import Written, listing, prose, text

ACCEPTED: Final = "accepted.yaml"


class AcceptanceFields(Struct, frozen=True, array_like=True):
    """A finding of personal data that may be published, with who accepted it, when, and why."""

    file: str
    finding: str
    by: str
    when: str
    why: str


class WordFields(Struct, frozen=True, array_like=True):
    """A part of a name that may stand anywhere: a common word, or somebody else's name."""

    word: str
    by: str
    when: str
    why: str


class AcceptancesFields(Struct, frozen=True, array_like=True, tag="acceptances"):
    """The settings of `accepted.yaml`."""

    accepted: tuple[AcceptanceFields, ...] = ()
    words: tuple[WordFields, ...] = ()


_MARK: Final = lazy_pattern(r"[0-9a-f]{6}")


def _mark(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None or _MARK.fullmatch(value):
        return value
    reading.report(
        node,
        "wrong-type",
        f"“{value}” does not stand for a finding.",
        "copy its six letters and digits from what `enquiry check` says",
    )
    return None


_ACCEPTANCE: Final = Shape(
    AcceptanceFields,
    {"file": text, "finding": Written(_mark, _MARK, "3fa9c1"), "by": text, "when": day, "why": prose},
    {},
    name="an accepted finding",
)

_ACCEPTED_WORD: Final = Shape(
    WordFields, {"word": text, "by": text, "when": day, "why": prose}, {}, name="an accepted word"
)

ACCEPTANCES: Final = Shape(
    AcceptancesFields,
    {},
    {"accepted": listing(_ACCEPTANCE), "words": listing(_ACCEPTED_WORD)},
    name="the file accepted.yaml",
)
