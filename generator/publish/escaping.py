"""Escaping for HTML and XML.

Thousands of pages ask for it a million times, so it is done by markupsafe's compiled part, without an object
around each answer.
"""

from __future__ import annotations

from typing import Final

from markupsafe import escape

from generator.model.patterns import lazy_pattern

try:
    from markupsafe._speedups import _escape_inner as escaped
except (
    ImportError
):  # then without the short cut: another version of the library, or one without compiled parts

    def escaped(s: str, /) -> str:
        """A text as HTML shows it."""
        return str(escape(s))


__all__ = ["cdata", "escaped", "xml"]

_NOT_XML: Final = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\r"})


def xml(text: str) -> str:
    """Return a text for XML, which can't hold every character."""
    return escaped(text if _fits(text) else _NOT_XML.sub("\ufffd", text))


def cdata(text: str) -> str:
    """Return a text as a section of XML that is read as it stands, with what XML can't hold replaced."""
    held = text if _fits(text) else _NOT_XML.sub("\ufffd", text)
    return f"<![CDATA[{held.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _fits(text: str) -> bool:
    """Return whether XML can hold a text as it is.

    The bytes of a long text are looked through faster than a pattern looks for one character among many.
    """
    if text.isprintable():
        return True
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    return len(data.translate(None, _CONTROLS)) == len(data) and (
        text.isascii() or not (b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data)
    )
