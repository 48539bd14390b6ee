"""The page's own view, or its template, is not what it was."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.pages.facts import PageFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[PageFacts]] = Rule(
    "content",
    "changed: what it shows is not what it was, so the next build renders it",
    lambda facts: facts.differs,
)
