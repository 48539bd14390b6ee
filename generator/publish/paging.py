"""Long lists: continued on further pages, so that none is megabytes long and an edit touches one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from generator.model import addresses
from generator.network.records import Post
from generator.publish.composer.chronology import InCohorts
from generator.publish.composer.composer import Composer
from generator.publish.page import Page, html_page
from generator.publish.views.lists import CohortGroup
from generator.publish.views.parts import Anchor, Card

LIST_LENGTH: Final = 200
"""Entries on one page of a list."""


def paged(
    total: int, address: str, template: str, make: Callable[..., Struct], *about: Any
) -> Iterator[Page]:
    """Yield the pages of a list with so many entries.

    Its view is made from the composer, what it is about, and the page's number.
    """
    for number in range(1, count(total) + 1):
        yield html_page(addresses.numbered(address, number), template, make, *about, number)


def count(total: int) -> int:
    """Return the number of pages that a list takes: one, where it is empty."""
    return max(1, -(-total // LIST_LENGTH))


def part(composer: Composer, posts: Sequence[Post], number: int) -> tuple[Card, ...]:
    """Return the entries that stand on a page."""
    return cards(composer, posts[(number - 1) * LIST_LENGTH : number * LIST_LENGTH], len(posts))


def cards(composer: Composer, posts: Sequence[Post], total: int) -> tuple[Card, ...]:
    """Return entries of a list of so many. One of several pages is an index: it shows no beginnings."""
    show = composer.entries.brief if total > LIST_LENGTH else composer.entries.card
    return tuple([show(each) for each in posts])


def anchors(total: int, address: str) -> tuple[Anchor, ...]:
    """Return all pages of a list, to be linked from each; none, where there is but one."""
    pages = count(total)
    return (
        tuple(Anchor(str(number), addresses.numbered(address, number)) for number in range(1, pages + 1))
        if pages > 1
        else ()
    )


def titled(composer: Composer, title: str, number: int) -> str:
    """Return the title of a page of a list."""
    return (
        title if number == 1 else composer.gettext("%(title)s (page %(number)s)", title=title, number=number)
    )


def above(title: str, address: str, number: int) -> tuple[Anchor, ...]:
    """Return a step of the trail: a list's first page stands above the others."""
    return (Anchor(title, address),) if number > 1 else ()


def cohort_groups(composer: Composer, lists: InCohorts, number: int) -> tuple[CohortGroup, ...]:
    """Return one page of a list by cohorts.

    A group that is continued from the page before says so.
    """
    first, last = (number - 1) * LIST_LENGTH, number * LIST_LENGTH
    total = sum(len(members) for _, members in lists)
    groups: list[CohortGroup] = []
    start = 0
    for cohort, members in lists:
        shown = members[max(first - start, 0) : max(last - start, 0)]
        if shown:
            groups.append(
                CohortGroup(
                    composer.cohorts.named(cohort),
                    f"cohort-{cohort}" if cohort else "outside",
                    len(members),
                    start < first,
                    cards(composer, shown, total),
                )
            )
        start += len(members)
    return tuple(groups)


def where(address: str, lists: InCohorts, cohort: str) -> str:
    """Return the address of the beginning of a cohort's posts in the list by cohorts at an address."""
    start = 0
    for each, members in lists:
        if each == cohort:
            break
        start += len(members)
    return f"{addresses.numbered(address, start // LIST_LENGTH + 1)}#cohort-{cohort}"
