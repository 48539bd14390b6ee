"""Views of a cohort's page, its phases and its prompts."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.lists import CohortGroup
from generator.publish.views.parts import Anchor, Card, Count, Head, Phase
from generator.subjects.events.views import CalendarRow


class Prompt(Struct, frozen=True, array_like=True):
    """A question put to a cohort, with how many posts answer it."""

    title: str
    address: str
    text: str
    phase: Phase | None
    entries: int


class PhaseRow(Struct, frozen=True, array_like=True):
    """A phase of a cohort's programme, with its dates in words and its prompts."""

    phase: Phase
    dates: str
    text: str
    entries: int
    prompts: tuple[Prompt, ...]


class Member(Struct, frozen=True, array_like=True):
    """Somebody in a cohort."""

    name: str
    address: str
    role: str
    school: str
    posts: int
    comments: int


class CohortView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/`: programme, phases with prompts, people, newest posts.

    `tools` and `edit` are for facilitators.
    """

    head: Head
    title: str
    programme: str
    dates: str
    summary: str
    phases: tuple[PhaseRow, ...]
    prompts: tuple[Prompt, ...]
    members: tuple[tuple[str, tuple[Member, ...]], ...]
    focus: tuple[Count, ...]
    latest: tuple[Card, ...]
    digest: str
    ahead: tuple[CalendarRow, ...] = ()
    calendar: str = ""
    tools: tuple[Anchor, ...] = ()
    edit: str = ""


class PhaseView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/phases/<id>/`. `entries` are all posts, `cards` those on this page of `pages`."""

    head: Head
    phase: Phase
    cohort: Anchor
    dates: str
    text: str
    prompts: tuple[Prompt, ...]
    entries: int
    cards: tuple[Card, ...]
    page: int
    pages: tuple[Anchor, ...]
    previous: Anchor | None
    next: Anchor | None


class PromptView(Struct, frozen=True, array_like=True):
    """`/prompts/<id>/`: the question, and all its answers by cohort. `pages` as in `StandardView`.

    `answer` is the address in the editor of a new answer.
    """

    head: Head
    title: str
    text: str
    asked: tuple[tuple[Anchor, Phase | None], ...]
    groups: tuple[CohortGroup, ...]
    entries: int
    page: int
    pages: tuple[Anchor, ...]
    answer: str = ""
