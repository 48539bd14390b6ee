"""Categories and tags, and the standards, phases and prompts that they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.authoring.importing.identities import printable
from generator.authoring.importing.plan import NONE, Meaning, Plan
from generator.authoring.importing.survey import Surveyed, texts
from generator.model.slugs import slugify
from generator.model.suggest import distance
from generator.network.catalogues import Standards
from generator.network.records import Cohort

PHASE: Final = "phase:"
PROMPT: Final = "prompt:"
_NOTHING: Final = frozenset({"uncategorized", "uncategorised", "general", "blog", "allgemein"})
"""Categories that say nothing."""
_NUMBER: Final = re.compile(r"(?:[A-Za-z]{2,5}[ .-]*)?\d+(?:\.\d+)+\.?|[A-Za-z]{2,5}[ .-]*\d+(?:\.\d+)*")
TermKey = tuple[str, str]
"""A taxonomy, and a term of it, in small letters."""


class Meanings(Struct, frozen=True):
    """The meanings of terms, with the questions that are left."""

    terms: tuple[Meaning, ...]
    questions: tuple[str, ...]


def term_key(taxonomy: str, name: str) -> TermKey:
    """Return the key of a term: in each blog it stands for the same."""
    return taxonomy, printable(name).casefold()


class Words:
    """The words of a cohort and of its standards, by which terms are understood."""

    def __init__(self, cohort: Cohort, standards: Standards) -> None:
        self.standards = standards
        self.day = cohort.fields.starts
        self.phases = {slugify(each.title): each.id for each in cohort.fields.phases}
        self.phases |= {slugify(each.id): each.id for each in cohort.fields.phases}
        self.prompts = {slugify(each.title): each.id for each in cohort.fields.prompts}
        self.prompts |= {slugify(each.id): each.id for each in cohort.fields.prompts}

        coded = {slugify(each.id): (each.id, each.title) for each in standards.by_id.values()}
        coded |= {f"phase-{slugify(each.id)}": (PHASE + each.id, each.title) for each in cohort.fields.phases}
        self.coded = coded | {
            f"prompt-{slugify(each.id)}": (PROMPT + each.id, each.title) for each in cohort.fields.prompts
        }

    def named(self, slug: str, name: str) -> str:
        """Return what a term of an export of Enquiry's own stands for; empty for any other."""
        meaning, title = self.coded.get(slug, ("", ""))
        return meaning if meaning and slugify(title) in slugify(name) else ""

    def meant(self, name: str) -> str:
        """Return what a term says in so many words; empty where it does not."""
        slug = slugify(name)
        if slug in self.phases:
            return PHASE + self.phases[slug]
        if slug in self.prompts:
            return PROMPT + self.prompts[slug]
        return self._standard(name)

    def _standard(self, name: str) -> str:
        """Return the standard with this number, id or title: of two suites, that of the cohort's time."""
        words = name.strip().removeprefix("#")
        found = self.standards.meant(words, self.day)
        exact = [
            each
            for each in found
            if words.casefold() in (each.title.casefold(), each.id) or slugify(words) == slugify(each.title)
        ]
        if exact:
            return exact[0].id
        return found[0].id if found and _NUMBER.fullmatch(words) else ""

    def alike(self, name: str) -> str:
        """Return what a term may mean; empty where nothing is like it."""
        own = [(title, PHASE + each) for title, each in self.phases.items()]
        own += [(title, PROMPT + each) for title, each in self.prompts.items()]
        named = [(slugify(each.title), each.id) for each in self.standards.meant(name, self.day)]
        slug = slugify(name)
        return next((meaning for title, meaning in (*own, *named) if _is_like(slug, title)), "")

    def prompt(self, title: str) -> str:
        """Return the prompt that a post answers, by its title."""
        return self.prompts.get(
            slugify(re.sub(r"^\s*task\s+\w+\s*[-–:]\s*", "", title, flags=re.IGNORECASE)), ""
        )


def _is_like(slug: str, title: str) -> bool:
    """Return whether two titles have half of their words in common, or differ by a slip."""
    words, others = set(slug.split("-")), set(title.split("-"))
    shared = {each for each in words & others if len(each) > 3}
    slip = len(slug) > 5 and distance(slug, title, 2) <= 2
    return slip or 2 * len(shared) >= max(len(words), len(others))


def propose(
    exports: Sequence[Surveyed], words: Words, given: Mapping[str, tuple[str, ...]], before: Plan
) -> Meanings:
    """Return proposals for all terms of texts about which the earlier plan says nothing."""
    known = {term_key(each.of, each.term) for each in before.terms}
    used: Counter[TermKey] = Counter()
    shown: dict[TermKey, str] = {}
    slugs: dict[TermKey, str] = {}
    for _, item in texts(exports):
        for each in item.terms:
            key = term_key(each.taxonomy, each.name or each.slug)
            if each.taxonomy != "post_format" and key[1] and key[1] not in _NOTHING:
                used[key] += 1
                shown.setdefault(key, printable(each.name or each.slug))
                slugs.setdefault(key, each.slug)
    written = {slugify(name): value for name, value in given.items()}
    questions: list[str] = []
    terms = tuple(
        Meaning(name, key[0], _meaning(name, slugs[key], words, written, questions), str(used[key]))
        for key, name in shown.items()
        if key not in known
    )
    return Meanings(terms, tuple(questions))


def _meaning(
    name: str, slug: str, words: Words, written: Mapping[str, tuple[str, ...]], questions: list[str]
) -> tuple[str, ...]:
    if slugify(name) in written:
        return tuple(each for each in written[slugify(name)] if each != NONE)
    if found := words.named(slug, name) or words.meant(name):
        return (found,)
    if near := words.alike(name):
        questions.append(f"Does “{name}” mean {near}? The plan says no.")
    return ()
