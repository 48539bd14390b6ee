"""What is known of a network while its records are admitted: what a name leads to there, and what may be meant where it leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.model import paths
from generator.model.suggest import listed, nearest, several
from generator.network.records import Cohort, Person
from generator.source.document import Document

Fault = tuple[str, str, str]
"""A code, a sentence and a hint."""


class Lookup(Struct, frozen=True):
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


def settled(what: str, path: str, known: Lookup, value: str) -> str:
    """The identity of what a setting names in the file at `path`; empty where it is not there."""
    if what == "person":
        return value if value in known.people else ""
    if what == "cohort":
        return value if value in known.cohorts else ""
    if what == "standard":
        return value if known.standard(value) else ""
    return _entry(what, path, known, value)


def _entry(what: str, path: str, known: Lookup, value: str) -> str:
    """A post or a record, by its identity or by its file's relative path; a record also by the end of its identity, where that is enough."""
    name = value.strip("/")
    if name.endswith(".md"):
        name = known.paths.get(paths.beside(path, name), "")
    if any(name in each for each in _candidates(what, known)):
        return name
    same = [key for key in known.records if key.rpartition("/")[2] == name] if what != "post" else []
    return same[0] if len(same) == 1 else ""


def _candidates(what: str, known: Lookup) -> tuple[Mapping[str, Document], ...]:
    return (
        (known.posts,)
        if what == "post"
        else (known.records,)
        if what == "record"
        else (known.posts, known.records)
    )


def absent(what: str, value: str, known: Lookup, under: tuple[str, ...] = ("",)) -> Fault:
    """That there is no such thing (of those whose identities begin in one of these ways), and what may be meant."""
    if what == "person":
        called = {each.name.casefold(): key for key, each in known.people.items()}
        return "unknown-person", f"There is no participant “{value}”.", _meant(value, known.people, called)
    if what == "cohort":
        titles = {each.fields.title.casefold(): key for key, each in known.cohorts.items()}
        return "unknown-cohort", f"There is no cohort “{value}”.", _meant(value, known.cohorts, titles)
    there = {
        key: each for part in _candidates(what, known) for key, each in part.items() if key.startswith(under)
    }
    titles = {str(getattr(each.fields, "title", "")).casefold(): key for key, each in there.items()}
    if what == "record":
        return "unknown-record", f"There is no record “{value}”.", _meant(value, there, titles)
    return "unknown-post", f"There is no post “{value}”.", _meant(value, there, titles)


def _meant(value: str, known: Mapping[str, object], titles: Mapping[str, str]) -> str:
    """A hint at what may be meant: by its title, by its identity or the end of it."""
    if hint := several(value, known):
        return hint
    wanted = value.strip("/").removesuffix(".md")
    tail = wanted.rpartition("/")[2]
    same = [key for key in known if key.rpartition("/")[2] == tail]
    close = [titles[each] for each in (value.casefold(),) if each in titles] or same or nearest(wanted, known)
    if not close:
        tails = {key.rpartition("/")[2]: key for key in known}
        close = [tails[each] for each in nearest(tail, tails)]
    beside = [key for key in known if key.rpartition("/")[0] == wanted.rpartition("/")[0]]
    return (
        f"did you mean `{close[0]}`?"
        if close
        else f"there are: {listed(beside or known)}"
        if known
        else "there is none yet"
    )
