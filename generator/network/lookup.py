"""Resolution of references: the identities that settings refer to, and suggestions where there are none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.model import paths
from generator.model.patterns import lazy_pattern
from generator.model.suggest import MOST_COMPARED, Names, apart, listed, several
from generator.network.catalogues import Standards
from generator.network.programme import by_start
from generator.network.records import Cohort, Person
from generator.network.regions import folded
from generator.network.schools import member_schools
from generator.source.document import Document

Fault = tuple[str, str, str]
"""A code, a sentence and a hint."""
_LINKED: Final = lazy_pattern(r"<(?P<bare>[^<>\s]+)>|\[[^\]]*\]\((?P<address>[^()\s]+)\)")
"""An address as it is pasted with the marks of a link around it."""


class Index:
    """The identities of one sort of thing, with their titles, arranged for suggestions.

    All of it is made when it is first needed, which is when a reference is wrong.
    """

    def __init__(self, titles: Mapping[str, str]) -> None:
        """`titles` are those of the identities."""
        self._titles = titles

    def ending_in(self, name: str) -> list[str]:
        """Return the identities whose last part is `name`."""
        return self._by_name.get(name, [])

    def titled(self, title: str) -> str:
        """Return the identity of what has this title, capitals apart; empty where nothing has."""
        return self._by_title.get(title.casefold(), "")

    def near_title(self, title: str) -> str:
        """Return the identity of what has a title near to this one; empty where nothing has."""
        return next((self.titled(each) for each in self._title_names.nearest(title)), "")

    def with_ending(self, text: str) -> str:
        """Return the first of some identities that end with `text`; empty where none does."""
        start = bisect_left(self._reversed, (text[::-1], 0))
        found = [
            place
            for name, place in islice(self._reversed, start, start + MOST_COMPARED)
            if name.startswith(text[::-1])
        ]
        return self._names[min(found)] if text and found else ""

    def did_you_mean(self, wanted: str, otherwise: str = "") -> str:
        """Return a hint: the nearest identity; where there is none, `otherwise` or a list of all."""
        if close := self._near.nearest(wanted, 1):
            return f"did you mean `{close[0]}`?"
        return otherwise or (f"there are: {listed(self._titles)}" if self._titles else "")

    def like(self, wanted: str) -> list[str]:
        """Return the identities nearest to `wanted`, best first."""
        return self._near.nearest(wanted)

    def hint(self, wanted: str) -> str:
        """Return a hint at what may be meant: by its title, its identity, or the last part of that."""
        if together := several(wanted, self._titles) or apart(wanted, self._meant):
            return together
        whole = wanted.strip("/").removesuffix(".md")
        folder, _, name = whole.rpartition("/")
        close = [self.titled(wanted)] if self.titled(wanted) else self.ending_in(name)
        close = close or self._near.nearest(whole, 1)
        close = close or [self.ending_in(each)[-1] for each in self._last_parts.nearest(name, 1)]
        if close:
            return f"did you mean `{close[0]}`?"
        beside = self._by_folder.get(folder)
        return f"there are: {listed(beside or self._titles)}" if self._titles else "there is none yet"

    def _meant(self, name: str) -> str:
        """Return the identity of what has this name: as its identity, its title, or nearly so."""
        return (
            name if name in self._titles else self.titled(name) or next(iter(self._near.nearest(name, 1)), "")
        )

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._titles)

    @cached_property
    def _near(self) -> Names:
        return Names(self._titles)

    @cached_property
    def _by_title(self) -> dict[str, str]:
        return {title.casefold(): identity for identity, title in self._titles.items()}

    @cached_property
    def _title_names(self) -> Names:
        return Names(self._titles.values())

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        return _grouped(self._titles, 2)

    @cached_property
    def _last_parts(self) -> Names:
        return Names(self._by_name)

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        return _grouped(self._titles, 0)

    @cached_property
    def _reversed(self) -> list[tuple[str, int]]:
        return sorted((name[::-1], place) for place, name in enumerate(self._names))


def _grouped(identities: Collection[str], part: int) -> dict[str, list[str]]:
    """Return the identities by their folder (`part` 0) or by their last part (`part` 2)."""
    groups: dict[str, list[str]] = {}
    for each in identities:
        groups.setdefault(each.rpartition("/")[part], []).append(each)
    return groups


class Lookup(Struct, frozen=True, dict=True):
    """The things that settings can refer to, as far as they have been admitted.

    `posts` and `records` are the documents of each identity, admitted or not, `paths` the identities of their
    files; `unreadable_people` and `unreadable_cohorts` are those whose file can't be read. `all_standards`
    says that no catalogue in use is missing or unreadable. `areas` are those that schools can ask for.
    `file_at` returns the file that an address of the site leads to.
    """

    zone: ZoneInfo
    areas: tuple[str, ...]
    standards: Standards
    all_standards: bool
    unreadable_people: frozenset[str]
    unreadable_cohorts: frozenset[str]
    file_at: Callable[[str], str] = lambda _: ""
    people: Mapping[str, Person] = {}
    cohorts: Mapping[str, Cohort] = {}
    posts: Mapping[str, Document] = {}
    records: Mapping[str, Document] = {}
    paths: Mapping[str, str] = {}

    def resolve(self, what: str, value: str, path: str) -> str:
        """Return the identity that `value` means in the file at `path`; empty where it is not there."""
        if what == "person":
            return value if value in self.people else ""
        if what == "cohort":
            return value if value in self.cohorts else ""
        if what == "standard":
            return value if value in self.standards else ""
        return self._entry(what, value, path)

    def _entry(self, what: str, value: str, path: str) -> str:
        """Resolve a post or a record: by its identity or by the relative path of its file.

        A record is also found by the last part of its identity, where no other record has the same.
        """
        name = self.entry_named(value, path)
        if (what != "record" and name in self.posts) or (what != "post" and name in self.records):
            return name
        same = self.index("record").ending_in(name) if what != "post" else []
        return same[0] if len(same) == 1 else ""

    def entry_named(self, value: str, path: str) -> str:
        """Return the identity that is written as such, as a relative path, or as an address of the site."""
        if linked := _LINKED.fullmatch(value.strip()):
            value = linked["address"] or linked["bare"]
        name = value.strip("/")
        if name in self.posts:
            return name
        if name.endswith(".md") and "://" not in name:
            return self.paths.get(paths.beside(path, name), name)
        return self.paths.get(self.file_at(value), name)

    def is_unreadable(self, what: str, value: str) -> bool:
        """Return whether a reference leads to a file that can't be read, whose own fault is reported."""
        return (what == "person" and value in self.unreadable_people) or (
            what == "cohort" and value in self.unreadable_cohorts
        )

    def missing(self, what: str, value: str, folders: tuple[str, ...] = ("",)) -> Fault:
        """Return the fault that `value` refers to nothing, with a hint.

        `folders` are the beginnings of the identities that it may have.
        """
        code, noun = _NOUNS.get(what, _NOUNS["post"])
        return code, f"There is no {noun} “{value}”.", self.index(what, folders).hint(value)

    def index(self, what: str, folders: tuple[str, ...] = ("",)) -> Index:
        """Return the index of all people, cohorts, posts, records, or entries (posts and records)."""
        if (what, folders) not in self._indexes:
            titles = self._titles(what)
            self._indexes[what, folders] = Index(
                {key: title for key, title in titles.items() if key.startswith(folders)}
            )
        return self._indexes[what, folders]

    def person_in(self, text: str) -> str:
        """Return the person whose full name (two words or more) stands in a text; empty where none does."""
        words = folded(text).split()
        for start in range(len(words)):
            for length in self._name_lengths:
                if found := self._full_names.get(" ".join(words[start : start + length])):
                    return found
        return ""

    @cached_property
    def member_schools(self) -> Mapping[str, Sequence[str]]:
        """The schools of each person in cohorts, as they are described there."""
        return member_schools(self.cohorts.values())

    @cached_property
    def memberships(self) -> Mapping[str, Sequence[Cohort]]:
        """The cohorts that each person is in, by their start."""
        found: dict[str, list[Cohort]] = {}
        for cohort in by_start(self.cohorts.values()):
            for name, _ in cohort.fields.members:
                found.setdefault(name, []).append(cohort)
        return found

    @cached_property
    def _full_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for key, each in self.people.items():
            name = folded(each.name)
            if " " in name:
                names.setdefault(name, key)
        return names

    @cached_property
    def _name_lengths(self) -> list[int]:
        return sorted({len(each.split()) for each in self._full_names})

    def _titles(self, what: str) -> dict[str, str]:
        if what == "person":
            return {key: each.name for key, each in self.people.items()}
        if what == "cohort":
            return {key: each.fields.title for key, each in self.cohorts.items()}
        entries = (
            self.posts
            if what == "post"
            else self.records
            if what == "record"
            else {**self.posts, **self.records}
        )
        return {key: str(getattr(each.fields, "title", "")) for key, each in entries.items()}

    @cached_property
    def _indexes(self) -> dict[tuple[str, tuple[str, ...]], Index]:
        return {}


_NOUNS = {
    "person": ("unknown-person", "participant"),
    "cohort": ("unknown-cohort", "cohort"),
    "record": ("unknown-record", "record"),
    "post": ("unknown-post", "post"),
}
"""The codes of missing things, and what messages call them."""
