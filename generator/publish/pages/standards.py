"""`/standards/`: the catalogues in use, and everything under each standard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from generator.model import addresses
from generator.network.catalogues import Standard
from generator.publish import paging
from generator.publish.composer.composer import Composer
from generator.publish.composer.tags import shortened
from generator.publish.family import Family, Menu
from generator.publish.page import Page, html_page
from generator.publish.views.parts import Anchor, Count
from generator.publish.views.standard import StandardSection, StandardsView, StandardView, Suite


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the index, and a page for each standard that has something under it."""
    yield html_page(addresses.STANDARDS, "standards.html", _index)
    for name, posts in composer.edition.by_standard.items():
        yield from paging.paged(len(posts), addresses.standard(name), "standard.html", _view, name)


def count(composer: Composer, name: str) -> Count:
    """Return a standard as a way in."""
    standard = composer.edition.standards[name]
    posts = composer.edition.by_standard.get(name, ())
    above = standard.path[0] if len(standard.path) > 1 else ""
    note = composer.edition.standards[above].title if above else ""
    return Count(
        f"{standard.number} {standard.title}".strip(),
        addresses.standard(name) if posts else "",
        len(posts),
        note,
        len(standard.path) - 1,
    )


def counts(composer: Composer) -> tuple[Count, ...]:
    """Return the standards that entries name themselves, in the order of the catalogues."""
    standards = composer.edition.standards
    named = {
        tag for posts in composer.edition.by_standard.values() for post in posts for tag in post.standards
    }
    return tuple(count(composer, name) for name in sorted(named, key=lambda each: standards[each].order))


def _index(composer: Composer) -> StandardsView:
    standards = composer.edition.standards
    description = composer.gettext(
        "Every standard of this network, with the id by which a post names it. A post on one part of a "
        "standard counts for the whole of it too."
    )
    head = composer.frame.head(
        composer.gettext("Standards"),
        addresses.STANDARDS,
        description=description,
        section=addresses.STANDARDS,
    )
    suites = standards.suites(composer.dependencies.today()) if standards.by_id else []
    return StandardsView(head, tuple(_suite(composer, each) for each in suites))


def _suite(composer: Composer, suite: Sequence[Standard]) -> Suite:
    """Return the standards of a catalogue, also those under which nothing stands."""
    held = {each.id: replace(count(composer, each.id), note="", id=each.id) for each in suite}
    first = suite[0]
    span = composer.language.span(first.in_force_from, first.in_force_to)
    return Suite(
        first.catalogue,
        composer.gettext("In force: %(dates)s", dates=span) if span else "",
        len(held),
        sum(bool(each.entries) for each in held.values()),
        max(each.entries for each in held.values()),
        tuple(_sections(_joined(suite, held))),
    )


def _sections(rows: Iterable[Count]) -> Iterator[StandardSection]:
    """Yield the rows of a catalogue under those that are a part of no other.

    A long wording is shortened where the standard has a page, which has the whole of it.
    """
    sections: list[list[Count]] = []
    for row in rows:
        if row.level and sections:
            sections[-1].append(row)
        else:
            sections.append([row])
    for first, *parts in sections:
        yield StandardSection(
            first,
            tuple(replace(each, title=shortened(each.title)) for each in parts if each.entries),
            tuple(each for each in parts if not each.entries),
        )


def _joined(suite: Sequence[Standard], held: Mapping[str, Count]) -> Iterator[Count]:
    """Yield the rows of a catalogue: one whose only part has all of its posts stands in the row of that.

    Such a row has the ids of both.
    """
    before: dict[str, tuple[str, str]] = {}
    joined: dict[str, int] = {}
    for each in suite:
        row, parts = held[each.id], [part for part in each.children if part in held]
        titles, ids = before.get(each.id, ("", ""))
        title, names = f"{titles}{row.title}", f"{ids}{row.id}"
        above = joined.get(each.parent, 0)
        if len(parts) == 1 and held[parts[0]].entries == row.entries:
            before[parts[0]] = f"{title} › ", f"{names} "
            joined[each.id] = above + 1
        else:
            joined[each.id] = above
            yield replace(row, title=title, id=names, level=row.level - above)


def _view(composer: Composer, name: str, number: int) -> StandardView:
    edition = composer.edition
    standard = edition.standards[name]
    posts = edition.by_standard[standard.id]
    address = addresses.standard(standard.id)
    title = f"{standard.number} {standard.title}".strip()
    return StandardView(
        head=composer.frame.head(
            paging.titled(composer, title, number),
            addresses.numbered(address, number),
            description=standard.statement,
            feeds=composer.frame.feeds(title, address),
            trail=(
                Anchor(composer.gettext("Standards"), addresses.STANDARDS),
                *paging.above(title, address, number),
            ),
            section=addresses.STANDARDS,
        ),
        tag=composer.tags.one(standard.id),
        kind=standard.kind,
        statement=standard.statement,
        catalogue=standard.catalogue,
        publisher=standard.publisher,
        in_force=composer.language.span(standard.in_force_from, standard.in_force_to),
        above=tuple(composer.tags.one(each) for each in standard.path[:-1]),
        parts=tuple(count(composer, each) for each in standard.children if each in edition.by_standard),
        groups=paging.cohort_groups(composer, composer.chronology.under_standard(name), number),
        entries=len(posts),
        page=number,
        pages=paging.anchors(len(posts), address),
    )


def _menu(composer: Composer) -> Iterator[Anchor]:
    yield Anchor(composer.gettext("Standards"), addresses.STANDARDS)


FAMILY: Final = Family(pages, menu=Menu(50, _menu))
