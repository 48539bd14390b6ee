"""Origins: the first addresses of what an edition holds, and the earlier ones from which it is led to.

The ids in feeds and calendars are made of first addresses, so that they survive a rename. An earlier address
(`aliases`) tells of a rename where it is one that a record of the same kind can have; others only lead on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from generator.model import addresses
from generator.network.edition import Edition
from generator.network.records import Post


class Origins(Struct, frozen=True, dict=True):
    """The first and the earlier addresses of the records of an edition."""

    edition: Edition

    def first(self, address: str) -> str:
        """Return the first address of something, by its own one now or by that of what it is a part of."""
        if address in self._first:
            return self._first[address]
        end = address.rstrip("/").rfind("/") + 1
        while end > 0:
            above = address[:end]
            if above in self._first:
                found = self._first[above] + address[end:]
                return address if found in self._claimed else found
            end = above.rstrip("/").rfind("/") + 1
        return address

    @cached_property
    def moves(self) -> tuple[tuple[str, str], ...]:
        """The earlier addresses, each with the one that what is there and below it has now.

        Those of posts come first, then those of records and pages, of cohorts and of people: the address of a
        part is more particular than that of the whole.
        """
        edition = self.edition
        return tuple(
            (f"{alias}/", address)
            for address, aliases in (
                *(
                    (addresses.post(each.id), each.aliases)
                    for each in edition.renamed
                    if each.titled and not each.withdrawn
                ),
                *_aliased(edition),
                *_waiting(edition),
            )
            for alias in aliases
        )

    @cached_property
    def comments(self) -> tuple[Post, ...]:
        """The replies without a page that had another address: they are led to where they stand."""
        return tuple(each for each in self.edition.renamed if not each.titled and not each.withdrawn)

    @cached_property
    def _first(self) -> dict[str, str]:
        """The first addresses, by the later ones."""
        found: dict[str, str] = {}
        for address, aliases in _aliased(self.edition):
            first, *later = [f"{each}/" for each in aliases if _alike(each, address)] or [""]
            if first:
                found.update(dict.fromkeys((address, *later), first))
        owners = dict(found)
        for post in self.edition.renamed:
            own = addresses.post(post.id)
            if was := next((each for each in post.aliases if _alike(each, own)), ""):
                owner, _, name = was.rpartition("/")
                found[own] = f"{owners.get(f'{owner}/', f'{owner}/')}{name}/"
        return found

    @cached_property
    def _claimed(self) -> frozenset[str]:
        return frozenset(self._first.values())


def _aliased(edition: Edition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the addresses of all but posts, each with the earlier ones."""
    for record in edition.records.values():
        yield addresses.record(record.id), getattr(record.fields, "aliases", ())
    for page in edition.pages.values():
        yield addresses.page(page.id), page.aliases
    for cohort in edition.cohorts.values():
        yield addresses.cohort(cohort.id), cohort.fields.aliases
    for person in edition.people.values():
        yield addresses.person(person.id), person.aliases


def _alike(alias: str, address: str) -> bool:
    """Return whether an earlier address is of the kind of this one, so that it tells of a rename."""
    return alias.partition("/")[0] == address.partition("/")[0] and alias.count("/") == address.count("/") - 1


def _waiting(edition: Edition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the addresses of the pages of what waits for people, each with the earlier ones."""
    for person in () if edition.viewer.is_public else edition.people.values():
        names = [each.removeprefix(addresses.PEOPLE) for each in person.aliases]
        earlier = tuple(
            addresses.waiting(name).rstrip("/")
            for name, alias in zip(names, person.aliases, strict=True)
            if name != alias and "/" not in name
        )
        yield addresses.waiting(person.id), earlier
