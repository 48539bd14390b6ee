"""`/cohorts/<cohort>/digest/`: the cohort's posts by standard, and within a standard by phase."""

from __future__ import annotations

from collections.abc import Iterator

from generator.network.records import Cohort, Post
from generator.publish.composer import Composer
from generator.publish.page import Page, html_page
from generator.publish.views import Anchor, DigestGroup, DigestSuite, DigestView


def pages(composer: Composer) -> Iterator[Page]:
    """A digest for each cohort."""
    for cohort in composer.newest_cohorts:
        yield html_page(f"cohorts/{cohort.id}/digest/", "digest.html", _view, cohort.id)


def _view(composer: Composer, identity: str) -> DigestView:
    cohort = composer.edition.cohorts[identity]
    posts = composer.edition.by_cohort.get(cohort.id, ())
    phases = [each.id for each in cohort.fields.phases]
    tagged = [post for post in posts if post.standards]
    outside = any(post.phase not in phases for post in tagged)
    suites = _suites(composer, cohort, tagged, [*phases, ""] if outside else phases)
    address = f"cohorts/{cohort.id}/digest/"
    own = Anchor(cohort.fields.title, f"cohorts/{cohort.id}/")
    return DigestView(
        head=composer.head(
            composer.gettext("Digest: %(cohort)s", cohort=cohort.fields.title), address, description=composer.gettext("Posts by standard and phase."),
            feeds=composer.feeds(cohort.fields.title, own.address), trail=(Anchor(composer.gettext("Cohorts"), "cohorts/"), own), section=address,
        ),
        cohort=own,
        dates=composer.language.span(cohort.fields.starts, cohort.fields.ends),
        entries=len(posts),
        suites=suites,
        untagged=composer.by_phase(cohort, [post for post in posts if not post.standards]),
        gaps=tuple(group.tag for suite in suites for group in suite.groups if group.focus and not group.entries),
        phases=tuple(composer.phases[cohort.id, each] for each in phases),
        outside=outside,
    )


def _suites(composer: Composer, cohort: Cohort, posts: list[Post], columns: list[str]) -> tuple[DigestSuite, ...]:
    """In the catalogues' order: each standard that is used, in focus, or stands above one that is. A post counts once for a standard and all below it."""
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
        suites.setdefault(standard.catalogue, []).append(
            DigestGroup(
                anchor=f"standard-{name}", tag=composer.tag(name), depth=len(standard.path) - 1, focus=name in cohort.fields.focus,
                entries=sum(row.values()), cells=tuple(row.values()), phases=composer.by_phase(cohort, by_tag.get(name, ())),
            )
        )  # fmt: skip
    return tuple(DigestSuite(title, tuple(groups)) for title, groups in suites.items())
