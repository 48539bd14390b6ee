"""The page was never written, or not by this version of Enquiry."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.pages.facts import PageFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[PageFacts]] = Rule(
    "new",
    "new: it was never written, so the next build renders it",
    lambda facts: facts.output is None,
)
