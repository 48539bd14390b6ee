"""The order in which replies can be admitted, what they answer first; and the circles that have no such order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from generator.model.diagnostics import Report
from generator.source.document import Document


class Answer(Struct, frozen=True):
    """What one reply answers, and where it says so."""

    targets: tuple[str, ...]
    document: Document


def in_order(identities: Collection[str], answers: Mapping[str, Answer], report: Report) -> list[str]:
    """Each identity after all that it answers. Those in a circle are reported and left out, as is what answers them."""
    waiting = {key: len(answer.targets) for key, answer in answers.items()}
    followers: dict[str, list[str]] = {}
    for key, answer in answers.items():
        for target in answer.targets:
            followers.setdefault(target, []).append(key)
    readable = set(identities)
    ready = [each for each in identities if each not in waiting]
    unreadable = {each for each in followers if each not in waiting and each not in readable}
    order = []
    pending = list(reversed([*sorted(unreadable), *ready]))
    while pending:
        key = pending.pop()
        order.append(key)
        for follower in followers.get(key, ()):
            waiting[follower] -= 1
            if waiting[follower] == 0:
                del waiting[follower]
                pending.append(follower)
    for circle in _circles(waiting, answers):
        first = answers[circle[0]].document
        message = (
            f"These replies answer each other in a circle: {' → '.join([*circle, circle[0]])}."
            if len(circle) > 1
            else "This reply answers itself."
        )
        report(
            first.span("reply_to"),
            "reply-cycle",
            message,
            "let one of them answer something else" if len(circle) > 1 else "name the post that it answers",
        )
    return [each for each in order if each not in unreadable]


def _circles(waiting: Iterable[str], answers: Mapping[str, Answer]) -> list[list[str]]:
    """Each circle once, beginning with the least of its members."""
    left = set(waiting)
    done: set[str] = set()
    circles = []
    for start in sorted(left):
        walk: dict[str, int] = {}
        key: str | None = start
        while key is not None and key not in walk and key not in done:
            walk[key] = len(walk)
            key = next((each for each in answers[key].targets if each in left), None)
        if key in walk:
            circle = list(walk)[walk[key] :]
            least = circle.index(min(circle))
            circles.append(circle[least:] + circle[:least])
        done.update(walk)
    return circles
