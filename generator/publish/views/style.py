"""The view of the style guide."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.conversations import Sociogram, TodayView
from generator.publish.views.coverage import CoverageView
from generator.publish.views.digest import DigestView
from generator.publish.views.front import ShowcaseView
from generator.publish.views.lists import ListView
from generator.publish.views.parts import Anchor, Card, Head, Phase, RichText
from generator.publish.views.person import PersonView
from generator.publish.views.post import PostView
from generator.publish.views.search import SearchView
from generator.publish.views.timeline import TimelineView
from generator.publish.views.waiting import WaitingView
from generator.subjects.events.views import CalendarRow, MonthView
from generator.subjects.outreach.views import OutreachFormView, RequestView
from generator.subjects.plans.views import PlanView
from generator.subjects.projects.views import ProjectView


class Specimen(Struct, frozen=True, array_like=True):
    """An entry in a list, with what is special about it."""

    anchor: str
    note: str
    card: Card


class StyleView(Struct, frozen=True, array_like=True):
    """`/style/`: the parts of the theme, each filled with what the template that shows it expects."""

    head: Head
    phases: tuple[Phase, ...]
    entries: tuple[Specimen, ...]
    prose: RichText
    post: PostView
    person: PersonView
    digest: DigestView
    index: ListView
    showcase: ShowcaseView
    today: tuple[TodayView, ...]
    search: SearchView
    coverage: CoverageView
    sociogram: Sociogram
    people: tuple[Anchor, ...]
    timeline: TimelineView
    waiting: WaitingView
    occasions: tuple[CalendarRow, ...]
    month: MonthView
    plan: PlanView
    project: ProjectView
    request: RequestView
    form: OutreachFormView
