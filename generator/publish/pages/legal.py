"""`/privacy/` and `/accessibility/`: statements that the law requires, from settings and written pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.model.messages import N_
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.language import ENGLISH, Language
from generator.publish.page import Page, html_page
from generator.publish.views.legal import AccessibilityView, Fault, PrivacyView, Purpose
from generator.publish.views.parts import Anchor, Head, RichText
from generator.source.files.notices import FAULTS, AccessibilityFields, PrivacyFields

BASES = {
    "consent": N_("your consent"),
    "contract": N_("a contract with you"),
    "legal-obligation": N_("a duty in law"),
    "vital-interests": N_("somebody’s life"),
    "public-task": N_("a task in the public interest"),
    "legitimate-interests": N_("our legitimate interests"),
}
COMMISSIONER = Anchor(N_("Information Commissioner’s Office"), "https://ico.org.uk/make-a-complaint/")
"""To whom anybody in the United Kingdom can complain."""


def pages(composer: Composer) -> Iterator[Page]:
    """Yield each notice for which there are settings."""
    config = composer.edition.config
    if config.privacy:
        yield html_page(addresses.PRIVACY, "privacy.html", _privacy, config.privacy)
    if config.accessibility:
        yield html_page(addresses.ACCESSIBILITY, "accessibility.html", _accessibility, config.accessibility)


def _privacy(composer: Composer, settings: PrivacyFields) -> PrivacyView:
    spoken = _spoken(composer)
    head, summary, body, edit = _words(
        composer,
        "privacy",
        composer.gettext("What this site holds about people, why, for how long, and what you can ask for."),
    )
    return PrivacyView(
        head,
        summary,
        body,
        edit,
        who=settings.who,
        purposes=tuple(
            Purpose(each.what, each.why, spoken.gettext(BASES[each.basis])) for each in settings.why
        ),
        bases=tuple(dict.fromkeys(each.basis for each in settings.why)),
        how_long=settings.how_long,
        ask=_link(settings.ask or composer.edition.config.privacy_contact),
        officer=_link(settings.officer),
        shared_with=settings.shared_with,
        complain_to=tuple(Anchor(each.title, each.url) for each in settings.complain_to)
        or (Anchor(spoken.gettext(COMMISSIONER.title), COMMISSIONER.address),),
        reviewed=spoken.known_day(settings.reviewed),
        editor=composer.edits,
        **_languages(composer, spoken),
    )


def _accessibility(composer: Composer, settings: AccessibilityFields) -> AccessibilityView:
    config, spoken = composer.edition.config, _spoken(composer)
    head, summary, body, edit = _words(
        composer,
        "accessibility",
        composer.gettext("How accessible this site is, what does not work yet, and whom to ask."),
    )
    groups = {
        kind: tuple(
            Fault(each.what, each.why, each.instead, each.criterion)
            for each in settings.faults
            if each.kind == kind
        )
        for kind in FAULTS
    }
    return AccessibilityView(
        head,
        summary,
        body,
        edit,
        organisation=settings.organisation or config.title,
        status=settings.status,
        faults=tuple((kind, faults) for kind, faults in groups.items() if faults),
        contact=_link(settings.contact or config.concern),
        response=settings.response,
        prepared=spoken.day(settings.prepared),
        reviewed=spoken.known_day(settings.reviewed),
        tested=settings.tested,
        enforced_in=settings.enforced_in,
        **_languages(composer, spoken),
    )


def _spoken(composer: Composer) -> Language:
    """Return the language of the statements required by law.

    It is the site's where somebody has translated them, else English, since nobody may be told their rights
    by a draft.
    """
    own = composer.language
    # Translators: the code of your language (gd), once all of the notices on privacy and accessibility
    # is in it and checked. Empty, these notices stay in English.
    translated = own.pgettext("what the law wants said is in this language", "en")
    return own if own.code.partition("-")[0] in ("en", translated) else ENGLISH


def _languages(composer: Composer, spoken: Language) -> dict[str, str]:
    """Return the languages that a notice has to name."""
    written = composer.edition.config.language
    return {
        "spoken": "" if spoken is composer.language else "en",
        "own": "" if written == spoken.code else written,
    }


def _words(composer: Composer, name: str, description: str) -> tuple[Head, str, RichText | None, str]:
    """Return the parts of a notice that come from the network's page of this name, where there is one."""
    page = composer.edition.pages.get(name)
    address = f"{name}/"
    if page is None:
        return (
            composer.frame.head(
                composer.frame.notices[address], address, description=description, section=address
            ),
            "",
            None,
            "",
        )
    head = composer.frame.head(
        page.title,
        address,
        description=page.summary or description,
        language=page.language or composer.content_language,
        section=address,
    )
    return (
        head,
        page.summary,
        composer.texts.body(page.text),
        composer.actions.edit(page.text.path),
    )


def _link(address: str) -> Anchor | None:
    return Anchor(re.sub(r"^(?:https?://|mailto:)|/$|\?.*", "", address), address) if address else None


FAMILY: Final = Family(pages)
