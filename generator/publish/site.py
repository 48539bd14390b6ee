"""The site: its title, menu and footer, which all pages of an edition share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.network.edition import writes
from generator.publish import forge
from generator.publish.composer.composer import Composer
from generator.publish.composer.frame import MORE_PAGES
from generator.publish.family import SECTIONS_OF_SUBJECTS, Family, Menu
from generator.publish.pages import headers
from generator.publish.sections import sections
from generator.publish.views.parts import Anchor, Site


def site(composer: Composer, families: Iterable[Family]) -> Site:
    """Return what all pages share."""
    edition, language = composer.edition, composer.language
    config = edition.config
    return Site(
        title=config.title,
        tagline=config.tagline,
        language=language.code,
        edition=edition.viewer.name,
        notice=composer.frame.notice,
        menu=tuple(_menu(composer, families)),
        footer=_footer(composer),
        privacy_contact=config.privacy_contact,
        robots="" if edition.viewer.is_public else "noindex, nofollow",
        texts=composer.content_language,
        draft=language.draft,
        forms=forge.home(config.forge),
        contact="" if writes(config, edition.viewer) else config.contact,
        editor=headers.origins(composer),
    )


def _menu(composer: Composer, families: Iterable[Family]) -> Iterator[Anchor]:
    menus = [
        *(family.menu for family in families if family.menu is not None),
        Menu(SECTIONS_OF_SUBJECTS, _sections),
    ]
    for menu in sorted(menus, key=lambda each: each.place):
        yield from menu.entries(composer)


def _sections(composer: Composer) -> Iterator[Anchor]:
    for each in composer.derived(sections):
        yield Anchor(composer.gettext(each.section.title), each.section.address)


def _footer(composer: Composer) -> tuple[Anchor, ...]:
    shown, more = composer.frame.foot
    return (*shown, Anchor(composer.gettext("More pages"), MORE_PAGES)) if more else shown
