"""The site: its title, menu and footer, which all pages of an edition share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.model import addresses
from generator.model.audience import PORTFOLIO
from generator.model.messages import N_
from generator.publish import forge
from generator.publish.composer.cohorts import Cohorts
from generator.publish.composer.frame import Frame
from generator.publish.sections import Listed
from generator.publish.views.parts import Anchor, Site

NOTICES: Final = {
    "public": "",
    "cohort": N_("For members of the programme. Please do not pass these pages on."),
    "facilitators": N_("For facilitators and tutors only. Please do not pass these pages on."),
    "portfolio": N_("A portfolio. Who may read it is for its owner to say."),
}
"""The sentence on every page of an edition that says for whom it is."""
OWN_VIEW: Final = N_("Your own view: private records are shown to you alone.")


def site(
    frame: Frame, content_language: str, sections: Iterable[Listed], cohorts: Cohorts, *, searched: bool
) -> Site:
    """What all pages share."""
    edition, _ = frame.edition, frame.language.gettext
    config, name = edition.config, edition.viewer.name
    menu = [
        *(Anchor(_("Digest"), addresses.digest(each.id)) for each in cohorts.newest[:1]),
        Anchor(_("People"), addresses.PEOPLE),
        Anchor(_("Cohorts"), addresses.COHORTS),
        Anchor(_("Standards"), addresses.STANDARDS),
    ]
    menu += [Anchor(_(each.section.title), each.section.address) for each in sections]
    menu.append(Anchor(_("Search") if searched else _("Browse"), addresses.SEARCH))
    if any(each.fields.showcase for each in edition.cohorts.values()):
        menu.insert(0, Anchor(_("Showcase"), addresses.SHOWCASE))
    if name == PORTFOLIO:
        menu.insert(0, Anchor(_("Portfolio"), addresses.PORTFOLIO))
    pages = {
        **frame.notices,
        **{addresses.page(page.id): page.title for page in edition.pages.values() if page.footer},
    }
    notice = NOTICES.get(name, OWN_VIEW)
    return Site(
        title=config.title,
        tagline=config.tagline,
        language=frame.language.code,
        edition=name,
        notice=_(notice) if notice else "",
        menu=tuple(menu),
        footer=tuple(Anchor(pages[address], address) for address in sorted(pages)),
        privacy_contact=config.privacy_contact,
        robots="" if edition.viewer.is_public else "noindex, nofollow",
        texts=content_language,
        draft=frame.language.draft,
        forms=forge.home(config.forge),
    )
