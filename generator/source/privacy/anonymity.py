"""Anonymity: names after a title, details by which a pupil is known, and what a concern is about.

(Names of the network's people, and those of never-publish.txt, depend on other files: `names.py` and
`engine/stages/names.py` look for them.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from generator.model.diagnostics import Diagnostic, Span
from generator.model.patterns import lazy_pattern
from generator.source.privacy.findings import Finding
from generator.source.privacy.passages import Passage
from generator.source.privacy.personal import Hit, settled
from generator.source.privacy.words_as_names import PARTICLES
from generator.subjects.outreach.kind import CONCERN_HINT, CONCERN_TOLD

_TITLES: Final = (
    "Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Rev|Reverend|Cllr|Councillor|Mme|Madame|Mlle|Monsieur|Frau|Herr"
    "|Señora?|Sra?|Signora?|Mg?h?gr|Mh?aighstir|Dotair|Ollamh|t-Oll(?:amh)?|t-Urr(?:amach)?"
    "|[Bb]h?ean-(?:ph[òo]sta|uasal)|[Bb]h-(?:ph|uas)|[Bb]h?n-uas"
)
"""Titles in English and in Gaelic, and a few of others. (Sir and Lady stand in names of schools.)"""
_LARGE: Final = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĢĪĶŁĻŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ]"
_TITLED: Final = lazy_pattern(
    rf"(?<!\w)({_TITLES})\b\.?\s{{1,5}}(?:{_LARGE}\.?\s{{1,5}})?"
    rf"((?:(?:{'|'.join(sorted(PARTICLES))})[\s'’-]){{0,3}}{_LARGE}[\w'’-]{{0,40}})"
)
_PUPIL: Final = r"\b(?:pupil|child|boy|girl|learner|student|son|daughter)"
_AGED: Final = (
    r"\b(?!(?:Pupil|Child|Children|Learner|Student|Boy|Girl|Teenager|Classe|Other|All|They|Those|Year|Group|Primary|Secondary)s?\b)[A-Z][\w'’-]{1,40}(?:,|\s{1,5}\()\s{0,5}"
    r"(?:aged?\s{1,5}\d{1,2}\b(?!\s{0,3}(?:to|and|or|[-–])\s{0,3}\d)|\d{1,2}\s{1,5}years(?:\sold)?\))"
)
_PUPILS: Final = tuple(
    lazy_pattern(each)
    for each in (
        rf"{_PUPIL}\s{{1,5}}(?:called|named)\s{{1,5}}[A-Z]\w{{1,40}}",
        rf"{_PUPIL}\s{{1,5}}\(?[A-Z]\.\s?[A-Z]\.",
        rf"{_PUPIL},?\s{{1,5}}(?:who\s{{1,5}}is\s{{1,5}})?aged?\s{{1,5}}\d{{1,2}}\b",
        r"\b\d{1,2}[ -]year[ -]old\s{1,5}(?:pupil|child|boy|girl|learner|student|son|daughter)\b",
        _AGED,
        r"(?i:\bdate of birth\b|\bd\.o\.b\.?|\bDOB\b)",
    )
)
"""A name, initials with their stops, an age or a day of birth beside a word for one child, or an age after a
name. (`pupil IT skills` and `five-year-olds` are nobody.

`Kyle (7)` is not told: nothing tells it from `Maths (7)` or `Listening (3)`, which count.)"""
_CONCERN: Final = lazy_pattern(
    r"^[ \t>]{0,8}(?:#{1,6}[ \t]+|[-*+][ \t]+)?[*_]{0,3}"
    r"(?:(?:a|safety|safeguarding|child[ -]protection)[ \t]+){0,3}"
    r"(?:concerns?|safeguarding|child[ -]protection)[ \t]*(?:raised[ \t]*)?[*_]{0,3}[ \t]*(?::|$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line or heading with which a description of a concern begins."""


def find(path: str, source: str, passages: Iterable[Passage]) -> tuple[Finding, ...]:
    """Return the findings by which somebody is known in these passages of a file, in order."""
    return settled(path, source, ((passage, hit) for passage in passages for hit in _hits(passage.text)))


def _hits(text: str) -> Iterator[Hit]:
    for match in _TITLED.finditer(text):
        yield Hit("titled", match.start(), match.end(), match[0].casefold(), f"{match[1]} …")
    for pattern in _PUPILS:
        for match in pattern.finditer(text):
            yield Hit("pupil", match.start(), match.end(), match[0].casefold())


def unquoted(found: Diagnostic) -> Diagnostic:
    """Return a diagnostic without its quoted line: messages may be kept for longer than their subjects."""
    return replace(found, hint=found.hint.partition(": `")[0])


def concerns(path: str, text: str, start: int) -> Iterator[Diagnostic]:
    """Yield a diagnostic where the body begins to describe a concern, which must be in no file."""
    for match in _CONCERN.finditer(text[start:]):
        line = text.count("\n", 0, start + match.start()) + 1
        yield Diagnostic(Span(path, line, 1), "concern-told", CONCERN_TOLD, CONCERN_HINT)
