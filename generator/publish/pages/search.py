"""`/search/`: the ways in, a search of the full text for browsers that run scripts, and its index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.model.messages import N_
from generator.network.records import Page as OwnPage, Person, Post, Record
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Menu
from generator.publish.page import Page, html_page
from generator.publish.sections import sections
from generator.publish.views.parts import Anchor, Count
from generator.publish.views.search import IndexView, OptionGroup, SearchOption, SearchRecord, SearchView
from generator.schema.kind import values
from generator.subjects.registry import KINDS

FOLDER = addresses.SEARCH_INDEX
"""The folder of the index, by Pagefind's own name for it."""
INDEX = f"{FOLDER}pagefind-entry.json"
"""The file of the index that leads to all others of it, and stands for it."""
RECORDS = "search-records"
"""The renderer of the records that the indexer is given; they are no page."""

NAMES: Final = {
    "post": N_("Post"),
    "reply": N_("Reply"),
    "person": N_("Person"),
    "page": N_("Page"),
    "standard": N_("Standard"),
    **{name: kind.label for name, kind in KINDS.items()},
}
"""The labels of what can be found, by its kind."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the page, and the index where there is to be one."""
    yield html_page(addresses.SEARCH, "search.html", _view)
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
        catalogues.setdefault(standard.catalogue, []).append(
            SearchOption(name, f"{standard.number} {standard.title}".strip(), len(standard.path) - 1)
        )
    kinds = _kinds(composer)
    people = sorted(edition.people.values(), key=lambda each: (each.name.casefold(), each.id))
    return SearchView(
        head=composer.frame.head(
            title,
            addresses.SEARCH,
            description=_("Find posts, replies, people and pages.") if composer.searched else "",
            section=addresses.SEARCH,
        ),
        action=addresses.SEARCH,
        bundle=f"{FOLDER}pagefind.js" if composer.searched else "",
        kinds=tuple(SearchOption(name, _(label)) for name, label in NAMES.items() if name in kinds),
        standards=tuple(OptionGroup(title, tuple(options)) for title, options in catalogues.items()),
        phases=tuple(
            SearchOption(each, each)
            for each in dict.fromkeys(phase.title for phase in composer.cohorts.phases.values())
        ),
        people=tuple(SearchOption(each.id, each.name) for each in people),
        cohorts=tuple(SearchOption(each.id, each.fields.title) for each in composer.cohorts.newest),
        ways=tuple(_ways(composer)),
    )


def _kinds(composer: Composer) -> set[str]:
    """Return the kinds of all that can be found."""
    edition = composer.edition
    parts = {"person": edition.people, "page": edition.pages, "standard": edition.by_standard}
    return {
        *map(_kind, composer.chronology.newest),
        *(name for name, part in parts.items() if part),
        *(each.kind for each in edition.records.values()),
    }


def _kind(post: Post) -> str:
    return "reply" if post.reply_to else "post"


def _ways(composer: Composer) -> Iterator[Count]:
    """Yield the sections that have something in them."""
    for title, address, number, note in (
        *_ways_to_entries(composer),
        *(
            (
                composer.gettext(each.section.title),
                each.section.address,
                each.entries,
                composer.gettext(each.section.note),
            )
            for each in composer.derived(sections)
            if each.section.note
        ),
        *_ways_by_time(composer),
    ):
        if number:
            yield Count(title, address, number, note)


def _ways_to_entries(composer: Composer) -> Iterator[tuple[str, str, int, str]]:
    edition, _ = composer.edition, composer.gettext
    people, standards, phases = len(edition.people), len(edition.by_standard), len(composer.cohorts.phases)
    prompts = len({prompt.id for each in edition.cohorts.values() for prompt in each.fields.prompts})
    yield _("People"), addresses.PEOPLE, people, _("Everyone who writes here, and their blogs.")
    note = _("What teachers are expected to know and do, and what was written on it.")
    yield _("Standards"), addresses.STANDARDS, standards, note
    note = _("The steps of each programme, from the first reading to what was learnt.")
    yield _("Phases"), addresses.PHASES, phases, note
    yield _("Questions"), addresses.PROMPTS, prompts, _("What cohorts were asked, with all answers.")


def _ways_by_time(composer: Composer) -> Iterator[tuple[str, str, int, str]]:
    _ = composer.gettext
    months, cohorts = len(composer.edition.by_month), len(composer.edition.cohorts)
    yield _("Months"), addresses.MONTHS, months, _("Everything in the order in which it was written.")
    yield _("Cohorts"), addresses.COHORTS, cohorts, _("Each run of a programme, its people and its digest.")


def _index(composer: Composer) -> IndexView:
    """Return all that can be found, in an order that does not depend on the order of reading.

    The index follows from it byte by byte.
    """
    edition = composer.edition
    posts = sorted(composer.chronology.newest, key=lambda post: post.id)
    records = [
        *(_entry(composer, each) for each in posts),
        *(_person(composer, each) for _, each in sorted(edition.people.items())),
        *(_page(composer, each) for _, each in sorted(edition.pages.items())),
        *(_standard(composer, name) for name in sorted(edition.by_standard)),
        *(_record(composer, each) for _, each in sorted(edition.records.items())),
    ]
    return IndexView(edition.config.language, tuple(records))


def _person(composer: Composer, person: Person) -> SearchRecord:
    body, address = composer.texts.bare(person.text), addresses.person(person.id)
    return SearchRecord(address, "person", person.name, body=body, people=(person.id,))


def _page(composer: Composer, page: OwnPage) -> SearchRecord:
    body, language = composer.texts.bare(page.text), page.language or composer.content_language
    return SearchRecord(addresses.page(page.id), "page", page.title, body=body, language=language)


def _standard(composer: Composer, name: str) -> SearchRecord:
    standard = composer.edition.standards[name]
    return SearchRecord(
        addresses.standard(name), "standard", standard.title, text=standard.statement, standards=(name,)
    )


def _entry(composer: Composer, post: Post) -> SearchRecord:
    phase = composer.cohorts.phase(post.cohort, post.phase)
    return SearchRecord(
        address=composer.entries.address(post.id),
        kind=_kind(post),
        title=composer.entries.title(post),
        body=composer.texts.bare(post.text),
        by=composer.people.writers_in_words(post),
        people=tuple(each for each in (post.author, *post.with_) if each),
        date=composer.language.day(post.day),
        phase=phase.title if phase else "",
        cohorts=(post.cohort,) if post.cohort in composer.edition.cohorts else (),
        standards=composer.edition.standards.lineages(post.standards) if post.listed else (),
        language=post.language or composer.content_language,
    )


def _record(composer: Composer, record: Record) -> SearchRecord:
    """Return a record of a described kind with all that its page says, narrowed by what it refers to.

    A record without a title is called after its owner.
    """
    fields, kind, label = record.fields, KINDS[record.kind], composer.gettext(KINDS[record.kind].label)
    people = tuple(dict.fromkeys(filter(None, (record.owner, *_named(record, "person")))))
    day = getattr(fields, kind.when)[:10] if kind.when else ""
    return SearchRecord(
        address=f"{record.id}/",
        kind=record.kind,
        title=getattr(fields, "title", "") or label,
        label=label,
        body=composer.texts.bare(record.text),
        text=" ".join(
            composer.gettext(value) if value in kind.terms else value
            for setting in kind.searched
            for _, value in values(fields, *setting.split("."))
        ),
        by=composer.language.names([composer.people.anchor(each).title for each in people]) if people else "",
        people=people,
        date=composer.language.day(day) if day else None,
        cohorts=_named(record, "cohort"),
        standards=composer.edition.standards.lineages(_named(record, "standard")),
        language=composer.content_language,
    )


def _named(record: Record, what: str) -> tuple[str, ...]:
    """Return the identities of this kind that a record refers to, each once."""
    settings = [each for each, refers in KINDS[record.kind].references.items() if refers == what]
    return tuple(
        dict.fromkeys(value for each in settings for _, value in values(record.fields, *each.split(".")))
    )


def _menu(composer: Composer) -> Iterator[Anchor]:
    _ = composer.gettext
    yield Anchor(_("Search") if composer.searched else _("Browse"), addresses.SEARCH)


FAMILY: Final = Family(pages, menu=Menu(90, _menu))
