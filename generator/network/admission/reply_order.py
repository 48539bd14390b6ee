"""The order in which replies are admitted, each after all that it answers; cycles have none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from generator.model.diagnostics import Report
from generator.network.admission.cycles import cycles
from generator.source.document import Document


class Answer(Struct, frozen=True):
    """The posts that one reply answers, and its document."""

    targets: tuple[str, ...]
    document: Document


def in_order(identities: Collection[str], answers: Mapping[str, Answer], report: Report) -> list[str]:
    """Return the identities, each after all that it answers.

    Replies in a cycle are reported and left out, as are those that answer them.
    """
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
    _report_cycles(waiting, answers, report)
    return [each for each in order if each not in unreadable]


def _report_cycles(waiting: Iterable[str], answers: Mapping[str, Answer], report: Report) -> None:
    """Report each cycle among those that wait for one another, at the least of its members."""
    left = set(waiting)
    for cycle in cycles(
        sorted(left), lambda key: next((each for each in answers[key].targets if each in left), None)
    ):
        least = cycle.index(min(cycle))
        members = [*cycle[least:], *cycle[:least]]
        several = len(members) > 1
        message = (
            f"These replies answer each other in a circle: {' → '.join([*members, members[0]])}."
            if several
            else "This reply answers itself."
        )
        hint = "let one of them answer something else" if several else "name the post that it answers"
        report(answers[members[0]].document.span("reply_to"), "reply-cycle", message, hint)
