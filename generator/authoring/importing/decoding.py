"""Bytes of an export to text that an XML parser takes, however WordPress wrote them.

WordPress writes control characters that XML forbids, and values of old databases in Windows' encoding in the
middle of UTF-8. Both are mended and counted. A file whose encoding is another than it says is refused: nobody
could tell its words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from generator.authoring.files.writing import Refused

MOST_BYTES: Final = 90_000_000
"""Of one export. Pictures are not in it, so this is a blog of some twenty thousand long posts."""
CHUNK: Final = 1 << 16
_DECLARED: Final = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));",
    re.IGNORECASE,
)
"""Characters that no XML may hold, as they are or by their numbers."""
_BYTE: Final = re.compile("[\udc80-\udcff]")
"""A byte that is no UTF-8, as Python hands it on."""
_CUT: Final = re.compile(r"&[#\w]{0,12}\Z")
"""The beginning of a reference at the end of a piece: its end comes with the next one."""
_TYPED: Final = frozenset(
    each for each in range(0x80, 0xFE) if each not in (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xC0, 0xC1)
)
"""Bytes that stand for a letter or sign in Windows' encoding of Western Europe, as people type them."""


class Mended:
    """Counts of what was mended in an export."""

    def __init__(self) -> None:
        self.controls = 0
        self.bytes = 0

    def drop(self, match: re.Match[str]) -> str:
        """Count a forbidden character, and leave it out."""
        del match
        self.controls += 1
        return ""


def text(path: Path, mended: Mended) -> Iterator[str]:
    """Yield the text of an export, piece by piece. Raises `Refused` where it is no text."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(
            f"{path.name}:1:1: This export has {size // 10**6} MB, and at most {MOST_BYTES // 10**6} are "
            "read. Export the blog in parts, a year in each."
        )
    with open(path, "rb") as file:
        encoding = _encoding(file, path.name)
        rest = ""
        for decoded in _decoded(file, encoding, path.name, mended):
            piece = rest + decoded
            cut = _CUT.search(piece)
            rest = cut[0] if cut else ""
            yield _FORBIDDEN.sub(mended.drop, piece[: len(piece) - len(rest)])
        yield rest


def _encoding(file: BinaryIO, name: str) -> str:
    """Return the encoding that a file says it has: by its mark, or in its first line."""
    head = file.read(512)
    file.seek(0)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    found = _DECLARED.match(head)
    declared = found[1].decode() if found else "utf-8"
    try:
        known = codecs.lookup(declared)
        "".encode(declared).decode(declared)
    except (LookupError, TypeError):
        known = None
    if known is None or b"\0" in head:
        raise Refused(
            f"{name}:1:1: This is no text in the encoding that it says it has ({declared}). "
            "Export the blog anew, and leave the file as it comes."
        )
    return known.name


def _decoded(file: BinaryIO, encoding: str, name: str, mended: Mended) -> Iterator[str]:
    if encoding in ("utf-8", "utf-8-sig", "ascii"):
        return _utf8(file, name, mended)
    return _other(file, encoding, name)


def _other(file: BinaryIO, encoding: str, name: str) -> Iterator[str]:
    """Yield the text of a file in an encoding other than UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, column = 1, 1
    while True:
        data = file.read(CHUNK)
        try:
            piece = decoder.decode(data, final=not data)
        except UnicodeError:
            raise Refused(
                f"{name}:{lines}:{column}: From here on this is no text in {encoding}, as the file says."
            ) from None
        if piece or data:
            lines, column = _after(piece, lines, column)
            yield piece
        if not data:
            return


def _after(piece: str, line: int, column: int) -> tuple[int, int]:
    """Return the line and the column behind a piece of text."""
    breaks = piece.count("\n")
    return (line + breaks, len(piece) - piece.rfind("\n")) if breaks else (line, column + len(piece))


def _utf8(file: BinaryIO, name: str, mended: Mended) -> Iterator[str]:
    """Yield the text of a file in UTF-8, in which single values may be in Windows' encoding."""
    mixed = _is_mixed(file)
    line, column, rest = 1, 1, b""
    first = True
    while True:
        data = file.read(CHUNK)
        whole, rest = _split(rest + data) if data else (rest, b"")
        if not (whole or data):
            return
        piece = _mended(whole, mixed, name, (line, column), mended)
        line, column = _after(piece, line, column)
        yield piece.lstrip("\ufeff") if first else piece
        first = False


def _split(data: bytes) -> tuple[bytes, bytes]:
    """Split bytes before the last sequence, which may go on in the next piece."""
    for back in range(1, min(4, len(data)) + 1):
        if data[-back] < 0x80:
            return data, b""
        if data[-back] >= 0xC0:
            return data[:-back], data[-back:]
    return data, b""


def _is_mixed(file: BinaryIO) -> bool:
    """Return whether a file has letters that are written in UTF-8, beside others that are not."""
    rest = b""
    found = False
    while not found and (data := file.read(CHUNK)):
        whole, rest = _split(rest + data)
        found = any(each > "\x7f" for each in whole.decode(errors="ignore")) if not whole.isascii() else False
    file.seek(0)
    return found


def _mended(data: bytes, mixed: bool, name: str, start: tuple[int, int], mended: Mended) -> str:
    """Return bytes as text. Where a file has letters in UTF-8, others are taken for those of Windows."""
    read = data.decode(errors="surrogateescape")
    if _BYTE.search(read) is None:
        return read

    def letter(match: re.Match[str]) -> str:
        byte = ord(match[0]) - 0xDC00
        if not mixed or byte not in _TYPED:
            line, column = _after(read[: match.start()], *start)
            raise Refused(
                f"{name}:{line}:{column}: This file says that it is UTF-8, but the byte 0x{byte:02X} here "
                'is not. Write its real encoding into its first line, such as encoding="windows-1252".'
            )
        mended.bytes += 1
        return bytes([byte]).decode("cp1252")

    return _BYTE.sub(letter, read)
