"""`/months/`: the posts by the month in which they were written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.publish import paging
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.views.lists import ListGroup, ListView, WrittenView
from generator.publish.views.parts import Anchor, Count


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the index, and a page for each month in which something was written."""
    yield html_page(addresses.MONTHS, "list.html", _index)
    for month, posts in composer.edition.by_month.items():
        yield from paging.paged(len(posts), addresses.month(month), "written.html", _view, month)


def _index(composer: Composer) -> ListView:
    years: dict[str, list[Count]] = {}
    for month, posts in reversed([*composer.edition.by_month.items()]):
        years.setdefault(month[:4], []).append(
            Count(composer.language.month(month), addresses.month(month), len(posts))
        )
    groups = tuple(ListGroup(year, tuple(rows)) for year, rows in years.items())
    description = composer.gettext(
        "Posts, and replies with a page of their own, by the month in which they were written."
    )
    return ListView(
        composer.frame.head(
            composer.gettext("Months"), addresses.MONTHS, description=description, section=addresses.SEARCH
        ),
        groups,
    )


def _view(composer: Composer, month: str, number: int) -> WrittenView:
    posts = composer.edition.by_month[month]
    months = list(composer.edition.by_month)
    place = months.index(month)
    around = [
        Anchor(composer.language.month(months[each]), addresses.month(months[each]))
        if 0 <= each < len(months)
        else None
        for each in (place - 1, place + 1)
    ]
    title, address = composer.language.month(month), addresses.month(month)
    trail = (Anchor(composer.gettext("Months"), addresses.MONTHS), *paging.above(title, address, number))
    description = composer.gettext("Written in %(month)s.", month=title)
    head = composer.frame.head(
        paging.titled(composer, title, number),
        addresses.numbered(address, number),
        description=description,
        trail=trail,
        section=addresses.SEARCH,
    )
    return WrittenView(
        head,
        title,
        len(posts),
        paging.part(composer, posts, number),
        number,
        paging.anchors(len(posts), address),
        *around,
    )


FAMILY: Final = Family(pages)
