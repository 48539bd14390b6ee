"""Views of the search page and of the search index."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Count, Day, Head, RichText


class SearchOption(Struct, frozen=True, array_like=True):
    """Something by which a search can be narrowed: what the index calls it, and what people do. `depth` is how far below others it stands."""

    value: str
    label: str
    depth: int = 0


class OptionGroup(Struct, frozen=True, array_like=True):
    """Options that belong together, such as a catalogue's standards."""

    title: str
    options: tuple[SearchOption, ...]


class SearchView(Struct, frozen=True, array_like=True):
    """`/search/`: the ways in, and a form for those whose browser runs scripts. `action` is the address of the form, `bundle` the script that searches the index; empty where there is none."""

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
    """Something that can be found: of some `kind`, with all by which the search can be narrowed. `text` is searched beside its body; `label` is what its kind is called, where a result says so."""

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
