"""Characters that no text has, and signs for a new line or page that only some programs know.

A control character can't be seen, can't be typed, and is not allowed in HTML and in feeds, so it is an error
wherever it stands: as it is, escaped in a setting, or as a reference in HTML. The signs that word processors
put at the end of a line or a page are blanks to everybody else, and become blanks here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Final

from generator.model.diagnostics import Diagnostic, Span
from generator.model.patterns import lazy_pattern
from generator.source.markdown.positions import Position

_PLANES: Final = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
CONTROLS: Final = re.compile(f"[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef{_PLANES}]")
BREAKS: Final = {
    "\v": "a line as Word ends it",
    "\f": "a new page",
    "\u2028": "the end of a line",
    "\u2029": "the end of a paragraph",
}
NOT_TEXT: Final = re.compile(f"{CONTROLS.pattern}|[{''.join(BREAKS)}]")
_BREAK: Final = lazy_pattern(f"[{''.join(BREAKS)}]")
_REFERENCE: Final = lazy_pattern(r"&#(?:x(?P<hex>[0-9a-f]{1,7})|(?P<number>[0-9]{1,7}));?", re.IGNORECASE)
_TYPED: Final = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
_GARBLED: Final = lazy_pattern("[\xc2-\xf4][\x80-\xbf]{1,3}")
MOST_REPORTED: Final = 20
"""References and signs for the end of a line that are reported of one file."""


def control(data: bytes) -> str:
    """Return the first character of a file that no text has; empty where there is none."""
    found = CONTROLS.search(data.translate(None, _TYPED).decode())
    return found[0] if found else ""


def fault(path: str, text: str, character: str) -> Diagnostic:
    """Return the diagnostic for the first of these characters in a text."""
    at = text.index(character)
    message = "There is a character here that can't be seen, and that no text has."
    return Diagnostic(_span(path, text, at), "control-character", message, _hint(text, at))


def _hint(text: str, at: int) -> str:
    """Return a hint that names the letter that was meant, where a program has garbled it."""
    for garbled in _GARBLED.finditer(text, max(at - 3, 0), at + 3):
        try:
            meant = garbled[0].encode("latin-1").decode()
        except UnicodeDecodeError:
            continue
        if garbled.start() <= at < garbled.end():
            return f"it was “{meant}” before a program garbled it: type that again"
    try:
        meant = text[at].encode("latin-1").decode("cp1252")
    except UnicodeError:
        meant = text[at]
    if meant != text[at] and meant.isprintable():
        return f"old programs of Windows mean {meant} by it: type that instead"
    return "it can't be seen: delete it together with the letter before it, and type that again"


def escaped(value: str) -> str:
    """Return the first character that a setting's value escapes, and no text has; empty without one."""
    found = None if value.isprintable() else NOT_TEXT.search(value)
    return found[0] if found else ""


def no_text(text: str) -> bool:
    """Return whether there is a character that no text has."""
    unusual = text.encode(errors="surrogatepass").translate(None, _TYPED)
    return bool(unusual) and NOT_TEXT.search(unusual.decode(errors="surrogatepass")) is not None


def replaced(text: str) -> str:
    """Return the text with the sign for a lost letter in the place of each of these characters."""
    return NOT_TEXT.sub("\ufffd", text)


def breaks(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each sign for the end of a line or a page that only some programs know."""
    if not any(each in text for each in BREAKS):
        return
    for number, match in enumerate(_BREAK.finditer(text)):
        if number == MOST_REPORTED:
            return
        message = f"There is an invisible character here for {BREAKS[match[0]]}; it is shown as a space."
        hint = "delete it, and press Enter where a line should end"
        yield Diagnostic(_span(path, text, match.start()), "unseen-break", message, hint)


def without_breaks(text: str) -> str:
    """Return the text with a blank for each of these signs."""
    for each in BREAKS:
        text = text.replace(each, " ")
    return text


def referred(text: str) -> Iterator[tuple[tuple[str, str, str], Position]]:
    """Yield a fault for each reference to a character that no text has, and its place in the text."""
    found = 0
    for match in _REFERENCE.finditer(text):
        number = int(match["hex"], 16) if match["hex"] else int(match["number"])
        if number <= sys.maxunicode and NOT_TEXT.match(chr(number)):
            message = f"“{match[0]}” stands for a character that no text has."
            hint = "delete it; to write about signs themselves, put it between ` and `"
            column = match.start() - text.rfind("\n", 0, match.start()) - 1
            found += 1
            if found > MOST_REPORTED:
                return
            yield ("control-character", message, hint), (text.count("\n", 0, match.start()), column)


def _span(path: str, text: str, at: int) -> Span:
    return Span(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
