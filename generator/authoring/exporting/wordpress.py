"""`enquiry export wordpress`: a person's blog or a cohort's, as an edition holds it, for WordPress."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator.authoring.exporting.items import Items, apart
from generator.authoring.exporting.numbers import Numbers
from generator.authoring.exporting.selection import OWN, Selection, Thread, select, threads
from generator.authoring.exporting.texts import Texts
from generator.authoring.exporting.wxr import Blog, Item, wxr
from generator.authoring.files.writing import Refused
from generator.authoring.importing.exports import NETWORK
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.engine.theme import languages, sources
from generator.model import addresses
from generator.model.audience import AUDIENCES, COHORT, VIEWERS, Viewer, as_person
from generator.model.codes import PUBLIC_ONLY, UNFILLED
from generator.model.diagnostics import Diagnostic, errors
from generator.network.cut import cut
from generator.network.edition import Edition, link
from generator.network.records import Network, Page
from generator.publish.composer.composer import Composer


def export(options: Options, edition: str, person: str, cohort: str) -> bytes:
    """Return an export of what an edition holds of a person's blog, or of a cohort's."""
    if bool(person) == bool(cohort):
        raise Refused("Name a participant, or a cohort with --cohort.")
    if edition == OWN and not person:
        raise Refused("A writer's own view is that of one participant: name PERSON.")
    build = Build(options)
    viewer = as_person(person) if edition == OWN else VIEWERS[edition]
    _refuse(build.check(), viewer)
    network = build.network()
    if network is None:
        raise Refused("network.yaml can't be read; `enquiry check` says why.")
    composer = _composer(options, network, viewer)
    chosen = select(network, composer.edition, person, cohort)
    base = _base(composer)
    texts = Texts(composer, build.cache.texts.get, base, Numbers(), {})
    return _export(composer, texts, chosen).encode()


def _refuse(found: tuple[Diagnostic, ...], viewer: Viewer) -> None:
    """Refuse what would not be built: an edition is exported only as it may be published."""
    concerned = [each for each in found if viewer.is_public or each.code not in PUBLIC_ONLY]
    unfilled = [each for each in found if viewer.is_public and each.code == UNFILLED]
    wrong = [*errors(concerned), *unfilled]
    if wrong:
        first = wrong[0]
        number = f"{len(wrong)} faults keep" if len(wrong) > 1 else "A fault keeps"
        raise Refused(
            f"{number} the {viewer.name} edition from being exported. {first.span}: {first.message} "
            f"{first.hint[:1].upper()}{first.hint[1:]}. `enquiry check` names all."
        )


def _composer(options: Options, network: Network, viewer: Viewer) -> Composer:
    theme = sources.find_theme(options.content, network.config.theme)
    language = languages.find_language(theme.folders, network.config.language).language
    return Composer(link(network, cut(network, viewer)), language)


def _base(composer: Composer) -> str:
    """Return the address of the edition; a writer's own view is nowhere, and leads to that of the cohort."""
    config = composer.edition.config
    if not composer.edition.viewer.person:
        return composer.frame.base
    return dict(config.addresses).get(AUDIENCES[COHORT], config.address)


def _export(composer: Composer, texts: Texts, chosen: Selection) -> str:
    found = threads(composer.edition, chosen)
    items = Items(composer, texts, found, all_authors=bool(chosen.cohort))
    made = [*items.all(), *_pages(composer, items, chosen)]
    made = [*apart([*made, *items.files()])]
    config = composer.edition.config
    last = max((max(each.date.gmt, each.modified.gmt) for each in made), default="")
    when = items.moment(f"{last}+00:00" if last else composer.identifiers.began)
    title, address = _home(composer, chosen)
    blog = Blog(
        title,
        config.tagline,
        texts.base + address,
        texts.base,
        config.language,
        when,
        tuple(items.authors[each] for each in sorted(items.authors)),
        items.terms.all(),
    )
    return wxr(blog, made)


def _home(composer: Composer, chosen: Selection) -> tuple[str, str]:
    """Return the title and the address of what leaves."""
    if chosen.person:
        return composer.edition.people[chosen.person].name, addresses.person(chosen.person)
    return composer.edition.cohorts[chosen.cohort].fields.title, addresses.cohort(chosen.cohort)


def _pages(composer: Composer, items: Items, chosen: Selection) -> Iterator[Item]:
    """Yield the profile with a person, and with a cohort the pages of the network to which its texts lead."""
    edition = composer.edition
    if chosen.person:
        person = edition.people[chosen.person]
        days = [cohort.fields.starts for cohort, _ in composer.cohorts.memberships.get(person.id, ())]
        if composer.texts.body(person.text) is not None:
            when = edition.moment(min(days)) if days else composer.identifiers.began
            address = addresses.person(person.id)
            yield items.page("about", address, person.name, person.text, person.audience, when, person.id)
        return
    began = edition.moment(edition.cohorts[chosen.cohort].fields.starts)
    for page in _led_to(edition, items.chosen):
        yield items.page(
            page.id, addresses.page(page.id), page.title, page.text, page.audience, began, NETWORK
        )


def _led_to(edition: Edition, chosen: Sequence[Thread]) -> Iterator[Page]:
    posts = (post for each in chosen for post in (each.root, *(comment for comment, _ in each.comments)))
    targets = {link.target for post in posts for link in post.text.links}
    return (page for page in edition.pages.values() if page.text.path in targets)


def _named(file: str, to: Path) -> None:
    """Give a file its name; raise `FileExistsError` where something has it."""
    try:
        os.link(file, to)
    except FileExistsError:
        raise
    except OSError:  # some disks, such as memory sticks, know no second names
        if to.exists():
            raise FileExistsError(str(to)) from None
        os.replace(file, to)


def write(data: bytes, to: Path) -> None:
    """Write a file, whole or not at all; one that is there is left as it is."""
    to.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=to.parent, prefix=".export-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o644)
        _named(beside, to)
    except FileExistsError:
        raise Refused(
            f"{to} is there already, and is left as it is. Choose another name with --to."
        ) from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(beside)
