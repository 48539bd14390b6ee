"""Catalogues of standards: looking one up, what stands above it, and what a teacher may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.model.suggest import nearest
from generator.source.files.catalogue import CatalogueFields


class Standard(Struct, frozen=True, array_like=True):
    """A standard, a section of one, or a single action. `order` is its place in the network's catalogues, read from top to bottom.

    `verified` is false where its wording was not checked against the published standard.
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
        """Whether it was in force on this day."""
        return (self.in_force_from or day) <= day <= (self.in_force_to or day)


class Standards(Struct, frozen=True, array_like=True):
    """The standards of the catalogues in use, in order."""

    by_id: Mapping[str, Standard]

    def __contains__(self, identity: str) -> bool:
        return identity in self.by_id

    def __getitem__(self, identity: str) -> Standard:
        return self.by_id[identity]

    def lineage(self, identity: str) -> tuple[str, ...]:
        """From the top of its catalogue down to the standard itself."""
        return self.by_id[identity].path

    def meant(self, words: str, day: str = "") -> list[Standard]:
        """What somebody may have meant: by official number, by id, by words of the title; best first, three at most.

        Where some of it was in force on `day`, nothing else is named.
        """
        found = self._like(words.strip().casefold())
        return ([each for each in found if day and each.in_force(day)] or found)[:3]

    def _like(self, wanted: str) -> list[Standard]:
        every = self.by_id.values()
        if match := re.fullmatch(r"(?P<suite>[a-z]*)[ .-]*(?P<number>\d[\d. ]*)", wanted):
            number = match["number"].replace(" ", "").strip(".")
            numbered = [each for each in every if each.number == number]
            if numbered:
                return [
                    each for each in numbered if match["suite"] and each.id.startswith(match["suite"])
                ] or numbered
        suite, _, rest = wanted.partition(".")
        if suite in self.by_id and re.fullmatch(r"[\d.]+", rest):
            return [
                each
                for each in every
                if each.path[0] == suite
                and each.number
                and each.number.replace(".", "") == rest.replace(".", "")
            ]
        by_title = [each for each in every if each.title.casefold() == wanted]
        if not by_title and len(wanted) > 3:
            by_title = sorted(
                (each for each in every if wanted in each.title.casefold()),
                key=lambda each: (len(each.title), each.order),
            )
        by_id = [self.by_id[each] for each in nearest(wanted, self.by_id, 1)]
        if by_title or by_id:
            return by_title or by_id
        close = nearest(wanted, (each.title for each in every))
        return [each for each in every if each.title in close]


def assemble(catalogues: Iterable[tuple[str, CatalogueFields]]) -> Standards:
    """The standards of these catalogues, one suite after another, each from top to bottom."""
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
