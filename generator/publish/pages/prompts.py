"""`/prompts/<id>/`: a question, and all its answers, whichever cohort it was put to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish.composer import Composer
from generator.publish.page import Page, html_page
from generator.publish.pages.standards import by_cohort
from generator.publish.views import Anchor, PromptView


def pages(composer: Composer) -> Iterator[Page]:
    """A page for each prompt."""
    for key in dict.fromkeys(each.id for cohort in composer.newest_cohorts for each in cohort.fields.prompts):
        yield html_page(f"prompts/{key}/", "prompt.html", _view, key)


def _view(composer: Composer, key: str) -> PromptView:
    asked = [(cohort, prompt) for cohort in composer.newest_cohorts for prompt in cohort.fields.prompts if prompt.id == key]
    places = tuple((Anchor(cohort.fields.title, f"cohorts/{cohort.id}/"), composer.phase(cohort.id, prompt.phase)) for cohort, prompt in asked)
    prompt = asked[0][1]
    posts = composer.edition.by_prompt.get(key, ())
    groups = tuple((cohort, cards) for cohort, cards in by_cohort(composer, posts) if cohort)
    trail = (Anchor(composer.gettext("Cohorts"), "cohorts/"), places[0][0])
    head = composer.head(prompt.title, f"prompts/{key}/", description=prompt.text, trail=trail, section="cohorts/")
    return PromptView(head, prompt.title, prompt.text, places, groups, len(posts))
