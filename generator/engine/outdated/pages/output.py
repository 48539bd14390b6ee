"""The page's file is missing, or was changed by hand."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.pages.facts import PageFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[PageFacts]] = Rule(
    "output",
    "missing: its file is gone or was changed by hand, so the next build renders it",
    lambda facts: not facts.intact,
)
