"""`/prompts/<id>/`: a question, and all its answers, whichever cohort it was put to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish.composer import Composer
from generator.publish.page import Page, html_page
from generator.publish.pages.standards import by_cohort
from generator.publish.views import Anchor, Phase, PromptView
from generator.read.kinds import PromptFields


def pages(composer: Composer) -> Iterator[Page]:
    """A page for each prompt."""
    asked: dict[str, list[tuple[Anchor, Phase | None]]] = {}
    prompts: dict[str, PromptFields] = {}
    for cohort in composer.newest_cohorts:
        for each in cohort.fields.prompts:
            prompts.setdefault(each.id, each)
            asked.setdefault(each.id, []).append((Anchor(cohort.fields.title, f"cohorts/{cohort.id}/"), composer.phase(cohort.id, each.phase)))
    for key, prompt in prompts.items():
        address = f"prompts/{key}/"
        posts = composer.edition.by_prompt.get(key, ())
        groups = tuple((cohort, cards) for cohort, cards in by_cohort(composer, posts) if cohort)
        head = composer.head(prompt.title, address, description=prompt.text, trail=(Anchor("Cohorts", "cohorts/"), *(each for each, _ in asked[key][:1])), section="cohorts/")
        yield html_page(address, "prompt.html", PromptView(head, prompt.title, prompt.text, tuple(asked[key]), groups, len(posts)))
