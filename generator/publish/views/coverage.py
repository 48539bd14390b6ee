"""Views of the coverage matrix, its evidence and its table."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Day, Head, Phase, Tag


class CoverageRow(Struct, frozen=True, array_like=True):
    """A person in the matrix.

    `cells` count their posts under each standard, in the order of the view's; `gaps` the standards in focus
    without any. `anchor` is their id on the pages of evidence; `expected` is false for those who wrote
    without being participants.
    """

    person: Anchor
    anchor: str
    role: str
    school: str
    cells: tuple[int, ...]
    entries: int
    gaps: int
    expected: bool


class CoverageColumn(Struct, frozen=True, array_like=True):
    """A standard in the matrix.

    `evidence` is the page of its posts by these people (empty where there are none); `people` counts those
    with any.
    """

    tag: Tag
    evidence: str
    people: int


class Gap(Struct, frozen=True, array_like=True):
    """A standard in focus, and the first participants without a post on it; `more` counts the others."""

    tag: Tag
    people: tuple[Anchor, ...]
    more: int


class PersonGap(Struct, frozen=True, array_like=True):
    """A participant, and the standards in focus on which they have not written."""

    person: Anchor
    school: str
    tags: tuple[Tag, ...]


class Fewest(Struct, frozen=True, array_like=True):
    """The standard in focus on which fewest participants have written, but somebody has, and their number.

    `silent` is the phase that began last, where nobody has written on it in that.
    """

    tag: Tag
    people: int
    silent: Phase | None


class CoverageView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/coverage/`: the matrix of people and standards, in one phase or in all.

    The first `focus` columns are the standards in focus. `phases` lead to the matrix of each. `suffix` is put
    after a row's anchor to point to the posts of this phase. `gaps` are of all participants, on whichever
    page they stand; `people` counts them. `fewest` puts the first line in words. `lacking` are the
    participants of this page who have any, those with most first. `table` is the same as a spreadsheet.
    """

    head: Head
    cohort: Anchor
    phase: Phase | None
    phases: tuple[Phase, ...]
    suffix: str
    focus: int
    columns: tuple[CoverageColumn, ...]
    rows: tuple[CoverageRow, ...]
    people: int
    fewest: Fewest | None
    gaps: tuple[Gap, ...]
    lacking: tuple[PersonGap, ...]
    table: Anchor
    page: int
    pages: tuple[Anchor, ...]


class EvidencePhase(Struct, frozen=True, array_like=True):
    """A person's posts on a standard in one phase (None for those outside the phases)."""

    anchor: str
    phase: Phase | None
    posts: tuple[tuple[Anchor, Day, tuple[Tag, ...]], ...]


class EvidencePerson(Struct, frozen=True, array_like=True):
    """A person's posts on a standard."""

    anchor: str
    person: Anchor
    entries: int
    phases: tuple[EvidencePhase, ...]


class EvidenceView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/coverage/standards/<id>/`: the posts behind the cells of one column.

    `missing` are the participants without any.
    """

    head: Head
    cohort: Anchor
    tag: Tag
    focus: bool
    people: tuple[EvidencePerson, ...]
    missing: tuple[Anchor, ...]
    page: int
    pages: tuple[Anchor, ...]


class TableView(Struct, frozen=True, array_like=True):
    """A table for a spreadsheet: its rows, the first with the names of the columns."""

    rows: tuple[tuple[str, ...], ...]
