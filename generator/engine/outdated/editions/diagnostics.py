"""The diagnostics of the last build are not known, so they can't be repeated."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule


def _applies(facts: EditionFacts) -> bool:
    last = facts.build.last_diagnostics
    return last is None or last.snapshot != facts.build.snapshot


RULE: Final[Rule[EditionFacts]] = Rule(
    "diagnostics", "the last build ended with errors, or its diagnostics are lost", _applies
)
