"""THE audience cut: who may see what is decided here, on whole records, before anything derived from them exists.

Nothing after this module asks whether something is public. An edition is linked from what survives, so what does not survive is in
no count, list, neighbour, feed, picture or file name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.model.audience import Viewer, level, reaches
from generator.network.media import Asset
from generator.network.records import Cohort, Network, Page, Person, Post, Record
from generator.network.texts import TextBody, Wording
from generator.schema.kind import mapped, trimmed
from generator.source.markdown.slots import Link
from generator.subjects.outreach.counts import Counts, counts
from generator.subjects.registry import KINDS

T = TypeVar("T")


class Cut(Struct, frozen=True):
    """What one viewer may see. Identities are the edition's own: a pseudonym has taken the place of a name.

    `paths` leads from a file of the content folder to the record that it became, for links between texts: ("post", id) and so on. `counts` is what everybody may know
    of outreach.
    """

    viewer: Viewer
    people: Mapping[str, Person]
    cohorts: Mapping[str, Cohort]
    posts: Mapping[str, Post]
    pages: Mapping[str, Page]
    paths: Mapping[str, tuple[str, str]]
    words: Mapping[str, Wording]
    bodies: Mapping[str, TextBody]
    assets: Mapping[str, Asset]
    records: Mapping[str, Record]
    counts: Counts | None = None


def cut(network: Network, viewer: Viewer) -> Cut:
    """The records that this viewer may see."""
    people = visible_people(network, viewer)
    kept: dict[str, Post] = {}
    for key, post in network.posts.items():
        if not why_hidden(post, viewer, people) and (
            not post.reply_to or all(each in kept for each in post.reply_to)
        ):
            kept[key] = post
    named = _Names(people, viewer)
    noted = {key: record for key, record in network.records.items() if may_see_record(record, viewer, people)}
    shown_posts = [
        named.post(_without_restricted(post) if viewer.is_public else post) for post in kept.values()
    ]
    posts = {each.id: each for each in shown_posts}
    pages = {key: page for key, page in network.pages.items() if reaches(page.audience, viewer.level)}
    cohorts = _cohorts(network.cohorts, posts, named, viewer)
    there = _There(people, kept, cohorts, noted, named)
    for post in [each for each in kept.values() if each.reflects_on]:
        key = named.post_id(post.id)
        posts[key] = replace(
            posts[key],
            reflects_on=tuple(filter(None, (there.called("record", each) for each in post.reflects_on))),
        )
    records = {
        each.id: each
        for each in sorted(
            (there.record(record, viewer) for record in noted.values()), key=lambda each: each.id
        )
    }
    paths = {each.text.path: ("post", each.id) for each in shown_posts}
    paths.update({person.text.path: ("person", named.person_id(key)) for key, person in people.items()})
    paths.update({page.text.path: ("page", key) for key, page in pages.items()})
    paths.update({cohort.path: ("cohort", key) for key, cohort in cohorts.items()})
    paths.update({record.text.path: (record.kind, key) for key, record in records.items()})
    shown = {each.id: each for each in sorted(map(named.person, people.values()), key=lambda each: each.id)}
    return Cut(
        viewer,
        shown,
        cohorts,
        posts,
        pages,
        paths,
        within(paths, network.words),
        within(paths, network.bodies),
        _assets(network, paths),
        records,
        counts(network),
    )


def _without_restricted(post: Post) -> Post:
    """A post whose pictures of people are left out where there is no permission to show them: with their names, and with what was written for who can't see them."""
    if not post.text.restricted:
        return post
    links = tuple(
        Link("", image=True) if place in post.text.restricted else link
        for place, link in enumerate(post.text.links)
    )
    return replace(post, text=replace(post.text, links=links))


def _assets(network: Network, paths: Mapping[str, object]) -> dict[str, Asset]:
    """What lies in the folder of somebody who is not in this edition is not in it either."""
    return {
        path: each
        for path, each in network.assets.items()
        if not path.startswith("participants/") or f"participants/{path.split('/')[1]}/profile.md" in paths
    }


def within(paths: Collection[str], said: Mapping[str, T]) -> dict[str, T]:
    """Of what files say, that which those say that are in an edition. Nobody could ask for the rest by a record; here it is not there to be asked for."""
    return {path: each for path, each in said.items() if path in paths}


def visible_people(network: Network, viewer: Viewer) -> dict[str, Person]:
    """The people whom this viewer may see."""
    return {key: person for key, person in network.people.items() if _may_see_person(person, viewer)}


def _may_see_person(person: Person, viewer: Viewer) -> bool:
    if viewer.person == person.id:
        return True
    return reaches(person.audience, viewer.level) and (person.consent or not viewer.is_public)


def why_hidden(post: Post, viewer: Viewer, people: Mapping[str, Person]) -> str:
    """Why a viewer who may see these people may not see this post, in words; empty where they may.

    In the public edition every writer must consent; elsewhere co-writers who can't be shown are passed over.
    """
    if viewer.person and viewer.person in (post.author, *post.with_) and post.author in people:
        return ""
    if not reaches(post.audience, viewer.level):
        return "its audience, or that of what it answers, is narrower"
    if post.author and post.author not in people:
        return "its writer is not in this edition"
    if viewer.is_public and not post.consent:
        return "this guest has not consented"
    if viewer.is_public and not all(each in people for each in post.with_):
        return "one of its writers is not in this edition"
    return ""


def may_see_record(record: Record, viewer: Viewer, people: Mapping[str, Person]) -> bool:
    """Whether a viewer who may see these people may see a record. Whose folder it is in sees it anyway."""
    if record.owner and record.owner not in people:
        return False
    return (bool(viewer.person) and viewer.person == record.owner) or reaches(record.audience, viewer.level)


class _Names:
    """Identities as the edition shows them."""

    def __init__(self, people: Mapping[str, Person], viewer: Viewer) -> None:
        self.aliased = {
            key: each.public_id for key, each in people.items() if viewer.is_public and each.public_id
        }
        self.people = people
        self.compares = viewer.compares

    def person_id(self, identity: str) -> str:
        return self.aliased.get(identity, identity)

    def post_id(self, identity: str) -> str:
        owner, _, name = identity.partition("/")
        return f"{self.aliased[owner]}/{name}" if owner in self.aliased else identity

    def record_id(self, record: Record) -> str:
        return (
            record.id.replace(f"/{record.owner}/", f"/{self.aliased[record.owner]}/", 1)
            if record.owner in self.aliased
            else record.id
        )

    def person(self, person: Person) -> Person:
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
        )

    def post(self, post: Post) -> Post:
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
        )


class _There:
    """What an edition holds of all that records may refer to."""

    def __init__(
        self,
        people: Mapping[str, Person],
        posts: Mapping[str, Post],
        cohorts: Mapping[str, Cohort],
        records: Mapping[str, Record],
        named: _Names,
    ) -> None:
        self.people, self.posts, self.cohorts, self.records = people, posts, cohorts, records
        self.named = named

    def called(self, what: str, identity: str) -> str:
        """The identity that this has in the edition; empty where the edition does not hold it."""
        if what in ("record", "entry") and identity in self.records:
            return self.named.record_id(self.records[identity])
        if what in ("post", "entry"):
            return self.named.post_id(identity) if identity in self.posts else ""
        if what == "person":
            return self.named.person_id(identity) if identity in self.people else ""
        return identity if what == "standard" or (what == "cohort" and identity in self.cohorts) else ""

    def record(self, record: Record, viewer: Viewer) -> Record:
        """A record without what the edition does not hold."""
        own = bool(viewer.person) and viewer.person == record.owner
        fields = record.fields if own else trimmed(record.fields, viewer.level)
        for setting, what in KINDS[record.kind].references.items():
            fields = mapped(fields, partial(self.called, what), *setting.split("."))
        source = "" if record.owner in self.named.aliased else record.source
        return replace(
            record,
            id=self.named.record_id(record),
            owner=self.named.person_id(record.owner),
            fields=fields,
            source=source,
        )


def _cohorts(
    cohorts: Mapping[str, Cohort], posts: Mapping[str, Post], named: _Names, viewer: Viewer
) -> dict[str, Cohort]:
    """A cohort is in the public edition, or in one that its audience does not reach, where a post there belongs to it.

    Its prompts there are those that such a post answers.
    """
    used = {each.cohort for each in posts.values() if not each.withdrawn}
    answered = {(each.cohort, each.prompt) for each in posts.values()}
    shown = {}
    for key, cohort in cohorts.items():
        fields = cohort.fields
        restricted = viewer.is_public or not reaches(level(fields.audience), viewer.level)
        if restricted and key not in used:
            continue
        prompts = tuple(each for each in fields.prompts if not restricted or (key, each.id) in answered)
        members = tuple(
            (named.person_id(name), member) for name, member in fields.members if name in named.people
        )
        picks = tuple(replace(each, post=named.post_id(each.post)) for each in fields.showcase)
        picks = tuple(each for each in picks if each.post in posts and not posts[each.post].withdrawn)
        shown[key] = Cohort(
            key, cohort.path, replace(fields, prompts=prompts, members=members, showcase=picks)
        )
    return shown
