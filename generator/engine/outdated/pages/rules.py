"""The rules for pages, in order: the first that applies is the reason that is named."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.pages import content, new, output, site, theme
from generator.engine.outdated.pages.facts import PageFacts
from generator.engine.outdated.rule import Rule

RULES: Final[tuple[Rule[PageFacts], ...]] = (new.RULE, theme.RULE, site.RULE, content.RULE, output.RULE)


def reason(facts: PageFacts) -> Rule[PageFacts] | None:
    """Return the rule by which a page is outdated; None where it is as it has to be."""
    for rule in RULES:
        if rule.applies(facts):
            return rule
    return None
