"""The content folder is not what it was."""

from __future__ import annotations

from typing import Final

from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule


def _applies(facts: EditionFacts) -> bool:
    return facts.build.files_differ or (
        facts.header is not None and facts.header.snapshot != facts.build.snapshot
    )


RULE: Final[Rule[EditionFacts]] = Rule("content", "files of the content folder have changed", _applies)
