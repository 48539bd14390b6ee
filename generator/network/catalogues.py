"""Catalogues of standards: finding one, its ancestors, and the one that a writer may have meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from generator.model.suggest import Names
from generator.source.files.catalogue import CatalogueFields

_SHORT: Final = 4
"""Letters of words that say little."""


class Standard(Struct, frozen=True, array_like=True):
    """A standard, a section of one, or a single action.

    `order` is its position in the network's catalogues, read from top to bottom; `path` are the identities
    from the top of its catalogue down to itself. `verified` is false where its wording was not checked
    against the published standard.
    """

    id: str
    title: str
    kind: str
    number: str
    statement: str
    parent: str
    catalogue: str
    publisher: str
    verified: bool
    in_force_from: str
    in_force_to: str
    order: int
    path: tuple[str, ...]
    children: tuple[str, ...]

    def in_force(self, day: str) -> bool:
        """Return whether it was in force on this day."""
        return (self.in_force_from or day) <= day <= (self.in_force_to or day)


class Standards(Struct, frozen=True, array_like=True, dict=True):
    """The standards of the catalogues in use, in order."""

    by_id: Mapping[str, Standard]

    def __contains__(self, identity: str) -> bool:
        return identity in self.by_id

    def __getitem__(self, identity: str) -> Standard:
        return self.by_id[identity]

    def lineage(self, identity: str) -> tuple[str, ...]:
        """Return the identities from the top of the standard's catalogue down to the standard itself."""
        return self.by_id[identity].path

    def lineages(self, identities: tuple[str, ...]) -> tuple[str, ...]:
        """Return standards with all that they are part of, once each. Many posts name the same ones."""
        found = self._lineages.get(identities)
        if found is None:
            found = tuple(dict.fromkeys(above for each in identities for above in self.lineage(each)))
            self._lineages[identities] = found
        return found

    @cached_property
    def _lineages(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def suites(self, day: str) -> list[tuple[Standard, ...]]:
        """Return the standards of each catalogue in order, the catalogues in force on `day` first."""
        groups = _grouped(self.by_id.values(), lambda each: each.catalogue)
        return sorted(map(tuple, groups.values()), key=lambda group: not group[0].in_force(day))

    def entitled(self, words: str) -> bool:
        """Return whether a standard has this title, capitals apart."""
        return words.strip().casefold() in self._by_title

    def meant(self, words: str, day: str = "", focus: Iterable[str] = (), began: str = "") -> list[Standard]:
        """Return up to three standards that `words` may mean, by official number, id or title; best first.

        Where some of them, or those that stand for them, were in force on `day` or on the day `began`, no
        others are returned. Nor are any where some are in `focus`, or of a suite that has something in focus:
        those in focus come first.
        """
        found = self._like(words.strip().casefold())
        days = [each for each in (day, began) if each]
        found = (
            [each for each in found if any(map(each.in_force, days))]
            or self._counterparts(found, days)
            or found
        )
        chosen = {each for each in focus if each in self}
        suites = {self.lineage(each)[0] for each in chosen}
        within = [each for each in found if each.path[0] in suites]
        return sorted(within, key=lambda each: chosen.isdisjoint(each.path))[:3] or found[:3]

    def _counterparts(self, found: Sequence[Standard], days: Sequence[str]) -> list[Standard]:
        """Return standards in force on one of these days that have most words of the title of one found.

        Where there is none, it is looked for those of the title of its suite.
        """
        current = [each for each in self.by_id.values() if any(map(each.in_force, days))]
        for title in dict.fromkeys(
            self.by_id[key].title for each in found[:1] for key in (each.id, each.path[0])
        ):
            wanted = _words(title)
            shared = {each: len(wanted & self._words_of[each.id]) for each in current}
            most = max(shared.values(), default=0)
            if most and most * 2 >= len(wanted):
                return [each for each, number in shared.items() if number == most]
        return []

    def _like(self, wanted: str) -> list[Standard]:
        if match := re.fullmatch(r"(?P<suite>[a-z]*)[ .-]*(?P<number>\d[\d. ]*)", wanted):
            number = match["number"].replace(" ", "").strip(".")
            if numbered := self._by_number.get(number):
                return [
                    each for each in numbered if match["suite"] and each.id.startswith(match["suite"])
                ] or numbered
        suite, _, rest = wanted.partition(".")
        if suite in self.by_id and re.fullmatch(r"[\d.]+", rest):
            return [each for each in self._by_digits.get(_digits(rest), ()) if each.path[0] == suite]
        return (
            self._by_title.get(wanted)
            or self._holding(wanted)
            or [self.by_id[each] for each in self._ids.nearest(wanted, 1)]
            or self._titled(self._titles.nearest(wanted))
        )

    def _holding(self, words: str) -> list[Standard]:
        """Return the standards whose titles hold these words, the shortest title first."""
        titles = self._titles.holding(words) if len(words) > 3 else []
        return sorted(self._titled(titles), key=lambda each: (len(each.title), each.order))

    def _titled(self, titles: Iterable[str]) -> list[Standard]:
        """Return the standards that have one of these titles, in the catalogues' order."""
        found = [each for title in {each.casefold() for each in titles} for each in self._by_title[title]]
        return sorted(found, key=lambda each: each.order)

    @cached_property
    def _by_number(self) -> dict[str, list[Standard]]:
        return _grouped(self.by_id.values(), lambda each: each.number)

    @cached_property
    def _by_digits(self) -> dict[str, list[Standard]]:
        return _grouped(self.by_id.values(), lambda each: _digits(each.number))

    @cached_property
    def _by_title(self) -> dict[str, list[Standard]]:
        return _grouped(self.by_id.values(), lambda each: each.title.casefold())

    @cached_property
    def _words_of(self) -> dict[str, frozenset[str]]:
        return {each.id: _words(each.title) for each in self.by_id.values()}

    @cached_property
    def _ids(self) -> Names:
        return Names(self.by_id)

    @cached_property
    def _titles(self) -> Names:
        return Names(dict.fromkeys(each.title for each in self.by_id.values()))


def _grouped(standards: Iterable[Standard], key: Callable[[Standard], str]) -> dict[str, list[Standard]]:
    groups: dict[str, list[Standard]] = {}
    for each in standards:
        if name := key(each):
            groups.setdefault(name, []).append(each)
    return groups


def _words(title: str) -> frozenset[str]:
    """Return the words of a title by which it is told apart."""
    return frozenset(each for each in re.findall(r"\w+", title.casefold()) if len(each) > _SHORT)


def _digits(number: str) -> str:
    return number.replace(".", "")


def assemble(catalogues: Iterable[tuple[str, CatalogueFields]]) -> Standards:
    """Return the standards of these catalogues, one suite after another, each from top to bottom."""
    by_id: dict[str, Standard] = {}
    for name, fields in catalogues:
        children: dict[str, list[int]] = {}
        known = {each.id for each in fields.elements}
        for index, each in enumerate(fields.elements):
            children.setdefault(each.parent if each.parent in known else "", []).append(index)
        stack: list[tuple[int, tuple[str, ...]]] = [(index, ()) for index in reversed(children.get("", []))]
        while stack:
            index, above = stack.pop()
            each = fields.elements[index]
            if each.id in by_id:
                continue
            path = (*above, each.id)
            below = children.get(each.id, [])
            by_id[each.id] = Standard(
                id=each.id,
                title=each.title,
                kind=each.kind,
                number=each.number,
                statement=each.statement,
                parent=above[-1] if above else "",
                catalogue=fields.title or name,
                publisher=fields.publisher,
                verified=each.verified and each.number_verified,
                in_force_from=fields.in_force_from,
                in_force_to=fields.in_force_to,
                order=len(by_id),
                path=path,
                children=tuple(fields.elements[one].id for one in below),
            )
            stack.extend((one, path) for one in reversed(below))
    return Standards(by_id)
