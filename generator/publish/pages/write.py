"""`/write/`: the editor, and its configurations: one a cohort, and one of what is nobody's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.publish.composer.composer import Composer
from generator.publish.editor import choices
from generator.publish.editor.configuration import configuration
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.views.write import ConfigurationView, Writer, WriteView

NO_COHORT: Final = "writer.json"
GENERAL: Final = "general.json"
_OF_COHORT: Final = "cohort-{}.json"


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the page and its configurations, in an edition that has the editor."""
    if not composer.edits:
        return
    yield html_page(addresses.WRITE, "write.html", _view)
    for cohort in composer.cohorts.newest:
        yield Page(f"{addresses.WRITE}{_OF_COHORT.format(cohort.id)}", "editor", _of_cohort, (cohort.id,))
    yield Page(f"{addresses.WRITE}{NO_COHORT}", "editor", _of_cohort, ("",))
    if composer.edition.viewer.compares:
        yield Page(f"{addresses.WRITE}{GENERAL}", "editor", _general)


def _view(composer: Composer) -> WriteView:
    return WriteView(
        composer.frame.head(
            composer.gettext("Write"),
            addresses.WRITE,
            description=composer.gettext("Write and edit in the browser."),
            section=addresses.WRITE,
        ),
        tuple(
            Writer(each["value"], each["label"], _file(composer, each["value"]))
            for each in choices.people(composer, None)
            if composer.edition.viewer.person in ("", each["value"])
        ),
        GENERAL if composer.edition.viewer.compares else "",
    )


def _file(composer: Composer, person: str) -> str:
    """Return the configuration of a writer: that of the newest of their cohorts."""
    cohorts = composer.cohorts.memberships.get(person, ())
    return next((_OF_COHORT.format(cohort.id) for cohort, _ in cohorts), NO_COHORT)


def _of_cohort(composer: Composer, cohort: str) -> ConfigurationView:
    found = configuration(composer, composer.edition.cohorts.get(cohort))
    return ConfigurationView(json.dumps(found, ensure_ascii=False))


def _general(composer: Composer) -> ConfigurationView:
    return ConfigurationView(json.dumps(configuration(composer, None, general=True), ensure_ascii=False))


FAMILY: Final = Family(pages)
