"""Labels that the reader puts into texts, in English.

A theme translates them, since a text is read before the network's language is known. No parser is needed to
know them, so a build that reads nothing loads none.
"""

from __future__ import annotations

from typing import Final

from generator.model.messages import N_

ALERTS: Final = {
    "NOTE": N_("Note"),
    "TIP": N_("Tip"),
    "IMPORTANT": N_("Important"),
    "WARNING": N_("Warning"),
    "CAUTION": N_("Caution"),
}
"""The name of each kind of alert."""
ALERT: Final = "markdown-alert"
ALERT_TITLE: Final = f"{ALERT}-title"
VIDEO_CARD: Final = "video"
_WATCH: Final = N_("Watch this video")
WATCH: Final = f'<span class="{VIDEO_CARD}">{_WATCH}</span>'
"""The beginning of a card of a video that the writer gave no words to."""
SIGNS: Final = (
    ('<span class="task done" role="img" aria-label="Done">', N_("Done")),
    ('<span class="task" role="img" aria-label="To do">', N_("To do")),
    ('<div class="scroll" role="group" aria-label="Table" tabindex="0">', N_("Table")),
    *((f'<p class="{ALERT_TITLE}">{name}</p>', name) for name in ALERTS.values()),
    (WATCH, _WATCH),
)
"""Each label as it stands in a text, with the word in it."""
