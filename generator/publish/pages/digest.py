"""`/cohorts/<cohort>/digest/`: the cohort's posts by standard, and within a standard by phase."""

from __future__ import annotations

from collections.abc import Iterator

from generator.network.records import Cohort, Post
from generator.publish.composer import Composer
from generator.publish.dates import span
from generator.publish.page import Page, html_page
from generator.publish.views import Anchor, DigestGroup, DigestSuite, DigestView


def pages(composer: Composer) -> Iterator[Page]:
    """A digest for each cohort."""
    for cohort in composer.newest_cohorts:
        yield html_page(f"cohorts/{cohort.id}/digest/", "digest.html", _view, cohort.id)


def _view(composer: Composer, identity: str) -> DigestView:
    cohort = composer.edition.cohorts[identity]
    posts = composer.edition.by_cohort.get(cohort.id, ())
    by_tag: dict[str, list[Post]] = {}
    below: dict[str, set[str]] = {}
    for post in posts:
        for tag in post.standards:
            by_tag.setdefault(tag, []).append(post)
            for above in composer.edition.standards.lineage(tag):
                below.setdefault(above, set()).add(post.id)
    address = f"cohorts/{cohort.id}/digest/"
    own = Anchor(cohort.fields.title, f"cohorts/{cohort.id}/")
    return DigestView(
        head=composer.head(f"Digest: {cohort.fields.title}", address, description="Posts by standard and phase.", trail=(Anchor("Cohorts", "cohorts/"), own), section=address),
        cohort=own,
        dates=span(cohort.fields.starts, cohort.fields.ends),
        entries=len(posts),
        suites=_suites(composer, cohort, by_tag, {key: len(each) for key, each in below.items()}),
        untagged=composer.by_phase(cohort, [post for post in posts if not post.standards]),
        gaps=tuple(composer.tag(each) for each in cohort.fields.focus if each not in below),
        phases=tuple(phase for each in cohort.fields.phases if (phase := composer.phase(cohort.id, each.id))),
    )


def _suites(composer: Composer, cohort: Cohort, by_tag: dict[str, list[Post]], entries: dict[str, int]) -> tuple[DigestSuite, ...]:
    """In the catalogues' order: each standard that is used, in focus, or stands above one that is."""
    standards = composer.edition.standards
    shown = {above for name in (*entries, *cohort.fields.focus) for above in standards.lineage(name)}
    suites: dict[str, list[DigestGroup]] = {}
    for name in sorted(shown, key=lambda each: standards[each].order):
        standard = standards[name]
        suites.setdefault(standard.catalogue, []).append(
            DigestGroup(
                anchor=f"standard-{name}", tag=composer.tag(name), depth=len(standard.path) - 1, focus=name in cohort.fields.focus,
                entries=entries.get(name, 0), phases=composer.by_phase(cohort, by_tag.get(name, ())),
            )
        )  # fmt: skip
    return tuple(DigestSuite(title, tuple(groups)) for title, groups in suites.items())
