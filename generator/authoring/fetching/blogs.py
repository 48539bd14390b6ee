"""Blogs elsewhere: who keeps one, what is picked from it, and what is here already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.authoring.importing.identities import key
from generator.authoring.workspace import Workspace
from generator.model.audience import COHORT, level
from generator.model.slugs import slugify
from generator.network.programme import by_start
from generator.network.records import Cohort
from generator.source.document import Document
from generator.source.files.fetched import FETCHED, FetchedFields
from generator.source.files.post import PostFields
from generator.source.files.profile import ProfileFields


class Blog(Struct, frozen=True, dict=True):
    """Somebody's blog elsewhere, and what is remembered of it.

    `terms` pick posts by a tag or a category, as slugs. `known` are the files of what came from it, by its
    ids there.
    """

    person: str
    feed: str
    terms: frozenset[str]
    audience: str
    cohorts: tuple[Cohort, ...]
    known: Mapping[str, Document]
    state: FetchedFields

    @property
    def folder(self) -> str:
        """The folder of what is fetched."""
        return f"participants/{self.person}/elsewhere"

    @property
    def memory(self) -> str:
        """The file of what is remembered."""
        return f"participants/{self.person}/{FETCHED}"

    @cached_property
    def originals(self) -> frozenset[str]:
        """The keys of the addresses of what is here: a blog that moves may give new ids to its posts."""
        found = (each.fields for each in self.known.values())
        return frozenset(
            key(each.original) for each in found if isinstance(each, PostFields) and each.original
        )

    @property
    def picked(self) -> str:
        """The terms, as they are remembered."""
        return " ".join(sorted(self.terms))


def blogs(workspace: Workspace, wanted: Collection[str]) -> Iterator[Blog]:
    """Yield the blogs of everybody who has one elsewhere, or of these people alone."""
    fields = {
        each.file.owner: each.fields
        for each in workspace.documents.values()
        if isinstance(each.fields, ProfileFields)
    }
    for person in wanted:
        if person not in fields:
            raise Refused(f"There is no participant {person} whose profile.md can be read.")
        if not fields[person].feed:
            raise Refused(f"There is no `feed` in participants/{person}/profile.md.")
    for person, profile in sorted(fields.items()):
        if profile.feed and (not wanted or person in wanted):
            yield _blog(workspace, person, profile)


def _blog(workspace: Workspace, person: str, profile: ProfileFields) -> Blog:
    document = workspace.documents.get(f"participants/{person}/{FETCHED}")
    state = document.fields if document and isinstance(document.fields, FetchedFields) else FetchedFields()
    known = {
        fields.imported.source: each
        for each in workspace.documents.values()
        if each.file.owner == person and isinstance(fields := each.fields, PostFields) and fields.imported
    }
    return Blog(
        person,
        profile.feed,
        frozenset(filter(None, map(slugify, (profile.tag, profile.category)))),
        _audience(workspace, person, profile),
        tuple(each for each in by_start(workspace.network.cohorts.values()) if person in _members(each)),
        known,
        state,
    )


def _members(cohort: Cohort) -> Collection[str]:
    return {name for name, _ in cohort.fields.members}


def _audience(workspace: Workspace, person: str, profile: ProfileFields) -> str:
    """Return the audience of what is fetched; empty for that of any other post.

    It is the one that the profile asks for. The original of a post is found by its words, so one by somebody
    with a pseudonym is for the cohort, unless they say otherwise of it.
    """
    document = workspace.documents[f"participants/{person}/profile.md"]
    asked = profile.audience if document.span("audience").line > 1 else ""
    if profile.public_name and (not asked or level(asked) > COHORT):
        return "cohort"
    return asked
