"""The edition was made for another day, and some page shows that."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[EditionFacts]] = Rule(
    "date",
    "it shows the day of the build, and this is another one",
    lambda facts: facts.header is not None and facts.header.date not in (None, facts.build.options.date),
)
