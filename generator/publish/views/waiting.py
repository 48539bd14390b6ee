"""The view of what waits for a person."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.cohort import Prompt
from generator.publish.views.parts import Anchor, Card, Day, Head


class Task(Struct, frozen=True, array_like=True):
    """A question put to a cohort in its present phase, and by when it wants an answer."""

    prompt: Prompt
    cohort: Anchor
    due: Day | None


class WaitingView(Struct, frozen=True, array_like=True):
    """`/waiting/<person>/`: unanswered replies to one person, and open prompts.

    `questions` are replies that ask something, the oldest first; `replies` the others, the newest first;
    `more` counts those that are left out.
    """

    head: Head
    person: Anchor
    tasks: tuple[Task, ...]
    questions: tuple[Card, ...]
    replies: tuple[Card, ...]
    more: int
