"""The rules for editions, in order: those that cost least first, and what a later one relies on before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from generator.engine.outdated.editions import (
    configuration,
    content,
    date,
    diagnostics,
    first_build,
    output,
    releases,
    search_index,
    theme,
)
from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule

RULES: Final[tuple[Rule[EditionFacts], ...]] = (
    first_build.RULE,
    output.RULE,
    content.RULE,
    diagnostics.RULE,
    date.RULE,
    search_index.RULE,
    releases.RULE,
    theme.RULE,
    configuration.RULE,
)


def reasons(facts: EditionFacts) -> Iterator[Rule[EditionFacts]]:
    """Return the rules by which an edition is outdated."""
    return (rule for rule in RULES if rule.applies(facts))


def first_reason(editions: Iterable[EditionFacts]) -> Rule[EditionFacts] | None:
    """Return the first rule by which one of these editions is outdated; None where none is."""
    return next((rule for each in editions for rule in reasons(each)), None)
