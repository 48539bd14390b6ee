"""The edition's folder is a release and is to be a plain folder, or the other way round."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule

RULE: Final[Rule[EditionFacts]] = Rule(
    "releases",
    "releases were asked for, or no longer",
    lambda facts: facts.build.options.releases != facts.folder.is_symlink(),
)
