"""Admission of the records that are described as a `Kind`: each reference is checked and settled, whatever the kind.

What a kind has to check beyond its own file is a function in a module of its own, listed in `FURTHER`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator import paths
from generator.audience import level
from generator.diagnostics import Span
from generator.network import events, outreach, projects
from generator.network.records import Cohort, Person, Record, Text
from generator.read.document import Document
from generator.read.kind import Keys, Kind, mapped, values
from generator.read.register import KINDS
from generator.suggest import listed, nearest

Report = Callable[[Span, str, str, str], None]
Fault = tuple[str, str, str]
"""A code, a sentence and a hint."""


class Known(Struct, frozen=True):
    """What is known of a network while its records are admitted.

    `posts` and `records` are the documents of each identity, admitted or not, `paths` the identities of their files; `lost` and `lost_cohorts` are those whose file
    can't be read. `standard` says whether there is one of this name; with a place, it reports there what is wrong with it. `areas` are those that schools can ask for.
    """

    zone: ZoneInfo
    people: Mapping[str, Person]
    cohorts: Mapping[str, Cohort]
    posts: Mapping[str, Document]
    records: Mapping[str, Document]
    paths: Mapping[str, str]
    lost: frozenset[str]
    lost_cohorts: frozenset[str]
    standard: Callable[..., bool]
    areas: tuple[str, ...] = ()


FURTHER: Final[Mapping[str, Callable[[Record, Document, Known, Report], None]]] = {
    "event": events.check, "project": projects.check, "request": outreach.check_request, "record": outreach.check_record,
}  # fmt: skip
"""What some kinds check of a record beside its references, once these are settled."""


def identity(document: Document) -> str:
    """A record's identity, from which its address follows: its path, without the date and the ending of its name."""
    folder, _, name = document.path.rpartition("/")
    return f"{folder}/{document.place.name or name.rpartition('.')[0]}"


def admit(documents: Iterable[Document], known: Known, report: Report) -> dict[str, Record]:
    """The records of these documents, in order of their identities."""
    records = {}
    for document in documents:
        kind = KINDS[document.place.kind]
        if isinstance(document.fields, kind.fields):
            record = _record(document, kind, known, report)
            if further := FURTHER.get(kind.name):
                further(record, document, known, report)
            if (post := known.posts.get(record.id.removeprefix("participants/"))) is not None:
                report(Span(post.path), "duplicate-address", f"/{record.id}/ is the address of {document.path}.", "give this file another name")
            records[record.id] = record
    return dict(sorted(records.items()))


def _record(document: Document, kind: Kind, known: Known, report: Report) -> Record:
    fields = document.fields
    for setting, what in kind.references.items():
        names = setting.split(".")
        for keys, value in values(fields, *names):
            _check(what, value, document, keys, known, report)
        fields = mapped(fields, partial(settled, what, document.path, known), *names)
    for setting in kind.links:
        fields = mapped(fields, lambda value: value if "://" in value else paths.beside(document.path, value), *setting.split("."))
    wanted = getattr(fields, "audience", "") or kind.usual
    title = getattr(fields, "title", "") or kind.name.capitalize()
    audience = min(level(wanted), level(kind.widest))
    return Record(identity(document), kind.name, document.place.owner, title, Text(document.path, document.links), fields, audience, document.path)  # type: ignore[arg-type]


def settled(what: str, path: str, known: Known, value: str) -> str:
    """The identity of what a setting names in the file at `path`; empty where it is not there."""
    if what == "person":
        return value if value in known.people else ""
    if what == "cohort":
        return value if value in known.cohorts else ""
    if what == "standard":
        return value if known.standard(value) else ""
    return _entry(what, path, known, value)


def _entry(what: str, path: str, known: Known, value: str) -> str:
    """A post or a record, by its identity or by its file's relative path; a record also by the end of its identity, where that is enough."""
    name = value.strip("/")
    if name.endswith(".md"):
        name = known.paths.get(paths.beside(path, name), "")
    if any(name in each for each in _candidates(what, known)):
        return name
    same = [key for key in known.records if key.rpartition("/")[2] == name] if what != "post" else []
    return same[0] if len(same) == 1 else ""


def _candidates(what: str, known: Known) -> tuple[Mapping[str, Document], ...]:
    return (known.posts,) if what == "post" else (known.records,) if what == "record" else (known.posts, known.records)


def _check(what: str, value: str, document: Document, keys: Keys, known: Known, report: Report) -> None:
    if what == "standard":
        known.standard(value, document, *keys)
    elif not settled(what, document.path, known, value) and not (what == "person" and value in known.lost) and not (what == "cohort" and value in known.lost_cohorts):
        report(document.span(*keys), *absent(what, value, known))


def absent(what: str, value: str, known: Known, under: tuple[str, ...] = ("",)) -> Fault:
    """That there is no such thing (of those whose identities begin in one of these ways), and what may be meant."""
    if what == "person":
        called = {each.name.casefold(): key for key, each in known.people.items()}
        return "unknown-person", f"There is no participant “{value}”.", _meant(value, known.people, called)
    if what == "cohort":
        titles = {each.fields.title.casefold(): key for key, each in known.cohorts.items()}
        return "unknown-cohort", f"There is no cohort “{value}”.", _meant(value, known.cohorts, titles)
    there = {key: each for part in _candidates(what, known) for key, each in part.items() if key.startswith(under)}
    titles = {str(getattr(each.fields, "title", "")).casefold(): key for key, each in there.items()}
    if what == "record":
        return "unknown-record", f"There is no record “{value}”.", _meant(value, there, titles)
    return "unknown-post", f"There is no post “{value}”.", _meant(value, there, titles)


def _meant(value: str, known: Mapping[str, object], titles: Mapping[str, str]) -> str:
    """A hint at what may be meant: by its title, by its identity or the end of it."""
    wanted = value.strip("/").removesuffix(".md")
    tail = wanted.rpartition("/")[2]
    same = [key for key in known if key.rpartition("/")[2] == tail]
    close = [titles[each] for each in (value.casefold(),) if each in titles] or same or nearest(wanted, known)
    if not close:
        tails = {key.rpartition("/")[2]: key for key in known}
        close = [tails[each] for each in nearest(tail, tails)]
    beside = [key for key in known if key.rpartition("/")[0] == wanted.rpartition("/")[0]]
    return f"did you mean `{close[0]}`?" if close else f"there are: {listed(beside or known)}" if known else "there is none yet"

