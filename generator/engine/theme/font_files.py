"""The fonts that are served with a site: a folder beside the content folder, which `enquiry fonts` fills.

It has a style sheet that names them, the fonts, and their licences. A theme with a `fonts.css` of its own
among its files does without them: an empty one leaves the system's fonts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = "fonts"
SHEET: Final = "fonts.css"
ENDINGS: Final = frozenset({".css", ".txt", ".woff2"})
"""Endings of the files that are served."""


def folder(content: Path) -> Path:
    """Return the folder of a network's fonts, which may be missing."""
    return content.resolve().parent / FOLDER


def find(content: Path) -> dict[str, Path]:
    """Return a network's fonts with their style sheet and licences; nothing where there is no style sheet."""
    found = folder(content)
    if found.is_symlink() or not found.is_dir():
        return {}
    files = {
        path.name: path
        for path in sorted(found.iterdir())
        if path.suffix in ENDINGS and path.is_file() and not path.is_symlink()
    }
    return files if SHEET in files else {}
