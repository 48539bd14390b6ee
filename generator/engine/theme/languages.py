"""The languages of a theme: catalogues of messages (`locales/gd.po`), checked and compiled.

A catalogue is read when a network speaks its language; for English nothing is read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.model.diagnostics import Diagnostic, Span
from generator.model.patterns import lazy_pattern
from generator.publish.language import Language, unfaithful

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

LOCALES: Final = "locales"
_LINE: Final = lazy_pattern(
    rb'(?:#.*|(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)?\s*"(?:[^"\\]|\\.)*"|)'
)
"""A line of a catalogue: Babel takes the last character of any other for a quotation mark, and drops it."""


class Spoken(Struct, frozen=True):
    """A language as a theme speaks it, with the faults of its catalogues.

    Where the theme has none for it, `others` are the tags of those that it has.
    """

    language: Language
    faults: tuple[Diagnostic, ...] = ()
    others: tuple[str, ...] = ()


class Compiled(Struct, frozen=True):
    """A catalogue ready for use.

    `drafts` are the messages that nobody who speaks the language has checked.
    """

    data: bytes
    messages: frozenset[str]
    drafts: frozenset[str]
    faults: tuple[Diagnostic, ...]


def find_language(folders: Sequence[str], tag: str) -> Spoken:
    """Return the language with this tag, from a theme's folders; English where none of them has it."""
    primary = tag.partition("-")[0].lower()
    files = [file for folder in folders if (file := _file(Path(folder) / LOCALES, tag, primary))]
    found = [
        each
        for file in files
        if (each := compiled(f"../themes/{file.parent.parent.name}/{LOCALES}/{file.name}", file.read_bytes()))
    ]
    faults = tuple(fault for each in found for fault in each.faults)
    found = [each for each in found if each.messages]
    if primary == "en":
        return Spoken(Language(tag, tuple(each.data for each in found)), faults)
    if not found:
        others = {
            "en-GB",
            *(path.stem for folder in folders for path in Path(folder, LOCALES).glob("*.po")),
        } - {tag, primary}
        return Spoken(Language("en"), faults, () if faults else tuple(sorted(others)))
    checked = frozenset().union(*(each.messages - each.drafts for each in found))
    draft = any(each.drafts - checked for each in found)
    return Spoken(Language(tag, tuple(each.data for each in found), _calendar(tag), draft), faults)


def incomplete(tag: str, spoken: Spoken, span: Span) -> Diagnostic:
    """Return the diagnostic for a language that is a draft, or is not there."""
    if spoken.others:
        there = ", ".join(spoken.others)
        hint = f"`enquiry translate {tag}` starts a translation; there is one already for {there}"
        return Diagnostic(
            span,
            "no-translation",
            f"Nobody has translated menus, dates and buttons into “{tag}”, so they are in English.",
            hint,
        )
    message = (
        f"Nobody who speaks “{tag}” has checked its words for menus, dates and buttons; the pages say so."
    )
    return Diagnostic(
        span,
        "draft-translation",
        message,
        f"ask somebody who does: `enquiry translate {tag}` writes what there is to be checked",
    )


def _file(folder: Path, tag: str, primary: str) -> Path | None:
    """Return a folder's catalogue for a language: that of the region goes before that of the language."""
    return next(
        (
            path
            for path in (folder / f"{tag}.po", folder / f"{primary}.po")
            if path.is_file() and not path.is_symlink()
        ),
        None,
    )


def _calendar(tag: str) -> str:
    """Return the locale whose dates are written; empty, for English, where Unicode has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return ""


class Unreadable(Exception):
    """A file that is no catalogue of messages; holds the line and the reason."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


def read(text: bytes) -> Catalog:
    """Return a catalogue of messages (`.po`). Raises `Unreadable`."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        text.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(text.count(b"\n", 0, error.start) + 1, "it was not saved as plain text") from None
    for number, line in enumerate(text.split(b"\n"), 1):
        if not _LINE.fullmatch(line.strip()):
            raise Unreadable(number, "this line is neither a comment nor a text between quotation marks")
    try:
        return read_po(io.BytesIO(text), abort_invalid=True)
    except PoFileError as error:
        raise Unreadable(error.lineno + 1, str(error).rstrip(".")) from None
    except (ValueError, LookupError) as error:
        raise Unreadable(1, str(error).rstrip(".")) from None


@lru_cache(maxsize=8)
def compiled(place: str, text: bytes) -> Compiled:
    """Return a catalogue without those of its translations that can't be used. `place` is where it is."""
    try:
        catalogue = read(text)
        _binary(catalogue)
    except Unreadable as error:
        why = f"This catalogue of messages can't be read: {error.why}."
        hint = "mend it, or take the file away for the English words"
        return _unusable(_fault(place, error.line, why, hint))
    except (ValueError, ArithmeticError) as error:
        why = f"This catalogue's rule for plurals can't be used: {error}."
        hint = "take it from another translation into this language, or from the list in gettext's manual"
        return _unusable(_fault(place, 1, why, hint))
    faults = []
    for message in [each for each in catalogue if each.id]:
        if reason := next(_mistakes(message), ""):
            why = f"This translation can't be used: {reason}."
            hint = "mend it, or leave it empty for the English words"
            faults.append(_fault(place, message.lineno or 1, why, hint))
            catalogue.delete(message.id, message.context)
    translated = {
        f"{each.context or ''}\0{each.id}": each for each in catalogue if each.id and any(_strings(each))
    }
    drafts = frozenset(key for key, each in translated.items() if catalogue.fuzzy or each.fuzzy)
    return Compiled(_binary(catalogue), frozenset(translated), drafts, tuple(faults))


def _unusable(fault: Diagnostic) -> Compiled:
    """Return an empty catalogue in place of one that can't be used."""
    return Compiled(b"", frozenset(), frozenset(), (fault,))


def _mistakes(message: Message) -> Iterator[str]:
    wanted = message.id if isinstance(message.id, str) else message.id[-1]
    yield from (why for each in _strings(message) if each and (why := unfaithful(wanted, each)))


def _strings(message: Message) -> Sequence[str]:
    return [message.string] if isinstance(message.string, str) else message.string or ()


def _fault(place: str, line: int, why: str, hint: str) -> Diagnostic:
    return Diagnostic(Span(place, line, 1), "broken-translation", why, hint)


def _binary(catalogue: Catalog) -> bytes:
    """Return what gettext reads, the same bytes each time; drafts are used, too.

    Raises `ValueError` or `ArithmeticError` where gettext can't count by it.
    """
    from datetime import UTC, datetime
    from gettext import GNUTranslations

    from babel.messages.mofile import write_mo

    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    data = io.BytesIO()
    write_mo(data, catalogue, use_fuzzy=True)
    count = GNUTranslations(io.BytesIO(data.getvalue())).ngettext
    for number in range(200):
        count("", "", number)
    return data.getvalue()
