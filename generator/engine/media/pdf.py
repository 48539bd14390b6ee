"""A PDF's pages without anything that came along with them.

That is: properties, comments, attached files, scripts, earlier versions, and what a camera noted in a
photograph.

What is taken off a page is taken off before the page is copied: a copy holds whatever its page leads to, and
goes on holding it when nothing leads there any longer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

_PAGE: Final = frozenset(
    (
        "/Type /Parent /Contents /Resources /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Rotate /UserUnit"
        " /Group /Annots"
    ).split()
)
"""The keys that a page needs to look as it does, and its links."""
_BESIDE: Final = ("/Metadata", "/PieceInfo", "/AF", "/LastModified", "/OPI")
"""The keys that any part of a page may have beside its looks. (A font or a picture may be called so, too: see
`_parts`.)"""
_SCHEMES: Final = ("https://", "http://", "mailto:")
_MARKER: Final = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_END, _SCAN, _ADOBE, _COMMENT = 0xD9, 0xDA, 0xEE, 0xFE
_APPLICATIONS: Final = range(0xE0, 0xF0)


class Locked(Exception):
    """The PDF asks for a password."""


def plain(data: bytes) -> bytes:
    """Return the same pages in a new file. Raises `Locked`, and anything the library does at a broken one."""
    import logging

    from pypdf import PdfReader, PdfWriter

    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # what it says of a file's faults is no sentence for a teacher
    source = PdfReader(io.BytesIO(data), strict=False)
    if source.is_encrypted:
        raise Locked
    writer = PdfWriter()
    seen: dict[int, Any] = {}
    for page in source.pages:
        for key in page.keys() - _PAGE:
            del page[key]
        _keep_links(page)
        _bare(page, seen)
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _keep_links(page: Any) -> None:
    """Keep links to addresses alone of what lies on a page.

    Comments name their writers, and forms and actions may run.
    """
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

    kept = ArrayObject()
    for each in page.pop("/Annots", ArrayObject()).get_object() or ():
        note = each.get_object()
        action = note.get("/A", DictionaryObject()).get_object()
        if note.get("/Subtype") == "/Link" and str(action.get("/URI", "")).startswith(_SCHEMES):
            address = DictionaryObject(
                {
                    NameObject("/S"): NameObject("/URI"),
                    NameObject("/URI"): TextStringObject(str(action["/URI"])),
                }
            )
            place = ArrayObject([FloatObject(side) for side in note["/Rect"]])
            border = ArrayObject([FloatObject(0)] * 3)
            kept.append(
                DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/Annot"),
                        NameObject("/Subtype"): NameObject("/Link"),
                        NameObject("/Rect"): place,
                        NameObject("/A"): address,
                        NameObject("/Border"): border,
                    }
                )
            )
    if kept:
        page[NameObject("/Annots")] = kept


def _bare(page: Any, seen: dict[int, Any]) -> None:
    """Remove the keys beside its looks from all that a page leads to.

    `seen` are the objects that have been looked at, by their numbers in memory.
    """
    from pypdf.generic import DictionaryObject, StreamObject

    waiting = [page]
    while waiting:
        each = waiting.pop().get_object()
        if each is None or id(each) in seen:
            continue
        seen[id(each)] = each
        if isinstance(each, DictionaryObject):
            for key in _BESIDE:
                each.pop(key, None)
        if isinstance(each, StreamObject) and "/DCTDecode" in _listed(each.get("/Filter")):
            _retaken(each)
        waiting.extend(_parts(each))


def _parts(whole: Any) -> Iterator[Any]:
    """Return the parts that one part leads to.

    Where parts go by names of their own, the names are passed over, as they may be any.
    """
    if isinstance(whole, list):
        yield from whole
    elif isinstance(whole, dict):
        for key, value in whole.items():
            if key == "/Resources":
                kinds = value.get_object()
                yield from (each for kind in kinds.values() for each in _named(kind.get_object()))
            elif key == "/CharProcs":
                yield from value.get_object().values()
            elif key != "/Parent":
                yield value


def _named(kind: Any) -> Iterable[Any]:
    return kind.values() if isinstance(kind, dict) else kind if isinstance(kind, list) else ()


def _listed(filters: Any) -> list[Any]:
    found = filters.get_object() if filters is not None else []
    return found if isinstance(found, list) else [found]


def _retaken(photograph: Any) -> None:
    """Clean a photograph, which is a file in the file, with notes of its own."""
    from pypdf.generic import NameObject

    data = photograph.get_data()
    photograph.pop("/DecodeParms", None)
    photograph[NameObject("/Filter")] = NameObject("/DCTDecode")
    photograph._data = photograph_only(data)  # noqa: SLF001 - `set_data` would take it for a text


def photograph_only(data: bytes) -> bytes:
    """Return a JPEG without what programs and people wrote into it, and without what follows it."""
    kept, at, scanned = [b"\xff\xd8"], 2, False
    while found := _MARKER.search(data, at):
        if scanned:
            kept.append(data[at : found.start()])
        marker, at = found[1][0], found.end()
        if marker == _END:
            return b"".join([*kept, found[0]])
        at += int.from_bytes(data[at : at + 2], "big")
        scanned = marker == _SCAN
        if marker == _ADOBE or (marker not in _APPLICATIONS and marker != _COMMENT):
            kept.append(data[found.start() : at])
    return b"".join([*kept, data[at:] if scanned else b""])
