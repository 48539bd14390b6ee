"""Editions as they were laid out: all that follows from the records of each, but words.

An edition is large, and an edited text shows little of it. So its large mappings are decoded value by value,
when these are asked for. A layout belongs to the network that is saved beside it, and is removed with that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from msgspec import Raw, Struct

from generator.engine.cache.deferred import Sealed
from generator.engine.cache.store import Store
from generator.model.audience import Viewer
from generator.network.cut import within
from generator.network.edition import Conversation, Edition, Neighbours, settings_for
from generator.network.media import Asset
from generator.network.records import Cohort, Network, Page, Person, Post, Record
from generator.publish.page_list import PageList
from generator.publish.planned import Plan, Planned, plans
from generator.publish.threads import Step, Threads
from generator.publish.views.parts import Site
from generator.subjects.outreach.counts import Counts

K = TypeVar("K")

Lister = Callable[[Edition, Threads], PageList]
"""Lists the pages of an edition."""

LAYOUTS: Final = "layout-*"
_BY_ID: Final = dict[str, Raw]
_BY_TWO: Final = dict[tuple[str, str], Raw]
_IDS: Final = tuple[str, ...]
_MAPPINGS: Final[Mapping[str, tuple[Any, Any]]] = {
    "posts": (_BY_ID, Post),
    "paths": (_BY_ID, tuple[str, str]),
    "children": (_BY_ID, _IDS),
    "conversations": (_BY_ID, Conversation),
    "shown_on": (_BY_ID, _IDS),
    "links_here": (_BY_TWO, _IDS),
    "changed": (_BY_ID, str),
    "neighbours": (_BY_ID, Neighbours),
    "reflections": (_BY_ID, _IDS),
    "noted_in": (_BY_TWO, _IDS),
}
"""The large mappings of an edition, with the types by which they are decoded."""
_LISTS: Final[Mapping[str, Any]] = {
    "by_person": _BY_ID,
    "by_month": _BY_ID,
    "by_cohort": _BY_ID,
    "by_standard": _BY_ID,
    "by_standard_in_cohort": _BY_TWO,
    "by_phase": _BY_TWO,
    "by_prompt": _BY_TWO,
}
"""Its lists of posts, with the types of their keys. They are saved as lists of ids."""


class LaidOut(Struct, frozen=True):
    """An edition, its conversations, and its pages. `options` digests what else decided on those."""

    edition: Edition
    threads: Threads
    options: bytes
    pages: PageList


class _Small(Struct, frozen=True, array_like=True):
    """The parts of a layout that are decoded at once, for content of this structure."""

    structure: bytes
    people: dict[str, Person]
    cohorts: dict[str, Cohort]
    pages: dict[str, Page]
    records: dict[str, Record]
    assets: dict[str, Asset]
    counts: Counts | None
    titled: tuple[str, ...]
    tombstones: tuple[str, ...]
    renamed: tuple[str, ...]
    options: bytes
    site: Site


class _Saved(_Small, frozen=True, array_like=True):
    """A layout as it is saved."""

    large: dict[str, Any]


class _Loaded(_Small, frozen=True, array_like=True):
    """A layout as it is loaded."""

    large: dict[str, Raw]


class _Row(Sequence[Post]):
    """Some posts in order, each found when it is asked for."""

    def __init__(self, posts: Mapping[str, Post], ids: tuple[str, ...]) -> None:
        self._posts = posts
        self._ids = ids

    def __getitem__(self, place: Any) -> Any:
        found = self._ids[place]
        return self._posts[found] if isinstance(found, str) else tuple(self._posts[each] for each in found)

    def __iter__(self) -> Iterator[Post]:
        return map(self._posts.__getitem__, self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class _Lists(Mapping[K, Sequence[Post]]):
    """Lists of posts. A page of a list takes those that stand on it."""

    def __init__(self, posts: Mapping[str, Post], ids: Mapping[K, tuple[str, ...]]) -> None:
        self._posts = posts
        self._ids = ids

    def __getitem__(self, key: K) -> Sequence[Post]:
        return _Row(self._posts, self._ids[key])

    def __contains__(self, key: object) -> bool:
        return key in self._ids

    def __iter__(self) -> Iterator[K]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class LayoutStore:
    """The layouts of the saved network."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self, network: Network, structure: bytes, viewer: Viewer, again: Lister) -> LaidOut | None:
        """Return the layout of an edition of a network; None where it is not known."""
        found = self._store.peek(_name(viewer), _Loaded)
        if found is None or found.structure != structure:
            return None
        large = found.large
        known: dict[str, Any] = {name: Sealed(large[name], *kinds) for name, kinds in _MAPPINGS.items()}
        posts = known["posts"]
        lists: dict[str, Any] = {
            name: _Lists(posts, Sealed(large[name], key, _IDS)) for name, key in _LISTS.items()
        }
        edition = Edition(
            config=settings_for(network.config, viewer),
            viewer=viewer,
            standards=network.standards,
            people=found.people,
            cohorts=found.cohorts,
            pages=found.pages,
            records=found.records,
            assets=found.assets,
            counts=found.counts,
            words=within(known["paths"], network.words),
            bodies=within(known["paths"], network.bodies),
            titled=_Row(posts, found.titled),
            tombstones=_Row(posts, found.tombstones),
            renamed=_Row(posts, found.renamed),
            **{**known, **lists},
        )
        steps: Mapping[str, tuple[Step, ...]] = Sealed(large["steps"], _BY_ID, tuple[Step, ...])
        places: Mapping[str, str] = Sealed(large["addresses"], _BY_ID, str)
        threads = Threads(steps, places)
        planned = [
            Planned(Sealed(large[name], _BY_ID, Plan | None), lambda: again(edition, threads))
            for name in ("lists", "single")
        ]
        return LaidOut(edition, threads, found.options, PageList(found.site, *planned))

    def save(self, structure: bytes, laid_out: Iterable[LaidOut]) -> None:
        """Save the layouts of editions for content of this structure; a writer's own view is not kept."""
        kept = [each for each in laid_out if not each.edition.viewer.person]
        if kept:
            self._store.save_apart(
                lambda: {_name(each.edition.viewer): _saved(structure, each) for each in kept},
                max(len(each.edition.posts) for each in kept),
            )

    def drop(self) -> None:
        """Remove all layouts: their network is another one now."""
        self._store.drop(LAYOUTS)


def _name(viewer: Viewer) -> str:
    return LAYOUTS.replace("*", viewer.name)


def _saved(structure: bytes, laid_out: LaidOut) -> _Saved:
    edition, threads = laid_out.edition, laid_out.threads
    large = {name: dict(getattr(edition, name)) for name in _MAPPINGS} | {
        name: {key: [post.id for post in posts] for key, posts in getattr(edition, name).items()}
        for name in _LISTS
    }
    return _Saved(
        structure,
        dict(edition.people),
        dict(edition.cohorts),
        dict(edition.pages),
        dict(edition.records),
        dict(edition.assets),
        edition.counts,
        tuple(post.id for post in edition.titled),
        tuple(post.id for post in edition.tombstones),
        tuple(post.id for post in edition.renamed),
        laid_out.options,
        laid_out.pages.site,
        {
            **large,
            "steps": dict(threads.steps),
            "addresses": dict(threads.addresses),
            "lists": plans(laid_out.pages.lists),
            "single": plans(laid_out.pages.single),
        },
    )
