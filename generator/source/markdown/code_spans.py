"""Code within a line, between ` and `: what stands in it is no mark of any kind."""

from __future__ import annotations

import re
from typing import Final

from generator.model.patterns import lazy_pattern

_CODE_SPAN: Final = lazy_pattern(r"(?<!`)(`+)(?!`)(?:(?!\1).)*?\1(?!`)", re.DOTALL)


def without_code(written: str) -> str:
    """Return the text with blanks for what stands between ` and `."""
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), written) if "`" in written else written
