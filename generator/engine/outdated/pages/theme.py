"""The theme's files are not what they were."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.pages.facts import PageFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[PageFacts]] = Rule(
    "theme",
    "changed: the theme is not what it was, so the next build renders it",
    lambda facts: facts.differs and not facts.same_theme,
)
