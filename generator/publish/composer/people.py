"""People as pages show them: names, writers, schools and roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from generator.model import addresses
from generator.model.messages import N_
from generator.network.records import Person, Post
from generator.publish.composer.cohorts import Cohorts
from generator.publish.language import Language
from generator.publish.views.parts import Anchor

PARTICIPANT: Final = "participant"
ROLES: Final = {
    PARTICIPANT: N_("participant"),
    "critical-friend": N_("critical friend"),
    "tutor": N_("tutor"),
    "facilitator": N_("facilitator"),
    "guest": N_("guest"),
}


class People(Struct, frozen=True):
    """The people of an edition."""

    held: Mapping[str, Person]
    cohorts: Cohorts
    language: Language
    _writers: dict[tuple[str, ...], tuple[Anchor, ...]] = {}

    def anchor(self, identity: str) -> Anchor:
        """Return a person's name, leading to their blog."""
        return Anchor(self.held[identity].name, addresses.person(identity))

    def writers(self, post: Post) -> tuple[Anchor, ...]:
        """Return who wrote a post, the owner of the folder first; nobody, where it was withdrawn."""
        if post.withdrawn:
            return ()
        if not post.author:
            return (Anchor(post.guest),)
        key = (post.author, *post.with_)
        writers = self._writers.get(key)
        if writers is None:
            writers = self._writers[key] = tuple(self.anchor(each) for each in key)
        return writers

    def writers_in_words(self, post: Post) -> str:
        """Return the names of who wrote a post, as a sentence names them."""
        return self.language.names([each.title for each in self.writers(post)])

    def school(self, post: Post) -> str:
        """Return the writer's school at the time: the cohort's word goes before the profile's."""
        return self.school_in(post.cohort, post.author) if post.author else ""

    def school_in(self, cohort: str, person: str) -> str:
        """Return somebody's school while in a cohort."""
        member = self.cohorts.members.get((cohort, person))
        return (member.school if member else "") or self.held[person].school

    def role(self, cohort: str, person: str) -> str:
        """Return somebody's role in a cohort, in words.

        It is empty for a participant, which goes without saying, and for whoever is no member.
        """
        member = self.cohorts.members.get((cohort, person))
        return self.language.gettext(ROLES[member.role]) if member and member.role != PARTICIPANT else ""
