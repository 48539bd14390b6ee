"""`/cohorts/<cohort>/digest/`: standards by phases in one table, and behind each number its posts.

The rows are the standards in focus, then the others that a post names. A post that several rows count stands
in full in the first of them, and is named in the others. `/digest/` is the digest of the cohort that runs on
the day of the build, or else of the last one.

A cohort of some hundred posts has all of them here. Of a larger one the digest shows the newest posts of each
standard in each phase, as many as it has room for, and leads to the standard's own page for the rest; the
counts are always those of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.model import addresses
from generator.network.conversations import entries, tally
from generator.network.programme import by_start, cohort_on
from generator.network.records import Cohort, Post
from generator.publish import paging
from generator.publish.composer.composer import Composer
from generator.publish.composer.tags import shortened
from generator.publish.family import Family, Menu
from generator.publish.page import Page, html_page
from generator.publish.views.digest import DigestCell, DigestGroup, DigestRow, DigestView, Elsewhere
from generator.publish.views.parts import Anchor, Head

DIGEST_LENGTH: Final = 600
"""Lines of a digest at most: some 200 posts with three standards each."""
NEWEST = (50, 20, 10, 5, 3, 2, 1)
"""Numbers of posts of a standard in a phase, the largest first: the first for which there is room is shown.
"""
MOST_COHORTS: Final = 8
"""Cohorts among which a digest lets one choose."""
MOST_OF_LABEL: Final = 32
"""Characters of a standard's title where it says in which row a post stands."""
NO_STANDARD: Final = ""
"""The row of posts that name no standard, as an id."""
OUTSIDE: Final = ""
"""The column of posts that belong to none of the phases, as an id."""

Cells = Mapping[tuple[str, str], Sequence[Post]]
"""The posts of each standard in each phase, by the ids of both."""


class Table(Struct, frozen=True):
    """A cohort's digest as ids: rows, columns, and the posts in each cell.

    `home` is the row in which each post stands in full.
    """

    focus: tuple[str, ...]
    others: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Cells
    home: Mapping[str, str]


def pages(composer: Composer) -> Iterator[Page]:
    """Yield a digest for each cohort, and the one for today."""
    for cohort in composer.cohorts.newest:
        yield html_page(addresses.digest(cohort.id), "digest.html", _shared, cohort.id)
    if composer.cohorts.newest:
        yield html_page(addresses.DIGEST, "digest.html", _today)


def _today(composer: Composer) -> DigestView:
    """Return the digest of the cohort that runs on the day of the build, or else of the last one."""
    date = composer.dependencies.today()
    cohorts = by_start(composer.edition.cohorts.values())
    cohort = (cohort_on(cohorts, date) if date else None) or cohorts[-1]
    view = _shared(composer, cohort.id)
    head = composer.frame.head(
        view.head.title,
        addresses.DIGEST,
        description=view.head.description,
        feeds=view.head.feeds,
        section=addresses.DIGEST,
    )
    return replace(view, head=replace(head, canonical=view.head.canonical))


def _shared(composer: Composer, identity: str) -> DigestView:
    """Return the digest of a cohort, made once: one of them is the digest of today, too."""
    return composer.dependencies.once(_view, identity, composer, identity)


def _view(composer: Composer, identity: str) -> DigestView:
    cohort = composer.edition.cohorts[identity]
    table = table_of(composer, cohort)
    posts = composer.edition.by_cohort.get(cohort.id, ())
    columns = [_column(table.columns, post) for post in posts]
    whole = tally(composer.derived(entries)[cohort.id])
    most = _most(table.cells)
    return DigestView(
        head=_head(composer, cohort),
        cohort=composer.cohorts.anchor(cohort),
        programme=cohort.fields.programme,
        dates=composer.language.span(cohort.fields.starts, cohort.fields.ends),
        posts=whole.posts,
        replies=whole.replies,
        groups=tuple(_groups(composer, cohort, table, most)),
        totals=tuple(columns.count(each) for each in table.columns),
        entries=len(posts),
        focus=len(table.focus),
        gaps=tuple(
            _short(composer, name)
            for name in table.focus
            if not any((name, each) in table.cells for each in table.columns)
        ),
        unchecked=not all(composer.tags.one(each).verified for each in (*table.focus, *table.others)),
        phases=tuple(composer.cohorts.phases[cohort.id, each.id] for each in cohort.fields.phases),
        outside=OUTSIDE in table.columns,
        cohorts=tuple(
            Anchor(each.fields.title, addresses.digest(each.id))
            for each in composer.cohorts.newest[:MOST_COHORTS]
        ),
        every=addresses.COHORTS if len(composer.cohorts.newest) > MOST_COHORTS else "",
    )


def _head(composer: Composer, cohort: Cohort) -> Head:
    own = composer.cohorts.anchor(cohort)
    return composer.frame.head(
        composer.gettext("Digest: %(cohort)s", cohort=cohort.fields.title),
        addresses.digest(cohort.id),
        description=composer.gettext("Posts by standard and phase."),
        feeds=composer.frame.feeds(cohort.fields.title, own.address),
        trail=(Anchor(composer.gettext("Cohorts"), addresses.COHORTS), own),
        section=addresses.DIGEST,
    )


def table_of(composer: Composer, cohort: Cohort) -> Table:
    """Return the posts of a cohort by standard and phase.

    A post counts once for a standard and all that it is a part of.
    """
    standards = composer.edition.standards
    posts = composer.edition.by_cohort.get(cohort.id, ())
    phases = tuple(each.id for each in cohort.fields.phases)
    outside = any(post.phase not in phases for post in posts)
    columns = (*phases, OUTSIDE) if outside else phases
    focus = sorted(dict.fromkeys(cohort.fields.focus), key=lambda name: standards[name].order)
    named = {tag for post in posts for tag in post.standards}.difference(focus)
    others = sorted(named, key=lambda name: standards[name].order)
    places = {name: place for place, name in enumerate((*focus, *others))}
    cells: dict[tuple[str, str], list[Post]] = {}
    home: dict[str, str] = {}
    rows_of: dict[tuple[str, ...], list[str]] = {}
    for post in posts:
        rows = rows_of.get(post.standards)
        if rows is None:
            lineages = places.keys() & standards.lineages(post.standards)
            rows = sorted(lineages, key=places.__getitem__) or [NO_STANDARD]
            rows_of[post.standards] = rows
        home[post.id] = rows[0]
        for row in rows:
            cells.setdefault((row, _column(columns, post)), []).append(post)
    return Table(tuple(focus), tuple(others), columns, cells, home)


def _column(columns: Sequence[str], post: Post) -> str:
    return post.phase if post.phase in columns else OUTSIDE


def _most(cells: Cells) -> int:
    """Return the number of posts that may stand in a cell."""
    sizes = [len(posts) for posts in cells.values()]
    return next(
        (
            most
            for most in (max(sizes, default=1), *NEWEST)
            if sum(min(size, most) for size in sizes) <= DIGEST_LENGTH
        ),
        NEWEST[-1],
    )


def _groups(composer: Composer, cohort: Cohort, table: Table, most: int) -> Iterator[DigestGroup]:
    _ = composer.gettext
    others = _("Other standards with posts") if table.focus else _("Standards with posts")
    for title, names in (
        (_("In focus"), table.focus),
        (others, table.others),
        ("", (NO_STANDARD,) if NO_STANDARD in table.home.values() else ()),
    ):
        if names:
            yield DigestGroup(title, tuple(_row(composer, cohort, table, name, most) for name in names))


def _row(composer: Composer, cohort: Cohort, table: Table, name: str, most: int) -> DigestRow:
    cells = tuple(_cell(composer, cohort, table, (name, column), most) for column in table.columns)
    tag, under = None, ""
    if name:
        tag = composer.tags.one(name)
        parent = composer.edition.standards[name].parent
        under = shortened(composer.edition.standards[parent].title) if parent else ""
    return DigestRow(
        tag,
        shortened(tag.title) if tag else composer.gettext("Without a standard"),
        under,
        cells,
        sum(each.entries for each in cells),
    )


def _cell(composer: Composer, cohort: Cohort, table: Table, key: tuple[str, str], most: int) -> DigestCell:
    name, column = key
    posts = table.cells.get(key, ())
    shown = posts[-most:]
    phase = composer.cohorts.phase(cohort.id, column)
    rest = ""
    if len(shown) < len(posts):
        own = addresses.standard(name) if name else ""
        used = name in composer.edition.by_standard
        rest = (
            paging.where(own, composer.chronology.under_standard(name), cohort.id)
            if used
            else phase.address
            if phase
            else addresses.cohort(cohort.id)
        )
    return DigestCell(
        phase,
        _anchor(table, name, column),
        len(posts),
        composer.entries.cards(post for post in shown if table.home[post.id] == name),
        tuple(
            Elsewhere(
                composer.entries.anchor(post),
                _label(composer, table.home[post.id]),
                _anchor(table, table.home[post.id], column),
                name not in post.standards,
            )
            for post in shown
            if table.home[post.id] != name
        ),
        rest,
    )


def _anchor(table: Table, name: str, column: str) -> str:
    place = table.columns.index(column) + 1 if column else 0
    return f"standard-{name}--{place}" if name else f"no-standard--{place}"


def _label(composer: Composer, name: str) -> str:
    """Return a standard's number, or the beginning of its title."""
    tag = composer.tags.one(name)
    return tag.number or shortened(tag.title, MOST_OF_LABEL)


def _short(composer: Composer, name: str) -> str:
    tag = composer.tags.one(name)
    return f"{tag.number} {shortened(tag.title)}".strip()


def _menu(composer: Composer) -> Iterator[Anchor]:
    if composer.cohorts.newest:
        yield Anchor(composer.gettext("Digest"), addresses.DIGEST)


FAMILY: Final = Family(pages, menu=Menu(20, _menu))
