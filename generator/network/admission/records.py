"""Admission of records of the described kinds: each reference is checked and resolved, whatever the kind.

A check that needs more than the record's own file is a function in its subject's module `checks`, listed in
`CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from generator.model import paths
from generator.model.audience import level
from generator.model.diagnostics import Report, Span
from generator.network.admission.context import Context
from generator.network.admission.identities import record_identity
from generator.network.admission.standards import check_standard
from generator.network.lookup import Lookup
from generator.network.records import Record
from generator.network.texts import Text
from generator.schema.kind import Keys, Kind, mapped, values
from generator.schema.publication import kept_back
from generator.source.document import Document
from generator.subjects.registry import KINDS, modules

FURTHER: Final[Mapping[str, Callable[[Record, Document, Lookup, Report], None]]] = {
    name: check for module in modules("checks") for name, check in getattr(module, "CHECKS", {}).items()
}
"""The checks of kinds that need the rest of the network, made once a record's references are resolved."""


def admit_records(context: Context) -> dict[str, Record]:
    """Return the records that can be read, in order of their identities."""
    lookup = context.lookup
    records = {}
    for document in lookup.records.values():
        kind = KINDS[document.file.kind]
        if isinstance(document.fields, kind.fields):
            record = _record(context, document, kind)
            if further := FURTHER.get(kind.name):
                further(record, document, lookup, context.report)
            if (post := lookup.posts.get(record.id.removeprefix("participants/"))) is not None:
                message = f"/{record.id}/ is the address of {document.path}."
                context.report(Span(post.path), "duplicate-address", message, "give this file another name")
            records[record.id] = record
    return dict(sorted(records.items()))


def _record(context: Context, document: Document, kind: Kind) -> Record:
    fields = document.fields
    for setting, what in kind.references.items():
        names = setting.split(".")
        for keys, value in values(fields, *names):
            _check(context, what, value, document, keys)
        fields = mapped(fields, partial(context.lookup.resolve, what, path=document.path), *names)
    for setting in kind.links:
        fields = mapped(
            fields,
            lambda value: value if "://" in value else _beside(context, document.path, value),
            *setting.split("."),
        )
    wanted = getattr(fields, "audience", "") or kind.usual
    # The reader has refused a wider audience; this is for a kind whose usual audience would be too wide.
    audience = min(level(wanted), level(kind.widest))
    return Record(
        record_identity(document),
        kind.name,
        document.file.owner,
        getattr(fields, "title", "") or kind.name.capitalize(),
        Text(document.path, document.links),
        fields,  # type: ignore[arg-type]  # a described kind's, as the caller has looked up
        audience,
        document.path,
        kept_back(fields, context.sources.date),
    )


def _beside(context: Context, path: str, value: str) -> str:
    """Return the file that a setting leads to, as it is called."""
    found = paths.beside(path, value)
    return context.sources.asset(found) or found


def _check(context: Context, what: str, value: str, document: Document, keys: Keys) -> None:
    """Report a reference that resolves to nothing."""
    lookup = context.lookup
    if what == "standard":
        check_standard(context, value, document, *keys)
    elif not lookup.resolve(what, value, document.path) and not lookup.is_unreadable(what, value):
        context.report(document.span(*keys), *lookup.missing(what, value))
