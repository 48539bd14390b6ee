"""One file: bytes to a `Document`. Nothing in a file makes this raise: its faults are in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from generator.model.diagnostics import Diagnostic, Span
from generator.schema.kind import Keys, values
from generator.schema.reading import Reading
from generator.schema.tree import Mapping, Node, Refused
from generator.source import characters, fences
from generator.source.body import Body, completed, rendered
from generator.source.document import MOST_BYTES, MOST_LINES, Document, outline
from generator.source.files import unwritten
from generator.source.files.fetched import failing
from generator.source.files.network import NetworkFields
from generator.source.files.never_publish import NeverPublishFields, listed
from generator.source.files.paths import INTERNAL, ContentFile, content_file
from generator.source.files.post import PostFields, shape_for
from generator.source.files.registry import SHAPES, Fields
from generator.source.front_matter import HANDLER, decoded, unified
from generator.source.markdown.slots import Link
from generator.source.markdown.slotting import inside
from generator.source.markdown.typography import quotes_of
from generator.source.privacy import personal
from generator.source.privacy.findings import Finding
from generator.source.privacy.passages import Passage, in_settings
from generator.source.yaml import loader
from generator.subjects.registry import ANONYMOUS, KINDS

_SPLIT: Final = "split it into several posts; put pictures and tables of figures in files of their own"


def read(path: str, data: bytes, language: str = "") -> tuple[Document, str]:
    """Return the document at this path of the content folder, and its text as safe HTML with slots.

    `language` is that of texts which don't name their own, English where it is empty.
    """
    return read_all([(path, data)], language)[0]


def read_all(files: Iterable[tuple[str, bytes]], language: str = "") -> list[tuple[Document, str]]:
    """Return for each of these files, given by paths and bytes, what `read` returns.

    Each step is taken for all of them before the next. A processor that goes from step to step with every
    file takes a sixth longer, since its caches do not hold the code of all of them.
    """
    opened = [_opened(path, data, language) for path, data in files]
    done = iter(rendered([(document.path, body) for document, body in opened if body is not None]))
    finished = [
        (document, "") if body is None else completed(document, body, next(done)) for document, body in opened
    ]
    return [
        (msgspec.structs.replace(document, outline=outline(document)), html) for document, html in finished
    ]


def _opened(path: str, data: bytes, language: str) -> tuple[Document, Body | None]:
    """Return what is known of a file without its body, and that; None where there is none to be read."""
    where = content_file(path)
    if where is None:
        raise ValueError(f"{path} is not a kind of file that is read")
    fault = _unreadable(path, data)
    if fault is not None:
        return Document(path=path, file=where, fields=None, diagnostics=(fault,)), None
    typed = data.decode()
    text = unified(typed)
    body = None
    if where.kind == "never-publish":
        document = _read_names(path, where, text)
    elif path.endswith("ml"):
        document = _read_settings(path, where, text)
    else:
        document, body = _read_text(path, where, text, language)
    return _and(document, characters.breaks(path, typed)), body


def spoken(document: Document) -> str:
    """Return the language that the settings of a network name; empty where they can't be had."""
    return document.fields.language if isinstance(document.fields, NetworkFields) else ""


def _and(document: Document, found: Iterable[Diagnostic]) -> Document:
    """Return the document with some more diagnostics."""
    more = tuple(found)
    if not more:
        return document
    return msgspec.structs.replace(document, diagnostics=tuple(sorted((*document.diagnostics, *more))))


def _read_names(path: str, where: ContentFile, text: str) -> Document:
    names, found = listed(path, text)
    return Document(
        path=path, file=where, fields=None if found else NeverPublishFields(names), diagnostics=found
    )


def passages(path: str, data: bytes) -> tuple[str, list[Passage]]:
    """Return the text of a file without errors, and those passages of it that an edition may show."""
    where, text = content_file(path), decoded(data)
    parts = None if path.endswith("ml") else HANDLER.find(text)
    if where is None or where.kind in INTERNAL or (parts is None and not path.endswith("ml")):
        return text, []
    try:
        settings, line = (text[parts.start : parts.end], 2) if parts else (text, 1)
        tree, _ = loader.settings(settings, path, first_line=line, most_bytes=_most_bytes(where))
    except Refused:
        return text, []
    return text, [*in_settings(where.kind, tree), *([_body(text, parts.body)] if parts else [])]


def _body(text: str, start: int) -> Passage:
    return Passage(text[start:], text.count("\n", 0, start) + 1, 1)


def _most_bytes(where: ContentFile) -> int:
    return MOST_BYTES if where.kind in ("catalogue", "cohort") else loader.MOST_BYTES


def _unreadable(path: str, data: bytes) -> Diagnostic | None:
    if len(data) > MOST_BYTES:
        message = f"This file is larger than {MOST_BYTES // 1024} KB, so it is not read."
        return Diagnostic(Span(path), "file-too-large", message, _SPLIT)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        message = "This file was not saved as plain text, so its letters can't be read."
        return Diagnostic(
            _span(path, data, error.start),
            "not-utf-8",
            message,
            "save it as plain text; where the dialog asks for an encoding, choose UTF-8",
        )
    if (at := data.find(b"\0")) >= 0:
        return Diagnostic(
            _span(path, data, at),
            "nul-byte",
            "Something here is in no text: this is another kind of file under the name of a text.",
            "save the words themselves as plain text, or delete the file",
        )
    if character := characters.control(data):
        return characters.fault(path, decoded(data), character)
    if len(data) > MOST_LINES and sum(map(data.count, (b"\n", b"\r"))) - data.count(b"\r\n") > MOST_LINES:
        return Diagnostic(
            Span(path, MOST_LINES + 1),
            "file-too-large",
            f"This file has more than {MOST_LINES:,} lines, so it is not read.",
            _SPLIT,
        )
    return None


def _span(path: str, data: bytes, at: int) -> Span:
    before = data[:at].removeprefix(b"\xef\xbb\xbf").decode()
    return Span(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _read_settings(path: str, where: ContentFile, text: str) -> Document:
    reading = Reading(path)
    fields: Fields | None = None
    tree: Node | None
    try:
        tree, found = loader.settings(text, path, most_bytes=_most_bytes(where))
        reading.found.extend(found)
        fields = SHAPES[where.kind](tree, reading)
        reading.found.extend(failing(path, fields))
    except Refused as refused:
        reading.found.append(refused.diagnostic)
        tree = None
    shown = () if where.kind in INTERNAL else tuple(in_settings(where.kind, tree))
    return _document(path, where, fields, reading, personal.find(path, text, shown))


def _document(
    path: str, where: ContentFile, fields: Fields | None, reading: Reading, findings: tuple[Finding, ...] = ()
) -> Document:
    marks = msgspec.msgpack.encode(reading.marks)
    return Document(
        path=path,
        file=where,
        fields=fields,
        marks=marks,
        diagnostics=tuple(sorted(_without_repeated(reading.found))),
        findings=findings,
    )


def _without_repeated(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without those about the end of a value that is wrong itself."""
    wrong = {each.span.line for each in found if each.is_error}
    return [each for each in found if each.code != "swallowed-value" or each.span.line not in wrong]


def _read_text(path: str, where: ContentFile, text: str, language: str) -> tuple[Document, Body | None]:
    reading = Reading(path)
    parts = HANDLER.find(text)
    if parts is None:
        reading.found.append(fences.missing(path, where, text))
        return _document(path, where, None, reading), None
    tree, fields = _settings_of(where, text[parts.start : parts.end], reading)
    shown = (*in_settings(where.kind, tree), _body(text, parts.body))
    findings = personal.find(path, text, shown)
    if path.startswith(ANONYMOUS):
        from generator.source.privacy import anonymity  # which other records do without

        findings += anonymity.find(path, text, shown)
        reading.found.extend(anonymity.concerns(path, text, parts.body))
    first_line = text.count("\n", 0, parts.body)
    if isinstance(fields, PostFields) and fields.withdrawn:
        reading.found.extend(_text_of_tombstone(path, text[parts.body :], first_line))
        return _document(path, where, fields, reading), None
    first_heading = 4 if isinstance(fields, PostFields) and fields.reply_to and not fields.title else 2
    links = _record(where, fields, reading) if fields is not None and where.kind in KINDS else ()
    quotes = quotes_of(getattr(fields, "language", "") or language)
    body = Body(text[parts.body :], first_line, first_heading, quotes, links)
    return _document(path, where, fields, reading, findings), body


def _settings_of(where: ContentFile, block: str, reading: Reading) -> tuple[Node | None, Fields | None]:
    """Return the settings of a text as a tree and as a struct; None for each that can't be had."""
    try:
        tree, found = loader.settings(block, reading.path, first_line=2)
    except Refused as refused:
        fault = refused.diagnostic
        if fault.code == "yaml-unparsable":
            fault = fences.unclosed(reading.path, block, refused=True) or fault
        if reading.path.startswith(ANONYMOUS):
            from generator.source.privacy import anonymity

            fault = anonymity.unquoted(fault)
        reading.found.append(fault)
        return None, None
    if unclosed := fences.unclosed(reading.path, block, refused=False):
        reading.found.append(unclosed)
        return None, None
    reading.found.extend(found)
    entry = where.kind in ("post", "elsewhere", "reply", "guest")
    return tree, (shape_for(where.kind, tree) if entry else SHAPES[where.kind])(tree, reading)


def _record(where: ContentFile, fields: Fields, reading: Reading) -> tuple[Link, ...]:
    """Check a record's settings as a whole, and return their links into the content folder."""
    kind, links = KINDS[where.kind], []

    def complain(keys: Keys, code: str, message: str, hint: str) -> None:
        reading.found.append(Diagnostic(Span(reading.path, *reading.place(*keys)), code, message, hint))

    kind.check(fields, complain)
    unwritten.check_settings(kind, fields, complain)
    for setting in kind.links:
        for keys, value in values(fields, *setting.split(".")):
            if "://" not in value and (
                link := inside(
                    reading.path,
                    value,
                    reading.place(*keys),
                    lambda *fault, at=keys: complain(at, *fault[:3]),
                )
            ):
                links.append(link)
    return tuple(links)


def settings(data: bytes) -> Mapping | None:
    """Return the settings at the top of a text as they are written; None where they can't be read."""
    text = decoded(data, "replace") if len(data) <= MOST_BYTES else ""
    parts = HANDLER.find(text)
    try:
        tree = loader.settings(text[parts.start : parts.end], "", first_line=2)[0] if parts else None
    except Refused:
        return None
    return tree if isinstance(tree, Mapping) else None


def _text_of_tombstone(path: str, body: str, first_line: int) -> Iterator[Diagnostic]:
    """Yield a diagnostic where text stands below the settings of a tombstone, which is to have none."""
    for number, line in enumerate(body.split("\n"), first_line + 1):
        if line.strip():
            message = "What was withdrawn says nothing, but there is text below the settings."
            yield Diagnostic(
                Span(path, number, len(line) - len(line.lstrip()) + 1),
                "withdrawn-with-text",
                message,
                "delete everything below the second line ---",
            )
            return
