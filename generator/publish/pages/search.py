"""`/search/`: the ways in, and a search of the full text for those whose browser runs scripts; and what this search goes through."""

from __future__ import annotations

from collections.abc import Iterator

from generator.network.records import Post
from generator.publish.composer import Composer
from generator.publish.page import Page, html_page
from generator.publish.views import Count, IndexView, OptionGroup, SearchOption, SearchRecord, SearchView

FOLDER = "pagefind/"
"""Where the index is: Pagefind's own name for it."""
INDEX = f"{FOLDER}pagefind-entry.json"
"""The file of the index that leads to all others of it, and stands for it."""
RECORDS = "search-records"
"""What renders what is searched: not a page, but what the indexer is given."""


def pages(composer: Composer) -> Iterator[Page]:
    """The page, and the index where there is to be one."""
    yield html_page("search/", "search.html", _view)
    if composer.searched:
        yield Page(INDEX, RECORDS, _index)


def _view(composer: Composer) -> SearchView:
    edition = composer.edition
    _ = composer.gettext
    title = _("Search") if composer.searched else _("Browse")
    used = sorted(edition.by_standard, key=lambda each: edition.standards[each].order)
    catalogues: dict[str, list[SearchOption]] = {}
    for name in used:
        standard = edition.standards[name]
        catalogues.setdefault(standard.catalogue, []).append(SearchOption(name, f"{standard.number} {standard.title}".strip(), len(standard.path) - 1))
    people = sorted(edition.people.values(), key=lambda each: (each.name.casefold(), each.id))
    return SearchView(
        head=composer.head(title, "search/", description=_("Find posts, replies, people and pages."), section="search/"),
        bundle=f"{FOLDER}pagefind.js" if composer.searched else "",
        standards=tuple(OptionGroup(title, tuple(options)) for title, options in catalogues.items()),
        phases=tuple(SearchOption(each, each) for each in dict.fromkeys(phase.title for phase in composer.phases.values())),
        people=tuple(SearchOption(each.id, each.name) for each in people),
        cohorts=tuple(SearchOption(each.id, each.fields.title) for each in composer.newest_cohorts),
        ways=tuple(_ways(composer)),
    )


def _ways(composer: Composer) -> Iterator[Count]:
    edition = composer.edition
    phases = sum(len(each.fields.phases) for each in edition.cohorts.values())
    _ = composer.gettext
    prompts = len({prompt.id for each in edition.cohorts.values() for prompt in each.fields.prompts})
    for title, address, number, note in (
        (_("People"), "participants/", len(edition.people), _("Everyone who writes here, and their blogs.")),
        (_("Standards"), "standards/", len(edition.by_standard), _("What teachers are expected to know and do, and what was written on it.")),
        (_("Phases"), "phases/", phases, _("The steps of each programme, from the first reading to what was learnt.")),
        (_("Questions"), "prompts/", prompts, _("What cohorts were asked, with all answers.")),
        (_("Events"), "events/", len(composer.occasions), _("What is coming, and what has been.")),
        (_("Projects"), "projects/", len(edition.of_kind("project")), _("What schools need, and what partners from other schools found.")),
        (_("Months"), "months/", len(composer.by_month), _("Everything in the order in which it was written.")),
        (_("Cohorts"), "cohorts/", len(edition.cohorts), _("Each run of a programme, its people and its digest.")),
    ):
        if number:
            yield Count(title, address, number, note)


def _index(composer: Composer) -> IndexView:
    """Everything that can be found, in an order that does not depend on how it was read: the index follows from it byte by byte."""
    edition = composer.edition
    records = [
        *(_entry(composer, post) for post in sorted(composer.newest_entries, key=lambda post: post.id)),
        *(SearchRecord(f"participants/{each.id}/", each.name, body=composer.bare(each.text), people=(each.id,)) for _, each in sorted(edition.people.items())),
        *(SearchRecord(f"{each.id}/", each.title, body=composer.bare(each.text), language=each.language or composer.texts) for _, each in sorted(edition.pages.items())),
        *(SearchRecord(f"standards/{name}/", composer.tag(name).title, text=edition.standards[name].statement, standards=(name,)) for name in sorted(edition.by_standard)),
    ]
    return IndexView(edition.config.language, tuple(records))


def _entry(composer: Composer, post: Post) -> SearchRecord:
    phase = composer.phase(post.cohort, post.phase)
    return SearchRecord(
        address=composer.addresses[post.id],
        title=composer.title(post),
        body=composer.bare(post.text),
        by=composer.language.names([each.title for each in composer.writers(post)]),
        people=tuple(each for each in (post.author, *post.with_) if each),
        date=composer.language.day(post.day),
        phase=phase.title if phase else "",
        cohort=post.cohort if post.cohort in composer.edition.cohorts else "",
        standards=composer.lineages(post.standards) if post.titled or post.tagged else (),
        language=post.language or composer.texts,
    )
