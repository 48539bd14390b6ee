"""Editions: one viewer's network with all that follows from the records of its cut, and from nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.model.audience import Viewer
from generator.network import moments
from generator.network.catalogues import Standards
from generator.network.cut import Cut
from generator.network.media import Asset
from generator.network.records import Cohort, Network, Page, Person, Post, Record
from generator.network.texts import TextBody, Wording
from generator.schema.kind import values
from generator.source.files.network import NetworkFields
from generator.subjects.outreach.counts import Counts
from generator.subjects.registry import KINDS

K = TypeVar("K")


class Conversation(Struct, frozen=True, array_like=True):
    """The replies below a post, but for withdrawn ones: their number, and the moment of the last."""

    replies: int = 0
    last: str = ""


class Neighbours(Struct, frozen=True, array_like=True):
    """Titled posts before and after another, by their ids: in its first writer's blog, and in its cohort."""

    before: str = ""
    after: str = ""
    before_in_cohort: str = ""
    after_in_cohort: str = ""


class Edition(Struct, frozen=True):
    """One viewer's network, linked. Lists of posts are in order of time, the oldest first.

    `titled` are the posts with pages of their own; `tombstones` those withdrawn posts that had one, which
    stand in no list. `children` lists the replies to each post; `shown_on` names, for each post, the posts on
    whose pages it stands (itself, for a titled one); `links_here` lists the posts whose text links to
    something, by its kind and identity. `neighbours` are those of titled posts, and `changed` are
    the moments at which posts last changed, no two the same; `renamed` had other addresses. The lists by
    month (`2018-01`, the first one first) have what is `titled`. Those by cohort, standard, phase and
    question have what is `listed`: all pages that count entries count these. A phase is named by its cohort
    and its own id; a standard in a cohort, and a question in one, by its id and the cohort's, which is empty
    for posts of none.

    `records` are those of the described kinds. `reflections` lists, for each of them, the posts that reflect
    on it or link to it, and `noted_in`, for anything by its kind and identity, the records that refer or link
    to it. `counts` are the figures of outreach that everybody may know.
    """

    config: NetworkFields
    viewer: Viewer
    standards: Standards
    people: Mapping[str, Person]
    cohorts: Mapping[str, Cohort]
    posts: Mapping[str, Post]
    pages: Mapping[str, Page]
    paths: Mapping[str, tuple[str, str]]
    words: Mapping[str, Wording]
    bodies: Mapping[str, TextBody]
    assets: Mapping[str, Asset]
    titled: Sequence[Post]
    tombstones: Sequence[Post]
    children: Mapping[str, tuple[str, ...]]
    conversations: Mapping[str, Conversation]
    shown_on: Mapping[str, tuple[str, ...]]
    links_here: Mapping[tuple[str, str], tuple[str, ...]]
    neighbours: Mapping[str, Neighbours]
    changed: Mapping[str, str]
    renamed: Sequence[Post]
    by_person: Mapping[str, Sequence[Post]]
    by_month: Mapping[str, Sequence[Post]]
    by_cohort: Mapping[str, Sequence[Post]]
    by_standard: Mapping[str, Sequence[Post]]
    by_standard_in_cohort: Mapping[tuple[str, str], Sequence[Post]]
    by_phase: Mapping[tuple[str, str], Sequence[Post]]
    by_prompt: Mapping[tuple[str, str], Sequence[Post]]
    records: Mapping[str, Record]
    reflections: Mapping[str, tuple[str, ...]]
    noted_in: Mapping[tuple[str, str], tuple[str, ...]]
    counts: Counts | None = None

    def day(self, moment: str) -> str:
        """Return the day of a moment in the network's zone."""
        return moments.day(moment, self.config.timezone)

    def moment(self, value: str) -> str:
        """Return in UTC a moment, or the beginning of a day, as it is written in the network's zone."""
        return moments.moment(value, ZoneInfo(self.config.timezone))[0]

    def of_kind(self, name: str) -> tuple[Record, ...]:
        """Return the records of one kind."""
        return tuple(each for each in self.records.values() if each.kind == name)


def held(edition: Edition) -> tuple[str, ...]:
    """Return what an edition holds that may be taken back: files of records, and names as it shows them.

    A tombstone holds nothing. A release with anything that a later one does not hold is not kept.
    """
    stones = {post.text.path for post in edition.posts.values() if post.withdrawn}
    files = (path for path in edition.paths if path not in stones)
    return tuple(sorted((*files, *(f"{each.id}: {each.name}" for each in edition.people.values()))))


def settings_for(config: NetworkFields, viewer: Viewer) -> NetworkFields:
    """Return the network's settings in an edition: one whose readers do not write has no forge."""
    return config if writes(config, viewer) else replace(config, forge=None)


def writes(config: NetworkFields, viewer: Viewer) -> bool:
    """Return whether the readers of an edition write in the network."""
    return not viewer.is_public or (config.forge is not None and config.forge.public)


def link(network: Network, cut: Cut) -> Edition:
    """Return the edition of a cut: its posts threaded, counted, grouped and ordered."""
    ordered = sorted(cut.posts.values(), key=attrgetter("when", "id"))
    children = _children(ordered)
    standing = [post for post in ordered if not post.withdrawn]
    listed = [post for post in standing if post.listed]
    shown_on = _shown_on(cut.posts)
    links_here = _links_here(ordered, cut.paths)
    by_person = _by_person(standing)
    by_cohort = _grouped((post.cohort, post) for post in listed if post.cohort)
    by_standard = _by_standard(listed, network.standards)
    titled = tuple(post for post in standing if post.titled)
    return Edition(
        **asdict(cut),
        config=settings_for(network.config, cut.viewer),
        standards=network.standards,
        titled=titled,
        tombstones=tuple(post for post in ordered if post.titled and post.withdrawn),
        children=children,
        conversations=_conversations(cut.posts, children),
        shown_on=shown_on,
        links_here=links_here,
        neighbours=_neighbours(by_person, by_cohort),
        changed=moments.apart((max(post.updated, post.when), post.when, post.id) for post in standing),
        renamed=tuple(post for post in cut.posts.values() if post.aliases),
        by_person=by_person,
        by_month=dict(sorted(_grouped((post.day[:7], post) for post in titled).items())),
        by_cohort=by_cohort,
        by_standard=by_standard,
        by_standard_in_cohort=_in_cohorts(by_standard),
        by_phase=_grouped(((post.cohort, post.phase), post) for post in listed if post.phase),
        by_prompt=_grouped(((post.prompt, post.cohort), post) for post in listed if post.prompt),
        reflections=_reflections(cut, links_here) if cut.records else {},
        noted_in=_noted_in(cut),
    )


def _grouped(pairs: Iterable[tuple[K, Post]]) -> dict[K, tuple[Post, ...]]:
    groups: defaultdict[K, list[Post]] = defaultdict(list)
    for key, post in pairs:
        groups[key].append(post)
    return {key: tuple(posts) for key, posts in groups.items()}


def _by_person(posts: Iterable[Post]) -> dict[str, tuple[Post, ...]]:
    return _grouped((writer, post) for post in posts for writer in (post.author, *post.with_) if writer)


def _neighbours(
    by_person: Mapping[str, tuple[Post, ...]], by_cohort: Mapping[str, tuple[Post, ...]]
) -> dict[str, Neighbours]:
    """Return the neighbours of each titled post."""
    in_blogs = _beside(
        [each.id for each in posts if each.titled and each.author == person]
        for person, posts in by_person.items()
    )
    in_cohorts = dict(_beside([each.id for each in posts if each.titled] for posts in by_cohort.values()))
    found = {key: Neighbours(*beside, *in_cohorts.pop(key, ("", ""))) for key, beside in in_blogs}
    return found | {key: Neighbours("", "", *beside) for key, beside in in_cohorts.items()}


def _beside(lists: Iterable[Sequence[str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the ids of posts with those before and after each."""
    for ids in lists:
        for before, key, after in zip(("", *ids), ids, (*ids[1:], ""), strict=False):
            yield key, (before, after)


def _by_standard(posts: Iterable[Post], standards: Standards) -> dict[str, tuple[Post, ...]]:
    """Return the posts under each standard: those that name it or a part of it, once each."""
    groups: defaultdict[str, list[Post]] = defaultdict(list)
    for post in posts:
        for above in standards.lineages(post.standards):
            groups[above].append(post)
    return {key: tuple(each) for key, each in groups.items()}


def _in_cohorts(lists: Mapping[str, Iterable[Post]]) -> dict[tuple[str, str], tuple[Post, ...]]:
    return _grouped(((key, each.cohort), each) for key, posts in lists.items() for each in posts)


def _children(ordered: Iterable[Post]) -> dict[str, tuple[str, ...]]:
    children: defaultdict[str, list[str]] = defaultdict(list)
    for post in ordered:
        for answered in post.reply_to:
            children[answered].append(post.id)
    return {key: tuple(each) for key, each in children.items()}


def _conversations(
    posts: Mapping[str, Post], children: Mapping[str, tuple[str, ...]]
) -> dict[str, Conversation]:
    """Count the replies below each post, from the leaves up.

    A reply to several posts is counted once where their conversations meet.
    """
    counted: dict[str, Conversation] = {}
    crossings: dict[str, frozenset[str]] = {}
    several = {key for key, post in posts.items() if len(post.reply_to) > 1}
    for key in reversed(list(posts)):
        replies = children.get(key)
        if not replies:
            continue
        reached = []
        if crossings or not several.isdisjoint(replies):
            reached = [
                found
                for each in replies
                if (
                    found := crossings.get(each, _NOWHERE) | {each}
                    if each in several
                    else crossings.get(each, _NOWHERE)
                )
            ]
        if reached:
            crossings[key] = reached[0] if len(reached) == 1 else _NOWHERE.union(*reached)
        if reached and sum(map(len, reached)) > len(crossings[key]):
            below = [posts[each].when for each in _below(key, children) if not posts[each].withdrawn]
            counted[key] = Conversation(len(below), max(below, default=""))
        else:
            parts = [counted[each] for each in replies if each in counted]
            standing = [posts[each].when for each in replies if not posts[each].withdrawn]
            last = max([*standing[-1:], *[each.last for each in parts]], default="")
            counted[key] = Conversation(len(standing) + sum([each.replies for each in parts]), last)
    return counted


_NOWHERE: frozenset[str] = frozenset()


def _below(key: str, children: Mapping[str, tuple[str, ...]]) -> set[str]:
    pending = list(children.get(key, ()))
    below: set[str] = set()
    while pending:
        each = pending.pop()
        if each not in below:
            below.add(each)
            pending.extend(children.get(each, ()))
    return below


def _shown_on(posts: Mapping[str, Post]) -> dict[str, tuple[str, ...]]:
    """Return the posts on whose pages each post stands.

    A titled post stands on its own page, a comment on that of each titled post that it leads up to.
    """
    shown: dict[str, tuple[str, ...]] = {}
    for key, post in posts.items():
        if post.titled or not post.reply_to:
            shown[key] = (key,)
        elif len(post.reply_to) == 1:
            shown[key] = shown[post.reply_to[0]]
        else:
            shown[key] = tuple(dict.fromkeys(each for answered in post.reply_to for each in shown[answered]))
    return shown


def _links_here(
    ordered: Iterable[Post], paths: Mapping[str, tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    linked: dict[tuple[str, str], list[str]] = {}
    for post in ordered:
        if not post.text.links:
            continue
        for target in dict.fromkeys(paths[each.target] for each in post.text.links if each.target in paths):
            if target != ("post", post.id) and not (target[0] == "post" and target[1] in post.reply_to):
                linked.setdefault(target, []).append(post.id)
    return {key: tuple(each) for key, each in linked.items()}


def _reflections(cut: Cut, linked: Mapping[tuple[str, str], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the posts that reflect on each record or link to it, in order of time, each once."""
    found = {key: set(linked.get((record.kind, key), ())) for key, record in cut.records.items()}
    for post in cut.posts.values():
        for key in post.reflects_on:
            found[key].add(post.id)
    return {
        key: tuple(sorted(posts, key=lambda each: (cut.posts[each].when, each)))
        for key, posts in found.items()
        if posts
    }


def _noted_in(cut: Cut) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the records that refer or link to anything, by its kind and identity."""
    noted: dict[tuple[str, str], dict[str, None]] = {}
    for key, record in cut.records.items():
        referred = [
            (what, value)
            for setting, what in KINDS[record.kind].references.items()
            for _, value in values(record.fields, *setting.split("."))
        ]
        named = [
            (cut.records[value].kind if value in cut.records else "post", value)
            if what in ("record", "entry")
            else (what, value)
            for what, value in referred
        ]
        for target in (
            *named,
            *(cut.paths[each.target] for each in record.text.links if each.target in cut.paths),
        ):
            if target != (record.kind, key):
                noted.setdefault(target, {})[key] = None
    return {target: tuple(each) for target, each in noted.items()}
