"""`/events/<slug>/`: an event, what belongs to it, and the posts that reflect on it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.audience import AUDIENCES, COHORT
from generator.network.records import Record
from generator.publish import forge
from generator.publish.composer import Composer
from generator.publish.page import Page, html_page
from generator.publish.views import Anchor, EventView
from generator.read.event import EventFields


def pages(composer: Composer) -> Iterator[Page]:
    """A page for each event."""
    for event in composer.edition.of_kind("event"):
        yield html_page(f"{event.id}/", "event.html", _event, event.id)


def _event(composer: Composer, identity: str) -> EventView:
    edition = composer.edition
    record, fields = edition.records[identity], _fields(edition.records[identity])
    occasion = next(each for each in composer.occasions if each.id == identity)
    description = fields.summary or composer.words(record.text).excerpt
    return EventView(
        head=composer.head(fields.title, f"{identity}/", description=description, trail=(Anchor("Events", "events/"),), section="events/"),
        sort=fields.kind,
        starts=occasion.starts,
        ends=occasion.ends,
        when=occasion.when,
        over=occasion.ends[:10] in edition.over,
        place=fields.place,
        summary=fields.summary,
        body=composer.body(record.text),
        cohorts=tuple(Anchor(edition.cohorts[each].fields.title, f"cohorts/{each}/") for each in fields.cohorts),
        leaders=tuple(composer.person(each) for each in fields.led_by),
        bring=fields.bring,
        materials=tuple(Anchor(each.title, composer.target(each.link)) for each in fields.materials),
        tags=composer.tags(fields.standards),
        posts=composer.cards(edition.posts[each] for each in edition.reflections.get(identity, ())),
        noted=composer.noted_in("event", identity),
        audience=AUDIENCES[record.audience] if record.audience < COHORT else "",
        edit=forge.edit(edition.config.forge, record.source),
    )


def _fields(record: Record) -> EventFields:
    if not isinstance(record.fields, EventFields):
        raise TypeError(f"{record.id} is no event")
    return record.fields
