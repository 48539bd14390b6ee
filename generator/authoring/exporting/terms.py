"""Categories and tags for standards, phases and prompts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.authoring.exporting.wxr import CATEGORY, TAG, Term
from generator.model.slugs import slugify
from generator.network.records import Post
from generator.publish.composer.composer import Composer

_Named = tuple[str, Term]
"""A term, with the id of what it stands for."""


class Terms:
    """The terms of an export. Where two have the same name, the ids tell them apart."""

    def __init__(self, composer: Composer, posts: Sequence[Post]) -> None:
        """`posts` are the texts of the export."""
        self.composer = composer
        self._standards = composer.edition.standards
        tags = {tag for post in posts for tag in _tags(post)}
        used = {above for tag in tags for above in self._standards.lineage(tag)}
        found = [self._standard(each) for each in sorted(used, key=lambda each: self._standards[each].order)]
        own = {term.slug: (name, term) for post in posts for name, term in self._of_cohort(post)}
        found += [own[slug] for slug in sorted(own)]
        names = Counter((term.taxonomy, term.name.casefold()) for _, term in found)
        self._terms = {
            name: replace(term, name=f"{term.name} ({name})")
            if names[term.taxonomy, term.name.casefold()] > 1
            else term
            for name, term in found
        }

    def of(self, post: Post) -> tuple[Term, ...]:
        """Return the terms of a text: the standards that it names, its phase and its prompt."""
        own = (name for name, _ in self._of_cohort(post))
        return tuple(self._terms[each] for each in (*_tags(post), *own))

    def all(self) -> tuple[Term, ...]:
        """Return all terms, a category behind the one above it."""
        return tuple(self._terms.values())

    def _standard(self, identity: str) -> _Named:
        standard = self._standards[identity]
        name = f"{standard.number} {standard.title}".strip()
        return identity, Term(CATEGORY, slugify(identity), name, slugify(standard.parent))

    def _of_cohort(self, post: Post) -> Iterator[_Named]:
        cohort = self.composer.edition.cohorts.get(post.cohort)
        if cohort is None or post.withdrawn:
            return
        for phase in cohort.fields.phases:
            if phase.id == post.phase:
                slug = f"phase-{slugify(phase.id)}"
                yield f"phase {phase.id}", Term(CATEGORY, slug, phase.title)
        for prompt in cohort.fields.prompts:
            if prompt.id == post.prompt:
                slug = f"prompt-{slugify(prompt.id)}"
                yield f"prompt {prompt.id}", Term(TAG, slug, prompt.title)


def _tags(post: Post) -> tuple[str, ...]:
    return () if post.withdrawn or not post.listed else post.standards
