"""The view of a portfolio on one page."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Day, Head, RichText, Tag
from generator.subjects.plans.views import CoveredSuite, Lacking, PlanView


class PortfolioReply(Struct, frozen=True, array_like=True):
    """A reply, in full. What stayed where it was written has no `writers`, and `gone` says so."""

    writers: tuple[Anchor, ...]
    date: Day
    body: RichText | None
    gone: str


class Entry(Struct, frozen=True, array_like=True):
    """A post of the owner's, in full, with what it answers and what was said to it."""

    anchor: str
    post: Anchor
    date: Day
    tags: tuple[Tag, ...]
    answers: tuple[Anchor, ...]
    body: RichText | None
    replies: tuple[PortfolioReply, ...]
    audience: str
    language: str


class PortfolioView(Struct, frozen=True, array_like=True):
    """`/portfolio/`: all of a portfolio on one page, to be printed."""

    head: Head
    name: str
    school: str
    biography: RichText | None
    plan: PlanView | None
    years: tuple[str, ...]
    suites: tuple[CoveredSuite, ...]
    standards: tuple[Lacking, ...]
    entries: tuple[Entry, ...]
