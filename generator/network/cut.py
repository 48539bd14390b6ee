"""The audience cut, the one place that decides who may see what.

It decides on whole records, before anything is derived from them. Nothing after this module asks whether
something is public. An edition is linked from what survives, so what does not survive is in no count, list,
neighbour, feed, picture or file name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.model.audience import PRIVATE, Viewer, level, reaches
from generator.network.media import Asset
from generator.network.pseudonyms import Pseudonyms
from generator.network.records import Cohort, Network, Page, Person, Post, Record
from generator.network.texts import TextBody, Wording
from generator.schema.aliases import Aliased
from generator.schema.kind import mapped, trimmed
from generator.schema.publication import DRAFT, EXPIRED, LATER
from generator.source.markdown.slots import Link
from generator.subjects.outreach.counts import Counts, counts
from generator.subjects.registry import KINDS

T = TypeVar("T")
R = TypeVar("R", Person, Record)


WHY: Final = {
    DRAFT: "it, or what it answers, is a draft",
    LATER: "its date, or that of what it answers, is still to come",
    EXPIRED: "it, or what it answers, has expired",
}
"""The sentences for what is kept back."""


class Cut(Struct, frozen=True):
    """The records that one viewer may see, under the edition's identities, with pseudonyms in place of names.

    `paths` leads from a file of the content folder to the record that it became, for links between texts:
    ("post", id) and so on. `counts` are the figures of outreach that everybody may know.
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
    """Return the records that this viewer may see."""
    people = visible_people(network, viewer)
    names = Pseudonyms(people, viewer)
    kept = visible_posts(network, viewer, people)
    held = {key: each for key, each in network.records.items() if may_see_record(each, viewer, people)}
    posts = _shown_posts(kept.values(), names, viewer)
    cohorts = _cohorts(network.cohorts, posts, names, viewer)
    references = _References(people, kept, cohorts, held, names)
    for post in kept.values():
        if post.reflects_on:
            key = names.post_id(post.id)
            posts[key] = replace(posts[key], reflects_on=references.kept("record", post.reflects_on))
    pages = {
        key: page
        for key, page in network.pages.items()
        if not page.kept_back and reaches(page.audience, viewer.level)
    }
    records = _by_identity(references.record(each, viewer) for each in held.values())
    paths = _paths(people, names, posts, pages, cohorts, records)
    return Cut(
        viewer,
        _by_identity(map(names.person, people.values())),
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


def once_published(network: Network) -> Network:
    """Return the network as if the day of everything in it had come: its faults are those of that day."""
    come = {
        key: replace(post, kept_back="") if post.kept_back == LATER else post
        for key, post in network.posts.items()
    }
    return replace(network, posts=come)


def visible_posts(network: Network, viewer: Viewer, people: Mapping[str, Person]) -> dict[str, Post]:
    """Return the posts that a viewer may see, each with all that it answers."""
    kept: dict[str, Post] = {}
    for key, post in network.posts.items():
        if not why_hidden(post, viewer, people) and (
            not post.reply_to or all(each in kept for each in post.reply_to)
        ):
            kept[key] = post
    return kept


def _shown_posts(kept: Iterable[Post], names: Pseudonyms, viewer: Viewer) -> dict[str, Post]:
    """Return posts as the edition shows them, in their order: one that is kept back is its writer's alone."""
    own = (replace(post, audience=PRIVATE) if post.kept_back else post for post in kept)
    shown = (names.post(_without_restricted(post) if viewer.is_public else post) for post in own)
    return {each.id: each for each in shown}


def _by_identity(found: Iterable[R]) -> dict[str, R]:
    return {each.id: each for each in sorted(found, key=lambda each: each.id)}


def _paths(
    people: Mapping[str, Person],
    names: Pseudonyms,
    posts: Mapping[str, Post],
    pages: Mapping[str, Page],
    cohorts: Mapping[str, Cohort],
    records: Mapping[str, Record],
) -> dict[str, tuple[str, str]]:
    """Return the kind and the identity of what each file has become, for links between texts."""
    paths = {post.text.path: ("post", key) for key, post in posts.items()}
    paths.update({person.text.path: ("person", names.person_id(key)) for key, person in people.items()})
    paths.update({page.text.path: ("page", key) for key, page in pages.items()})
    paths.update({cohort.path: ("cohort", key) for key, cohort in cohorts.items()})
    paths.update({record.text.path: (record.kind, key) for key, record in records.items()})
    return paths


def _without_restricted(post: Post) -> Post:
    """Return a post without the pictures that may not be shown, and without their names and texts."""
    if not post.text.restricted:
        return post
    links = tuple(
        Link("", image=True) if place in post.text.restricted else link
        for place, link in enumerate(post.text.links)
    )
    return replace(post, text=replace(post.text, links=links))


def _assets(network: Network, paths: Mapping[str, object]) -> dict[str, Asset]:
    """Return the assets of an edition: not those in the folder of somebody who is not in it."""
    return {
        path: each
        for path, each in network.assets.items()
        if not path.startswith("participants/") or f"participants/{path.split('/')[1]}/profile.md" in paths
    }


class _Within(Mapping[str, T]):
    """The texts of some files among those of all."""

    def __init__(self, paths: Collection[str], said: Mapping[str, T]) -> None:
        self._paths = paths
        self._said = said

    def __getitem__(self, path: str) -> T:
        if path not in self._paths:
            raise KeyError(path)
        return self._said[path]

    def get(self, path: str, default: Any = None) -> Any:
        """Return the text of a file, or something else for a file that is not among these."""
        return self._said.get(path, default) if path in self._paths else default

    def __iter__(self) -> Iterator[str]:
        return (path for path in self._said if path in self._paths)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[type[dict[str, T]], tuple[dict[str, T]]]:
        return dict, (dict(self),)  # another process gets nothing but these


def within(paths: Collection[str], said: Mapping[str, T]) -> Mapping[str, T]:
    """Return, of the texts of all files, those of the files of an edition.

    They are not gone through, since most builds ask for few.
    """
    return _Within(paths, said)


def visible_people(network: Network, viewer: Viewer) -> dict[str, Person]:
    """Return the people whom this viewer may see."""
    return {key: person for key, person in network.people.items() if _may_see_person(person, viewer)}


def _may_see_person(person: Person, viewer: Viewer) -> bool:
    if viewer.person == person.id:
        return True
    if person.kept_back:
        return False
    return reaches(person.audience, viewer.level) and (person.consent or not viewer.is_public)


def why_hidden(post: Post, viewer: Viewer, people: Mapping[str, Person]) -> str:
    """Return the reason for which a viewer of these people may not see a post; empty where they may.

    In the public edition every writer must consent; elsewhere co-writers who can't be shown are passed over.
    """
    own = bool(viewer.person) and viewer.person in (post.author, *post.with_) and post.author in people
    if post.kept_back and not (own and viewer.sees_drafts):
        return WHY[post.kept_back]
    if own:
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
    """Return whether a viewer of these people may see a record; the owner of its folder always may.

    What is kept back is seen by its owner in a view of their own, and in no edition.
    """
    if record.owner and record.owner not in people:
        return False
    own = bool(viewer.person) and viewer.person == record.owner
    if record.kept_back:
        return own and viewer.sees_drafts
    return own or reaches(record.audience, viewer.level)


class _References:
    """The things that records may refer to, as far as an edition holds them."""

    def __init__(
        self,
        people: Mapping[str, Person],
        posts: Mapping[str, Post],
        cohorts: Mapping[str, Cohort],
        records: Mapping[str, Record],
        names: Pseudonyms,
    ) -> None:
        self.people, self.posts, self.cohorts, self.records = people, posts, cohorts, records
        self.names = names

    def kept(self, what: str, identities: Iterable[str]) -> tuple[str, ...]:
        """Return the identities that these have in the edition, without those that it does not hold."""
        return tuple(filter(None, (self.identity(what, each) for each in identities)))

    def identity(self, what: str, identity: str) -> str:
        """Return the identity that this has in the edition; empty where the edition does not hold it."""
        if what in ("record", "entry") and identity in self.records:
            return self.names.record_id(self.records[identity])
        if what in ("post", "entry"):
            return self.names.post_id(identity) if identity in self.posts else ""
        if what == "person":
            return self.names.person_id(identity) if identity in self.people else ""
        return identity if what == "standard" or (what == "cohort" and identity in self.cohorts) else ""

    def record(self, record: Record, viewer: Viewer) -> Record:
        """Return a record without what the edition does not hold."""
        own = bool(viewer.person) and viewer.person == record.owner
        fields = record.fields if own else trimmed(record.fields, viewer.level)
        for setting, what in KINDS[record.kind].references.items():
            fields = mapped(fields, partial(self.identity, what), *setting.split("."))
        hidden = record.owner in self.names.aliased
        if hidden and isinstance(fields, Aliased):
            fields = replace(fields, aliases=())
        return replace(
            record,
            id=self.names.record_id(record),
            owner=self.names.person_id(record.owner),
            audience=PRIVATE if record.kept_back else record.audience,
            fields=fields,
            source="" if hidden else record.source,
        )


def _cohorts(
    cohorts: Mapping[str, Cohort], posts: Mapping[str, Post], names: Pseudonyms, viewer: Viewer
) -> dict[str, Cohort]:
    """Return the cohorts of an edition.

    The public edition, and one that a cohort's audience does not reach, hold it where they hold a post of it,
    and hold those of its prompts that such a post answers.
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
            (names.person_id(name), member) for name, member in fields.members if name in names.people
        )
        picks = tuple(replace(each, post=names.post_id(each.post)) for each in fields.showcase)
        picks = tuple(each for each in picks if each.post in posts and not posts[each.post].withdrawn)
        seen = replace(fields, prompts=prompts, members=members, showcase=picks)
        shown[key] = replace(cohort, fields=seen)
    return shown
