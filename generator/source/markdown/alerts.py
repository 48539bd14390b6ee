"""Notes that stand out, as GitHub writes them: a quotation that begins with `[!NOTE]`.

The parser knows them; here they are given the names of their kinds, which a theme translates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from generator.model.messages import N_

NAMES: Final = {
    "NOTE": N_("Note"),
    "TIP": N_("Tip"),
    "IMPORTANT": N_("Important"),
    "WARNING": N_("Warning"),
    "CAUTION": N_("Caution"),
}
"""The name of each kind, in English."""
CLASS: Final = "markdown-alert"
TITLE: Final = f"{CLASS}-title"
CLASSES: Final = frozenset({CLASS, *(f"{CLASS}-{kind.lower()}" for kind in NAMES)})
SIGNS: Final = tuple((f'<p class="{TITLE}">{name}</p>', name) for name in NAMES.values())
"""The line with the name of each kind as it stands in a text, and the name in it."""


def entitle(tokens: Sequence[Token], opening: int) -> None:
    """Make a note of the alert that this token opens, so that it is announced as one."""
    alert, title = tokens[opening], tokens[opening + 2]
    alert.attrs["role"] = "note"
    title.content = NAMES[alert.info]
    title.children = [Token("text", "", 0, content=title.content)]
