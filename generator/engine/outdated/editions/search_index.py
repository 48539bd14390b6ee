"""The search index was left as it was by an earlier build, and is to follow now."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[EditionFacts]] = Rule(
    "search-index",
    "its search index is older than its pages",
    lambda facts: facts.header is not None and facts.header.index_outdated and not facts.defer_index,
)
