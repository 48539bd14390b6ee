"""The edition was never written, or not by this version of Enquiry."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[EditionFacts]] = Rule(
    "first-build",
    "it was never written by this version of Enquiry",
    lambda facts: facts.header is None,
)
