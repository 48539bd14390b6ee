"""Admission of the records that are described as a `Kind`: each reference is checked and settled, whatever the kind.

A check that needs more than the record's own file is a function in its subject's module `checks`, listed in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from generator.model import paths
from generator.model.audience import level
from generator.model.diagnostics import Report, Span
from generator.network.lookup import Lookup, absent, settled
from generator.network.records import Record
from generator.network.texts import Text
from generator.schema.kind import Keys, Kind, mapped, values
from generator.source.document import Document
from generator.subjects.registry import KINDS, modules

FURTHER: Final[Mapping[str, Callable[[Record, Document, Lookup, Report], None]]] = {
    name: check for module in modules("checks") for name, check in module.CHECKS.items()
}
"""The checks of kinds that need the rest of the network, made once a record's references are settled."""


def identity(document: Document) -> str:
    """A record's identity, from which its address follows: its path, without the date and the ending of its name."""
    folder, _, name = document.path.rpartition("/")
    return f"{folder}/{document.file.name or name.rpartition('.')[0]}"


def admit(documents: Iterable[Document], known: Lookup, report: Report) -> dict[str, Record]:
    """The records of these documents, in order of their identities."""
    records = {}
    for document in documents:
        kind = KINDS[document.file.kind]
        if isinstance(document.fields, kind.fields):
            record = _record(document, kind, known, report)
            if further := FURTHER.get(kind.name):
                further(record, document, known, report)
            if (post := known.posts.get(record.id.removeprefix("participants/"))) is not None:
                report(
                    Span(post.path),
                    "duplicate-address",
                    f"/{record.id}/ is the address of {document.path}.",
                    "give this file another name",
                )
            records[record.id] = record
    return dict(sorted(records.items()))


def _record(document: Document, kind: Kind, known: Lookup, report: Report) -> Record:
    fields = document.fields
    for setting, what in kind.references.items():
        names = setting.split(".")
        for keys, value in values(fields, *names):
            _check(what, value, document, keys, known, report)
        fields = mapped(fields, partial(settled, what, document.path, known), *names)
    for setting in kind.links:
        fields = mapped(
            fields,
            lambda value: value if "://" in value else paths.beside(document.path, value),
            *setting.split("."),
        )
    wanted = getattr(fields, "audience", "") or kind.usual
    title = getattr(fields, "title", "") or kind.name.capitalize()
    audience = min(
        level(wanted), level(kind.widest)
    )  # the reader has refused a wider one: a second belt, for a kind whose usual audience would be too wide
    return Record(
        identity(document),
        kind.name,
        document.file.owner,
        title,
        Text(document.path, document.links),
        fields,  # type: ignore[arg-type]  # a described kind's, as the caller has looked up
        audience,
        document.path,
    )


def _check(what: str, value: str, document: Document, keys: Keys, known: Lookup, report: Report) -> None:
    if what == "standard":
        known.standard(value, document, *keys)
    elif (
        not settled(what, document.path, known, value)
        and not (what == "person" and value in known.lost)
        and not (what == "cohort" and value in known.lost_cohorts)
    ):
        report(document.span(*keys), *absent(what, value, known))
