"""Editions as they were laid out: all that follows from the records of each, but words.

An edition is large, and an edited text shows little of it. So its large mappings are decoded value by value,
when these are asked for. A layout belongs to the network that is saved beside it, and is removed with that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Final, TypeVar

from msgspec import Struct

from generator.engine.cache.deferred import Sealed, sealed
from generator.engine.cache.file_format import Parted
from generator.engine.cache.parts import Parts, PartsFile, PartsWriter
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
_TWO: Final = tuple[str, str]
_IDS: Final = tuple[str, ...]
_MAPPINGS: Final[Mapping[str, tuple[Any, Any]]] = {
    "posts": (str, Post),
    "paths": (str, _TWO),
    "children": (str, _IDS),
    "conversations": (str, Conversation),
    "shown_on": (str, _IDS),
    "links_here": (_TWO, _IDS),
    "changed": (str, str),
    "neighbours": (str, Neighbours),
    "reflections": (str, _IDS),
    "noted_in": (_TWO, _IDS),
}
"""The large mappings of an edition, with the types of their keys and values."""
_LISTS: Final[Mapping[str, Any]] = {
    "by_person": str,
    "by_month": str,
    "by_cohort": str,
    "by_standard": str,
    "by_standard_in_cohort": _TWO,
    "by_phase": _TWO,
    "by_prompt": _TWO,
}
"""Its lists of posts, with the types of their keys. They are saved as lists of ids."""
_WHOLE: Final = "whole"
"""The lists that an edition has one each of: what is titled, its tombstones, and what had other addresses."""


class LaidOut(Struct, frozen=True):
    """An edition, its conversations, and its pages. `options` digests what else decided on those."""

    edition: Edition
    threads: Threads
    options: bytes
    pages: PageList


class _Saved(Struct, frozen=True, array_like=True):
    """A layout as it is saved, for content of this structure.

    `large` says of each large mapping where its parts are. The posts that are `titled`, the `tombstones` and
    the `renamed` ones are among the lists there.
    """

    structure: bytes
    people: dict[str, Person]
    cohorts: dict[str, Cohort]
    pages: dict[str, Page]
    records: dict[str, Record]
    assets: dict[str, Asset]
    counts: Counts | None
    options: bytes
    site: Site
    large: dict[str, bytes]


class _Row(Sequence[Post]):
    """The posts of one of these lists in order, each found when it is asked for."""

    def __init__(self, posts: Mapping[str, Post], lists: Mapping[Any, tuple[str, ...]], name: Any) -> None:
        self._posts = posts
        self._given = lists, name

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        lists, name = self._given
        return lists[name]

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
        if key not in self._ids:
            raise KeyError(key)
        return _Row(self._posts, self._ids, key)

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
        opened = self._store.usable(lambda: self._opened(viewer))
        if opened is None or opened[0].structure != structure:
            return None
        found, file = opened

        def large(name: str, key: Any, value: Any) -> Any:
            return Sealed(Parts(file, found.large[name]), key, value)

        known = {name: large(name, *kinds) for name, kinds in _MAPPINGS.items()}
        posts = known["posts"]
        rows: dict[str, Any] = {name: _Lists(posts, large(name, key, _IDS)) for name, key in _LISTS.items()}
        whole = large(_WHOLE, str, _IDS)
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
            titled=_Row(posts, whole, "titled"),
            tombstones=_Row(posts, whole, "tombstones"),
            renamed=_Row(posts, whole, "renamed"),
            **{**known, **rows},
        )
        threads = Threads(large("steps", str, tuple[Step, ...]), large("addresses", str, str))
        all_pages = partial(again, edition, threads)
        lists, single = (Planned(large(name, str, Plan | None), all_pages) for name in ("lists", "single"))
        return LaidOut(edition, threads, found.options, PageList(found.site, lists, single))

    def _opened(self, viewer: Viewer) -> tuple[_Saved, PartsFile]:
        file = PartsFile(self._store.folder / _name(viewer))
        return file.value(_Saved), file

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


def _saved(structure: bytes, laid_out: LaidOut) -> Parted:
    """Return a layout as it is saved, with the parts of its file."""
    edition, threads = laid_out.edition, laid_out.threads
    mappings: dict[str, Mapping[Any, Any]] = {name: getattr(edition, name) for name in _MAPPINGS}
    lists = {name: getattr(edition, name) for name in _LISTS}
    lists[_WHOLE] = {name: getattr(edition, name) for name in ("titled", "tombstones", "renamed")}
    mappings |= {
        name: {key: [post.id for post in row] for key, row in each.items()} for name, each in lists.items()
    }
    mappings |= {
        "steps": threads.steps,
        "addresses": threads.addresses,
        "lists": plans(laid_out.pages.lists),
        "single": plans(laid_out.pages.single),
    }
    writer = PartsWriter()
    large = {name: writer.add(sealed(each)) for name, each in mappings.items()}
    small = _Saved(
        structure,
        dict(edition.people),
        dict(edition.cohorts),
        dict(edition.pages),
        dict(edition.records),
        dict(edition.assets),
        edition.counts,
        laid_out.options,
        laid_out.pages.site,
        large,
    )
    return Parted(small, writer.parts)
