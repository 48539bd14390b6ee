"""The edition was made with other options."""

from __future__ import annotations

from typing import Final

import msgspec

from generator.engine.options import Options
from generator.engine.outdated.editions.facts import EditionFacts
from generator.engine.outdated.rule import Rule
from generator.model.audience import Viewer
from generator.source.document import digest


def configuration(options: Options, viewer: Viewer) -> bytes:
    """Return a digest of the options that an edition depends on."""
    return digest(
        msgspec.msgpack.encode(
            (viewer, options.keep_going, options.search, options.style_guide, options.edit)
        )
    )


RULE: Final[Rule[EditionFacts]] = Rule(
    "configuration",
    "it was made with other options",
    lambda facts: (
        facts.header is not None
        and facts.header.configuration != configuration(facts.build.options, facts.viewer)
    ),
)
