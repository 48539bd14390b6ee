"""`/prompts/`: the questions that were put to cohorts, each with all its answers from all cohorts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model import addresses
from generator.network.records import Cohort
from generator.publish import paging
from generator.publish.composer.chronology import InCohorts
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import Page, html_page
from generator.publish.views.cohort import PromptView
from generator.publish.views.lists import ListGroup, ListView
from generator.publish.views.parts import Anchor, Count
from generator.source.files.cohort import PromptFields


def pages(composer: Composer) -> Iterator[Page]:
    """Yield the index, and a page for each prompt."""
    yield html_page(addresses.PROMPTS, "list.html", _index)
    for key in dict.fromkeys(each.id for cohort in composer.cohorts.newest for each in cohort.fields.prompts):
        yield from paging.paged(
            _total(_answers(composer, key)), addresses.prompt(key), "prompt.html", _view, key
        )


def _answers(composer: Composer, key: str) -> InCohorts:
    return composer.chronology.answering(key)


def _total(lists: InCohorts) -> int:
    return sum(len(posts) for _, posts in lists)


def _index(composer: Composer) -> ListView:
    groups = (
        ListGroup(
            cohort.fields.title, tuple(_count(composer, cohort, each) for each in cohort.fields.prompts)
        )
        for cohort in composer.cohorts.newest
        if cohort.fields.prompts
    )
    return ListView(
        composer.frame.head(
            composer.gettext("Questions"),
            addresses.PROMPTS,
            description=composer.gettext("What each cohort was asked, and how many answered."),
            section=addresses.COHORTS,
        ),
        tuple(groups),
    )


def _count(composer: Composer, cohort: Cohort, prompt: PromptFields) -> Count:
    phase = composer.cohorts.phase(cohort.id, prompt.phase)
    answers = len(composer.edition.by_prompt.get((prompt.id, cohort.id), ()))
    return Count(prompt.title, addresses.prompt(prompt.id), answers, phase.title if phase else "")


def _view(composer: Composer, key: str, number: int) -> PromptView:
    asked = composer.cohorts.asking[key]
    places = tuple(
        (composer.cohorts.anchor(cohort), composer.cohorts.phase(cohort.id, prompt.phase))
        for cohort, prompt in asked
    )
    prompt = asked[0][1]
    answers = _answers(composer, key)
    entries = _total(answers)
    address = addresses.prompt(key)
    return PromptView(
        head=composer.frame.head(
            paging.titled(composer, prompt.title, number),
            addresses.numbered(address, number),
            description=prompt.text,
            trail=(
                Anchor(composer.gettext("Cohorts"), addresses.COHORTS),
                places[0][0],
                *paging.above(prompt.title, address, number),
            ),
            section=addresses.COHORTS,
        ),
        title=prompt.title,
        text=prompt.text,
        asked=places,
        groups=paging.cohort_groups(composer, answers, number),
        entries=entries,
        page=number,
        pages=paging.anchors(entries, address),
        answer=composer.actions.write("posts", prompt=key, phase=prompt.phase),
    )


FAMILY: Final = Family(pages)
