"""The view of a person's page."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.lists import PhaseGroup
from generator.publish.views.parts import Anchor, Card, Head, RichText, Tag


class Coverage(Struct, frozen=True, array_like=True):
    """A standard in focus, and how many of a person's posts address it."""

    tag: Tag
    entries: int


class Role(Struct, frozen=True, array_like=True):
    """Somebody's role in a cohort: participant, critical friend, tutor or facilitator, in words."""

    role: str
    cohort: Anchor
    school: str = ""


class PersonView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/`: the blog.

    `journey` are the posts by phase; `comments` their replies without a page, newest first; `waiting` leads
    to the list of what waits for them.
    """

    head: Head
    name: str
    school: str
    authority: str
    photo: str
    roles: tuple[Role, ...]
    links: tuple[Anchor, ...]
    biography: RichText | None
    journey: tuple[PhaseGroup, ...]
    comments: tuple[Card, ...]
    coverage: tuple[Coverage, ...]
    new_post: str
    edit: str
    calendar: str = ""
    waiting: str = ""
    plan: str = ""
