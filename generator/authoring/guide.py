"""The pages of the guide that a new network takes along, with the pictures that they show.

They are those of the sample network. Pages for developers stay behind: what a network's members look for is
how to write, how to look after a cohort, and how to run the network.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

INDEX: Final = "guide"
PAGES: Final = (
    "writing",
    "writing-with-forms",
    "what-becomes-public",
    "development-plan",
    "working-with-other-schools",
    "facilitating",
    "running-a-network",
    "moving-in",
    "publishing",
    "commands",
)
"""Pages beside the index; they link to each other and to the index alone."""
DEVELOPERS: Final = "\n## For developers\n"
"""The last heading of the index; what stands below it leads to pages that stay behind."""
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\(([\w-]+\.png)\)")


def guide(sample: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the guide's texts and pictures, by their names in `content/pages/`, from the sample's pages."""
    texts = {f"{name}.md": (sample / f"{name}.md").read_text(encoding="utf-8") for name in (INDEX, *PAGES)}
    texts[f"{INDEX}.md"] = texts[f"{INDEX}.md"].partition(DEVELOPERS)[0]
    shown = {name for text in texts.values() for name in _PICTURE.findall(text) if (sample / name).is_file()}
    return texts, {name: (sample / name).read_bytes() for name in shown}
