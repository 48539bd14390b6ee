"""Pages of records whose subject has no pages of its own: one for each, and the list of their section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import asdict

from generator.model import addresses
from generator.network.records import Record
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.views.parts import Anchor, Day
from generator.publish.views.records import RecordRow, RecordsView, RecordView, Setting
from generator.schema.kind import Kind, values
from generator.subjects.registry import KINDS, SUBJECTS, module, subject_of

SHOWN_APART: Final = ("title", "summary", "audience", "aliases", "draft", "expires")
"""Settings that have places of their own on the page of a record."""
_LINK: Final = re.compile(r"https?://[^\s\"'<>]+")


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the pages of each subject that has none of its own."""
    for name, subject in SUBJECTS.items():
        if module(name, "pages") is None:
            found = [each for kind in subject.kinds for each in composer.edition.of_kind(kind.name)]
            if found and subject.section is not None:
                yield html_page(subject.section.address, "records.html", _list, name)
            for each in found:
                yield html_page(addresses.record(each.id), "record.html", _record, each.id)


def _list(composer: Composer, name: str) -> RecordsView:
    subject, _ = SUBJECTS[name], composer.gettext
    section = subject.section
    assert section is not None  # noqa: S101 - there is no such page without one
    lists = [(_(kind.label), composer.edition.of_kind(kind.name)) for kind in subject.kinds]
    return RecordsView(
        head=composer.frame.head(
            _(section.title),
            section.address,
            description=_(section.note) if section.note else "",
            section=section.address,
        ),
        lists=tuple(
            (label, tuple(_row(composer, each) for each in found)) for label, found in lists if found
        ),
    )


def _row(composer: Composer, record: Record) -> RecordRow:
    summary = getattr(record.fields, "summary", "")
    return RecordRow(composer.records.anchor(record.id), _day(composer, record), summary)


def _day(composer: Composer, record: Record) -> Day | None:
    setting = KINDS[record.kind].when
    return composer.language.known_day(getattr(record.fields, setting)[:10] if setting else "")


def _record(composer: Composer, identity: str) -> RecordView:
    edition = composer.edition
    record = edition.records[identity]
    kind, subject = KINDS[record.kind], subject_of(record.kind)
    above, _ = subject.section, composer.gettext
    return RecordView(
        head=composer.frame.head(
            record.title,
            addresses.record(identity),
            description=getattr(record.fields, "summary", "")
            or composer.dependencies.words(record.text).excerpt,
            trail=(Anchor(_(above.title), above.address),) if above else (),
            section=above.address if above else "",
        ),
        label=_(kind.label),
        date=_day(composer, record),
        summary=getattr(record.fields, "summary", ""),
        settings=tuple(_settings(composer, kind, record)),
        tags=composer.tags.several(_standards(kind, record)),
        body=composer.texts.body(record.text),
        posts=composer.entries.cards(edition.posts[each] for each in edition.reflections.get(identity, ())),
        noted=composer.records.naming(kind.name, identity),
        audience=composer.entries.audience(record.audience),
        edit=composer.actions.edit(record.source),
    )


def _standards(kind: Kind, record: Record) -> tuple[str, ...]:
    named = [each.split(".") for each, what in kind.references.items() if what == "standard"]
    return tuple(dict.fromkeys(value for names in named for _, value in values(record.fields, *names)))


def _settings(composer: Composer, kind: Kind, record: Record) -> Iterator[Setting]:
    for name, value in asdict(record.fields).items():
        if name not in (*SHOWN_APART, kind.when) and kind.references.get(name) != "standard":
            shown = tuple(_values(composer, kind, name.rstrip("_"), value))
            if shown:
                label = name.replace("_", " ").strip().capitalize()
                yield Setting(composer.gettext(label), shown)


def _values(composer: Composer, kind: Kind, name: str, value: Any) -> Iterator[Anchor]:
    """Yield the values of a setting, which may stand in lists and in parts.

    A value that names something leads to it.
    """
    if isinstance(value, Struct):
        for part, inner in asdict(value).items():
            if part != "audience":
                yield from _values(composer, kind, f"{name}.{part.rstrip('_')}", inner)
    elif isinstance(value, tuple):
        for each in value:
            yield from _values(composer, kind, name, each)
    elif isinstance(value, str) and value:
        yield _value(composer, kind, name, value)
    elif value:
        yield Anchor("✓" if value is True else format(value, "g"), "")


def _value(composer: Composer, kind: Kind, name: str, value: str) -> Anchor:
    edition = composer.edition
    match kind.references.get(name):
        case "person":
            return composer.people.anchor(value)
        case "cohort":
            return composer.cohorts.anchor(edition.cohorts[value])
        case "standard":
            tag = composer.tags.one(value)
            return Anchor(f"{tag.number} {tag.title}".strip(), tag.address)
        case "post" | "record" | "entry":
            post = edition.posts.get(value)
            return composer.entries.anchor(post) if post else composer.records.anchor(value)
    if name in kind.links:
        return Anchor(value, composer.texts.target(value))
    return Anchor(
        composer.gettext(value) if value in kind.terms else value, value if _LINK.fullmatch(value) else ""
    )


FAMILY: Final = Family(pages)
