"""Catalogues of the messages of a theme (`locales/<language>.po`), for somebody to translate.

Written again, a catalogue keeps its translations. What a theme does not translate itself falls back on the
default theme's catalogue, whose translations stand in a new one too; those that nobody has checked who speaks
the language are marked `fuzzy`, as translators' tools understand.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

import generator
from generator.authoring.files.writing import Refused
from generator.engine.theme.languages import LOCALES, Unreadable, read
from generator.engine.theme.sources import packaged

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_EMPTY: Final = re.compile(
    rb'"(?:(?:POT-Creation-Date|PO-Revision-Date|Generated-By): .*|.*(?:EMAIL@ADDRESS|LL@li\.org).*)\\n"\n'
)
"""Headers that Babel writes and nobody has filled in, and the time."""

TRIMMED: Final = {"trim_blocks": "true", "lstrip_blocks": "true"}
"""The options by which the templates of a theme are read."""


class Translated(Struct, frozen=True):
    """A catalogue as it was written, with the numbers of its messages, of missing and unchecked ones."""

    path: Path
    messages: int
    missing: int
    drafts: int


def translate(theme: Path, language: str) -> Translated:
    """Write a theme's catalogue for this language, or bring it up to date.

    Raises `Refused` where that can't be done.
    """
    if not _TAG.fullmatch(language):
        raise Refused(f"“{language}” is not a language's code. Write it as gd (Gaelic), cy (Welsh) or fr-CA.")
    file, default = theme / LOCALES / f"{language}.po", packaged("themes") / "default"
    catalogue, packed = _read(file), _read(default / LOCALES / file.name)
    if catalogue is None:
        catalogue = _new(language, packed)
    if packed is not None and theme.resolve() != default.resolve():
        _fill(catalogue, packed)
    catalogue.update(messages(theme, default), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_text(catalogue))
    texts = [each for each in catalogue if each.id]
    missing = sum(not _complete(each) for each in texts)
    return Translated(
        file, len(texts), missing, sum(_complete(each) and (each.fuzzy or catalogue.fuzzy) for each in texts)
    )


def messages(*themes: Path) -> Catalog:
    """Return the messages of these themes and of Enquiry itself, in English."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract

    found = Catalog(charset="utf-8")
    for name, file, extractor in _sources(themes):
        with file.open("rb") as source:
            for _, message, comments, context in extract(
                extractor, source, comment_tags=["Translators:"], options=TRIMMED
            ):
                found.add(message, locations=[(name, 1)], auto_comments=comments, context=context)
    return found


def _sources(themes: tuple[Path, ...]) -> Iterator[tuple[str, Path, str]]:
    package = Path(next(iter(generator.__path__)))
    yield from (
        (path.relative_to(package).as_posix(), path, "python") for path in sorted(package.rglob("*.py"))
    )
    for theme in dict.fromkeys(themes):
        yield from (
            (path.relative_to(theme).as_posix(), path, "jinja2") for path in sorted(theme.rglob("*.html"))
        )


def _new(language: str, packed: Catalog | None) -> Catalog:
    """Return an empty catalogue with the plural forms of the packaged one, or a draft if there is none."""
    from babel import Locale, UnknownLocaleError
    from babel.messages.catalog import Catalog

    try:
        locale: Locale | None = Locale.parse(language, sep="-")
    except UnknownLocaleError:
        locale = None
    name = locale.english_name if locale else language
    made = Catalog(
        locale,
        charset="utf-8",
        fuzzy=packed is None,
        project="Enquiry",
        version="-",
        header_comment=f"# What an Enquiry site says, in {name}.",
    )
    if packed is not None:
        made.mime_headers = [("Plural-Forms", packed.plural_forms)]
    return made


def _read(file: Path) -> Catalog | None:
    try:
        return read(file.read_bytes()) if file.is_file() else None
    except Unreadable as error:
        raise Refused(f"{file} can't be read as a catalogue of messages: {error}.") from None


def _fill(catalogue: Catalog, other: Catalog) -> None:
    """Take over what another catalogue says and this one does not."""
    for message in other:
        if message.id and catalogue.get(message.id, message.context) is None:
            flags = message.flags | ({"fuzzy"} if other.fuzzy else set())
            catalogue.add(message.id, message.string, flags=flags, context=message.context)


def _complete(message: Message) -> bool:
    return all((message.string,) if isinstance(message.string, str) else message.string or ("",))


def _text(catalogue: Catalog) -> bytes:
    """Return the bytes of the file, without a date and without the places of messages."""
    from babel.messages.pofile import write_po

    text = io.BytesIO()
    write_po(text, catalogue, width=150, no_location=True, ignore_obsolete=True)
    return _EMPTY.sub(b"", text.getvalue())
