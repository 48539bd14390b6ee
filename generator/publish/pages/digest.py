"""`/cohorts/<cohort>/digest/`: the cohort's posts by standard, and within a standard by phase.

A cohort of some hundred posts has all of them here. Of a larger one the digest shows the newest posts of each
standard in each phase, as many as it has room for, and leads to the standard's own page for the rest; the
counts are always those of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.network.conversations import entries, tally
from generator.network.records import Cohort, Post
from generator.publish import paging
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Menu
from generator.publish.page import Page, html_page
from generator.publish.views.digest import DigestBand, DigestGroup, DigestSuite, DigestView
from generator.publish.views.parts import Anchor

DIGEST_LENGTH: Final = 600
"""Lines of a digest at most: some 200 posts with three standards each."""
NEWEST = (50, 20, 10, 5, 3, 2, 1)
"""Numbers of posts of a standard in a phase, the largest first: the first for which there is room is shown.
"""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield a digest for each cohort."""
    for cohort in composer.cohorts.newest:
        yield html_page(addresses.digest(cohort.id), "digest.html", _view, cohort.id)


def _view(composer: Composer, identity: str) -> DigestView:
    cohort = composer.edition.cohorts[identity]
    posts = composer.edition.by_cohort.get(cohort.id, ())
    phases = [each.id for each in cohort.fields.phases]
    tagged = [post for post in posts if post.standards]
    outside = any(post.phase not in phases for post in tagged)
    untagged = _by_column([post for post in posts if not post.standards], phases)
    most = _most(tagged, untagged)
    suites = _suites(composer, cohort, tagged, [*phases, ""] if outside else phases, most)
    address = addresses.digest(cohort.id)
    own = composer.cohorts.anchor(cohort)
    whole = tally(composer.derived(entries)[cohort.id])
    return DigestView(
        head=composer.frame.head(
            composer.gettext("Digest: %(cohort)s", cohort=cohort.fields.title),
            address,
            description=composer.gettext("Posts by standard and phase."),
            feeds=composer.frame.feeds(cohort.fields.title, own.address),
            trail=(Anchor(composer.gettext("Cohorts"), addresses.COHORTS), own),
            section=address,
        ),
        cohort=own,
        dates=composer.language.span(cohort.fields.starts, cohort.fields.ends),
        posts=whole.posts,
        replies=whole.replies,
        suites=suites,
        untagged=_bands(composer, cohort, untagged, most),
        gaps=tuple(
            group.tag for suite in suites for group in suite.groups if group.focus and not group.entries
        ),
        phases=tuple(composer.cohorts.phases[cohort.id, each] for each in phases),
        outside=outside,
    )


def _by_column(posts: list[Post], phases: list[str]) -> dict[str, list[Post]]:
    """Return posts by phase, in the order of the phases; those of none come last."""
    columns: dict[str, list[Post]] = {phase: [] for phase in (*phases, "")}
    for post in posts:
        columns[post.phase if post.phase in columns else ""].append(post)
    return {phase: each for phase, each in columns.items() if each}


def _most(tagged: list[Post], untagged: dict[str, list[Post]]) -> int:
    """Return the number of posts that may stand in a cell."""
    cells = Counter((tag, post.phase) for post in tagged for tag in post.standards)
    sizes = [*cells.values(), *map(len, untagged.values())]
    return next(
        (
            most
            for most in (max(sizes, default=1), *NEWEST)
            if sum(min(size, most) for size in sizes) <= DIGEST_LENGTH
        ),
        NEWEST[-1],
    )


def _bands(
    composer: Composer, cohort: Cohort, columns: dict[str, list[Post]], most: int
) -> tuple[DigestBand, ...]:
    return tuple(
        DigestBand(
            composer.cohorts.phase(cohort.id, phase), len(posts), composer.entries.cards(posts[-most:])
        )
        for phase, posts in columns.items()
    )


def _rest(composer: Composer, cohort: Cohort, name: str, bands: tuple[DigestBand, ...]) -> str:
    """Return the address of the rest of a standard's posts; empty where there is none."""
    address = addresses.standard(name)
    return (
        paging.where(composer, address, composer.edition.by_standard[name], cohort.id)
        if any(each.entries > len(each.cards) for each in bands)
        else ""
    )


def _suites(
    composer: Composer, cohort: Cohort, posts: list[Post], columns: list[str], most: int
) -> tuple[DigestSuite, ...]:
    """Return the standards that are used or in focus, with those above them, in the order of the catalogues.

    A post counts once for a standard and all below it.
    """
    standards = composer.edition.standards
    by_tag: dict[str, list[Post]] = {}
    cells: dict[str, dict[str, int]] = {}
    for post in posts:
        for tag in post.standards:
            by_tag.setdefault(tag, []).append(post)
        column = post.phase if post.phase in columns else ""
        for above in {each for tag in post.standards for each in standards.lineage(tag)}:
            row = cells.setdefault(above, dict.fromkeys(columns, 0))
            row[column] += 1
    shown = {above for name in (*cells, *cohort.fields.focus) for above in standards.lineage(name)}
    suites: dict[str, list[DigestGroup]] = {}
    for name in sorted(shown, key=lambda each: standards[each].order):
        standard = standards[name]
        row = cells.get(name) or dict.fromkeys(columns, 0)
        bands = _bands(composer, cohort, _by_column(by_tag.get(name, []), columns), most)
        suites.setdefault(standard.catalogue, []).append(
            DigestGroup(
                anchor=f"standard-{name}",
                tag=composer.tags.one(name),
                depth=len(standard.path) - 1,
                focus=name in cohort.fields.focus,
                entries=sum(row.values()),
                cells=tuple(row.values()),
                phases=bands,
                rest=_rest(composer, cohort, name, bands),
            )
        )
    return tuple(DigestSuite(title, tuple(groups)) for title, groups in suites.items())


def _menu(composer: Composer) -> Iterator[Anchor]:
    for newest in composer.cohorts.newest[:1]:
        yield Anchor(composer.gettext("Digest"), addresses.digest(newest.id))


FAMILY: Final = Family(pages, menu=Menu(20, _menu))
