"""Views of a cohort's conversations: who answers whom, and what waits."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Day, Head, Phase


class Waiting(Struct, frozen=True, array_like=True):
    """An entry that nobody has answered.

    `days` counts how long it has waited; it is negative where that does not matter (any longer).
    """

    post: Anchor
    writers: tuple[Anchor, ...]
    since: Day
    days: int
    language: str
    summary: str = ""


class Quiet(Struct, frozen=True, array_like=True):
    """Somebody who has not written in a phase, and when they last did. `role` is empty for a participant."""

    person: Anchor
    role: str
    last: Day | None


class Seat(Struct, frozen=True, array_like=True):
    """A person's place in a sociogram: of the dot, and of the label with its direction and its end.

    `turn` is in degrees.
    """

    label: str
    name: str
    participant: bool
    x: str
    y: str
    label_x: str
    label_y: str
    turn: str
    end: str


class Arrow(Struct, frozen=True, array_like=True):
    """A line of a sociogram, from who answered to whom: an SVG path, its strength (1 to 4), and its label."""

    path: str
    strength: int
    giver: str
    taker: str
    times: int


class Sociogram(Struct, frozen=True, array_like=True):
    """The picture of who answers whom, with those who take part most in a circle.

    `box` is the SVG's view box.
    """

    box: str
    seats: tuple[Seat, ...]
    arrows: tuple[Arrow, ...]


class Talker(Struct, frozen=True, array_like=True):
    """A person's part in a cohort's conversation.

    `answered` and `answered_by` count the people whom they answered and who answered them, the most frequent
    first.
    """

    person: Anchor
    role: str
    posts: int
    replies: int
    answered: tuple[tuple[str, int], ...]
    answered_by: tuple[tuple[str, int], ...]


class MatrixRow(Struct, frozen=True, array_like=True):
    """A person in the matrix of who answers whom.

    `times` counts their replies to each person, in the order of the rows; `taken` those that they received
    from all of these.
    """

    name: str
    times: tuple[int, ...]
    taken: int


class ConversationsView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/conversations/`: the sociogram, and the entries that wait for an answer.

    `today` is the day of the build while the programme runs. `phase` is the one that began last. Of posts and
    questions those that waited longest are listed; the counts are of all. `matrix` has the people of the
    picture, in the order of their names.
    """

    head: Head
    cohort: Anchor
    today: Day | None
    phase: Phase | None
    waiting: tuple[Waiting, ...]
    waiting_count: int
    questions: tuple[Waiting, ...]
    questions_count: int
    quiet: tuple[Quiet, ...]
    alone: tuple[Quiet, ...]
    sociogram: Sociogram
    matrix: tuple[MatrixRow, ...]
    people: tuple[Talker, ...]


class TodayView(Struct, frozen=True, array_like=True):
    """A cohort whose programme is under way, in numbers that lead to the posts and the names behind them.

    `waiting` posts have no reply, the first of them for as many days as `longest` says, and `quiet` people
    have written nothing in this phase.
    """

    cohort: Anchor
    phase: Phase | None
    waiting: int
    longest: int
    waiting_at: str
    quiet: int
    quiet_at: str
    tools: tuple[Anchor, ...]
