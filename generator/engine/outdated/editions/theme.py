"""The theme's files are not what they were."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[EditionFacts]] = Rule(
    "theme",
    "the theme has changed",
    lambda facts: (
        facts.header is not None
        and facts.header.theme_signature != facts.build.theme_signature(facts.header.theme)
    ),
)
