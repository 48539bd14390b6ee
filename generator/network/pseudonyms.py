"""Pseudonyms: in the public edition, they take the place of people's names and identities everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.model.audience import Viewer
from generator.network.records import Person, Post, Record


class Pseudonyms:
    """The identities and names of an edition: in the public one, pseudonyms where people chose one."""

    def __init__(self, people: Mapping[str, Person], viewer: Viewer) -> None:
        self.aliased = {
            key: each.public_id for key, each in people.items() if viewer.is_public and each.public_id
        }
        self.people = people
        self.compares = viewer.compares

    def person_id(self, identity: str) -> str:
        """Return the identity of a person in the edition."""
        return self.aliased.get(identity, identity)

    def post_id(self, identity: str) -> str:
        """Return the identity of a post in the edition."""
        owner, _, name = identity.partition("/")
        return f"{self.aliased[owner]}/{name}" if owner in self.aliased else identity

    def record_id(self, record: Record) -> str:
        """Return the identity of a record in the edition."""
        return (
            record.id.replace(f"/{record.owner}/", f"/{self.aliased[record.owner]}/", 1)
            if record.owner in self.aliased
            else record.id
        )

    def person(self, person: Person) -> Person:
        """Return a person without what would reveal a pseudonym; only some viewers see interests."""
        interests = person.interests if self.compares else ()
        if person.id not in self.aliased:
            return replace(person, public_id="", public_name="", interests=interests)
        return replace(
            person,
            id=person.public_id,
            name=person.public_name,
            links=(),
            photo="",
            public_id="",
            public_name="",
            interests=interests,
            aliases=(),
        )

    def post(self, post: Post) -> Post:
        """Return a post under the edition's identities, without what would reveal a pseudonym."""
        writers = tuple(each for each in post.with_ if each in self.people) if post.with_ else ()
        if not self.aliased:
            return post if writers == post.with_ else replace(post, with_=writers)
        hidden = post.author in self.aliased or any(each in self.aliased for each in post.with_)
        answered = tuple(self.post_id(each) for each in post.reply_to)
        return replace(
            post,
            id=self.post_id(post.id),
            author=self.person_id(post.author),
            with_=tuple(self.person_id(each) for each in writers),
            reply_to=answered,
            source="" if hidden or answered != post.reply_to else post.source,
            aliases=() if hidden else post.aliases,
            original="" if hidden else post.original,
        )
