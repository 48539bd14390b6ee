"""The view of the facilitators' desk."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.conversations import Waiting
from generator.publish.views.parts import Anchor, Day, Head, Phase, Tag


class Spark(Struct, frozen=True, array_like=True):
    """A small picture of what somebody wrote week by week: the SVG's view box, and a path."""

    box: str
    path: str


class DeskRow(Struct, frozen=True, array_like=True):
    """A member: the last post and the last reply, the numbers in this phase, and what is open.

    Where the cohort is in no phase, the numbers are those of all of the programme.

    `waits` counts the replies that they have not answered, which `waiting` lists; `open` are the standards in
    focus on which a participant has not written. `quiet` says that they wrote nothing in this phase.
    """

    person: Anchor
    role: str
    post: tuple[Anchor, Day] | None
    reply: tuple[Anchor, Day] | None
    posts: int
    replies: int
    waits: int
    waiting: str
    open: tuple[Tag, ...]
    quiet: bool
    spark: Spark


class Question(Struct, frozen=True, array_like=True):
    """An open question: in which words, and to whom it was put."""

    asked: Waiting
    to: tuple[Anchor, ...]


class Ahead(Struct, frozen=True, array_like=True):
    """Something that has a date: when it is, in words, and where it is explained."""

    when: str
    what: str
    address: str


class DeskView(Struct, frozen=True, array_like=True):
    """`/desk/`: the cohort of the day at a glance, for its facilitators.

    `today` is the day of the build, None where the programme does not run. `focus` counts the standards in
    focus. Of each list the first entries are there; the counts are of all. `new` are the entries of the last
    seven days, the newest first, and `posts` and `replies` count them.
    """

    head: Head
    cohort: Anchor
    today: Day | None
    phase: Phase | None
    focus: int
    coverage: str
    conversations: str
    rows: tuple[DeskRow, ...]
    waiting: tuple[Waiting, ...]
    waiting_count: int
    questions: tuple[Question, ...]
    questions_count: int
    due: tuple[Ahead, ...]
    new: tuple[tuple[Anchor, str, Day], ...]
    posts: int
    replies: int
    tools: tuple[Anchor, ...]
