"""Notes that stand out, as GitHub writes them: a quotation that begins with `[!NOTE]`.

The parser knows them; here they are given the names of their kinds, which a theme translates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from generator.source.markdown.labels import ALERT, ALERTS

CLASSES: Final = frozenset({ALERT, *(f"{ALERT}-{kind.lower()}" for kind in ALERTS)})


def entitle(tokens: Sequence[Token], opening: int) -> None:
    """Make a note of the alert that this token opens, so that it is announced as one."""
    alert, title = tokens[opening], tokens[opening + 2]
    alert.attrs["role"] = "note"
    title.content = ALERTS[alert.info]
    title.children = [Token("text", "", 0, content=title.content)]
