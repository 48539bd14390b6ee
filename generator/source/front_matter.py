"""Front matter: the settings at the top of a text, between two lines of hyphens.

The only module that knows where settings end and the body begins. The handler of python-frontmatter that cuts
files here and puts them together is in `front_matter_handler.py`, since reading does without the library.

Every line end is accepted (LF, CRLF, a lone CR, and a mixture), and so are a byte order mark, blanks behind a
fence, `...` as the closing fence, and no line end behind it. A blank line before the first fence is not: the
settings begin in the first line of the file.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from generator.model.patterns import lazy_pattern
from generator.source.characters import without_breaks

BYTE_ORDER_MARK: Final = "\ufeff"
LINE_END: Final = lazy_pattern(r"\r\n|\r|\n")
FRONT_MATTER: Final = re.compile(
    r"\ufeff*---[ \t]*(?>\r\n|\r|\n)(?P<settings>.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?>\r\n|\r|\n|\Z)",
    re.DOTALL,
)


class Parts(Struct, frozen=True):
    """Offsets of the parts of a text: its settings from `start` to `end`, and the beginning of its body."""

    start: int
    end: int
    body: int


def find(text: str) -> Parts | None:
    """Return where the parts of the text are; None without front matter."""
    match = FRONT_MATTER.match(text)
    return Parts(match.start("settings"), match.end("settings"), match.end()) if match else None


def decoded(data: bytes, errors: str = "strict") -> str:
    """Return the text of a file, unified."""
    return unified(data.decode(errors=errors))


def unified(text: str) -> str:
    """Return the text without a byte order mark and unseen breaks, every line ending with LF."""
    return without_breaks(text.lstrip(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n"))
