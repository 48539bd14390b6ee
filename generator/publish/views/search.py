"""Views of the search page and of the search index."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Count, Day, Head, RichText


class SearchOption(Struct, frozen=True, array_like=True):
    """A value by which a search can be narrowed: its name in the index, and its label.

    `depth` is its level below others.
    """

    value: str
    label: str
    depth: int = 0


class OptionGroup(Struct, frozen=True, array_like=True):
    """Options that belong together, such as a catalogue's standards."""

    title: str
    options: tuple[SearchOption, ...]


class SearchView(Struct, frozen=True, array_like=True):
    """`/search/`: the ways in, and a form for browsers that run scripts.

    `action` is the address of the form, `bundle` the script that searches the index; empty where there is
    none.
    """

    head: Head
    action: str
    bundle: str
    kinds: tuple[SearchOption, ...]
    standards: tuple[OptionGroup, ...]
    phases: tuple[SearchOption, ...]
    people: tuple[SearchOption, ...]
    cohorts: tuple[SearchOption, ...]
    ways: tuple[Count, ...]


class SearchRecord(Struct, frozen=True, array_like=True):
    """A record of the search index, with all by which a search can be narrowed.

    `text` is searched beside its body; `label` is that of its kind, where a result names it.
    """

    address: str
    kind: str
    title: str
    label: str = ""
    body: RichText | None = None
    text: str = ""
    by: str = ""
    people: tuple[str, ...] = ()
    date: Day | None = None
    phase: str = ""
    cohorts: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    language: str = ""


class IndexView(Struct, frozen=True, array_like=True):
    """All that can be found in an edition, which is in this language."""

    language: str
    records: tuple[SearchRecord, ...]
