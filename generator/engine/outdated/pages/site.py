"""The title, the menu or something else that all pages share is not what it was."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.pages.facts import PageFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[PageFacts]] = Rule(
    "site",
    "changed: what all pages share is not what it was, so the next build renders it",
    lambda facts: facts.differs and not facts.same_site,
)
