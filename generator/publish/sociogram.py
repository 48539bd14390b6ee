"""Pictures of who answers whom: a circle of people with arrows from those who replied, and a matrix.

The same conversation gives the same picture on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set as AbstractSet
from typing import Final

from generator.publish.views.conversations import Arrow, MatrixRow, Seat, Sociogram

MOST_PEOPLE: Final = 48
"""People in one picture: more could not be told apart. The table beside it has all."""
MOST_LEVEL: Final = 18
"""People up to whom labels are level; those of more would overlap, and point outwards."""
RADIUS: Final = 210.0
"""The radius of the circle of people."""
LABEL: Final = 16.0
"""The distance of a label from its dot."""
LABEL_LENGTH: Final = 20
"""Letters of a label."""

Point = tuple[float, float]


def sociogram(
    names: Mapping[str, str], participants: AbstractSet[str], ties: Mapping[tuple[str, str], int]
) -> Sociogram:
    """Return the picture of those with the most ties.

    `names` are in the order that decides between equals.
    """
    chosen = _foremost(names, ties)
    order = _around(chosen, ties)
    places = {name: _on_ring(index, len(order)) for index, name in enumerate(order)}
    tall = RADIUS + (185 if len(order) > MOST_LEVEL else 40)
    pairs = sorted(
        (pair for pair in ties if places.keys() >= set(pair)),
        key=lambda pair: (order.index(pair[0]), order.index(pair[1])),
    )
    return Sociogram(
        box=f"-400 {-tall:.0f} 800 {2 * tall:.0f}",
        seats=tuple(
            _seat(names[name], places[name], participant=name in participants, turned=len(order) > MOST_LEVEL)
            for name in order
        ),
        arrows=tuple(
            Arrow(
                _path(places[one], places[other]),
                _strength(ties[one, other]),
                names[one],
                names[other],
                ties[one, other],
            )
            for one, other in pairs
        ),
    )


def matrix(names: Mapping[str, str], ties: Mapping[tuple[str, str], int]) -> tuple[MatrixRow, ...]:
    """Return those with the most ties as rows and columns, in the order of `names`; nobody without any."""
    talking = {name for pair in ties for name in pair}
    foremost = set(_foremost(names, ties)) & talking
    order = [name for name in names if name in foremost]
    return tuple(
        MatrixRow(
            names[name],
            tuple(ties.get((name, other), 0) for other in order),
            sum(ties.get((other, name), 0) for other in order),
        )
        for name in order
    )


def _foremost(names: Mapping[str, str], ties: Mapping[tuple[str, str], int]) -> list[str]:
    """Return those with the most ties, as many as can be told apart."""
    degrees = dict.fromkeys(names, 0)
    for pair, times in ties.items():
        for person in pair:
            degrees[person] += times
    return sorted(names, key=lambda name: -degrees[name])[:MOST_PEOPLE]


def _around(people: Sequence[str], ties: Mapping[tuple[str, str], int]) -> list[str]:
    """Return people in an order in which those stand side by side who answer each other most."""
    left = list(people)
    order: list[str] = []
    while left:
        last = order[-1] if order else ""
        nearest = max(left, key=lambda name: ties.get((last, name), 0) + ties.get((name, last), 0))
        left.remove(nearest)
        order.append(nearest)
    return order


def _on_ring(index: int, count: int, radius: float = RADIUS) -> Point:
    angle = 2 * math.pi * index / count - math.pi / 2
    return radius * math.cos(angle), radius * math.sin(angle)


def _seat(name: str, place: Point, *, participant: bool, turned: bool) -> Seat:
    x, y = place
    right = x > -0.05
    grown = (RADIUS + LABEL) / RADIUS
    degrees = math.degrees(math.atan2(y, x)) + (0 if right else 180) if turned else 0
    middle = not turned and abs(x) < RADIUS / 10
    label = name if len(name) <= LABEL_LENGTH else f"{name[: LABEL_LENGTH - 1].rstrip()}…"
    return Seat(
        label=label,
        name=name,
        participant=participant,
        x=_number(x),
        y=_number(y),
        label_x=_number(x * grown),
        label_y=_number(y * grown + (4 * (1 if y > 0 else -1) if middle else 0)),
        turn=_number(degrees),
        end="middle" if middle else "start" if right else "end",
    )


def _path(one: Point, other: Point) -> str:
    """Return a bow from one dot to another, which ends before the second.

    It runs a little to its right, so that there and back are two lines.
    """
    (x, y), (to_x, to_y) = one, other
    bend_x, bend_y = (x + to_x) * 0.2 + (y - to_y) * 0.08, (y + to_y) * 0.2 + (to_x - x) * 0.08
    length = math.hypot(to_x - bend_x, to_y - bend_y) or 1
    end_x, end_y = to_x - (to_x - bend_x) / length * 10, to_y - (to_y - bend_y) / length * 10
    return f"M{_number(x)} {_number(y)}Q{_number(bend_x)} {_number(bend_y)} {_number(end_x)} {_number(end_y)}"


def _strength(times: int) -> int:
    return 1 if times == 1 else 2 if times == 2 else 3 if times < 5 else 4


def _number(value: float) -> str:
    """Return a coordinate, no finer than can be seen, so that no machine's arithmetic shows."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")
