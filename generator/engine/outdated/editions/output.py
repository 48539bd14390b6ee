"""The edition's folder is not as it was written."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[EditionFacts]] = Rule(
    "output",
    "files in its folder are missing, were changed by hand, or are not of this site",
    lambda facts: not facts.status.clean,
)
