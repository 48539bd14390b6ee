"""The view of a cohort's digest."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Card, Head, Phase, Tag


class Elsewhere(Struct, frozen=True, array_like=True):
    """A post that stands in full under another standard: where that is, and the standard's name in short.

    `part` says that it names only a part of the standard under which it is named here.
    """

    post: Anchor
    standard: str
    place: str
    part: bool = False


class DigestCell(Struct, frozen=True, array_like=True):
    """The posts of one standard in one phase (None: in none of the cohort's).

    `entries` counts them. `cards` are those that stand here in full, `elsewhere` those that stand under a
    standard further up; `rest` is the address of all of them, where there is no room for some.
    """

    phase: Phase | None
    anchor: str
    entries: int
    cards: tuple[Card, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    rest: str = ""


class DigestRow(Struct, frozen=True, array_like=True):
    """A standard in the digest; `tag` is None in the row of posts that name none.

    `short` is its title, shortened where it is long; `under` is the title of the standard that it is a part
    of. `entries` counts its posts, each once.
    """

    tag: Tag | None
    short: str
    under: str
    cells: tuple[DigestCell, ...]
    entries: int


class DigestGroup(Struct, frozen=True, array_like=True):
    """Rows of the digest: the standards in focus, or others with posts."""

    title: str
    rows: tuple[DigestRow, ...]


class DigestView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/digest/`, and `/digest/`: standards by phases, with the posts behind each number.

    `posts` and `replies` count all entries of the cohort; `totals` those of each column that have a page of
    their own, each once, and `entries` all of these. `gaps` are the standards in focus without an entry, in
    short; `unchecked` says that the wording of some standards was not checked. `cohorts` are those whose
    digests there are, `every` the list of all where it names only some.
    """

    head: Head
    cohort: Anchor
    programme: str
    dates: str
    posts: int
    replies: int
    groups: tuple[DigestGroup, ...]
    totals: tuple[int, ...]
    entries: int
    focus: int
    gaps: tuple[str, ...]
    unchecked: bool
    phases: tuple[Phase, ...]
    outside: bool
    cohorts: tuple[Anchor, ...]
    every: str
