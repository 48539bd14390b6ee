"""Counts of outreach for everybody: the one thing that an edition says of records that it does not hold."""

from __future__ import annotations

from msgspec import Struct

from generator.model.audience import FACILITATORS
from generator.network.records import Network
from generator.network.regions import folded
from generator.subjects.outreach.kind import MeetingFields, RequestFields

FEWEST_MEETINGS, FEWEST_SCHOOLS, FEWEST_COLLEAGUES = 5, 3, 3
"""The fewest that are counted. With fewer, whoever knows one meeting could tell the others from a number."""
STEP_OF_MEETINGS, STEP_OF_HOURS = 5, 10


class Counts(Struct, frozen=True, array_like=True):
    """The least numbers of meetings and hours, rounded down so that no single meeting shows in them."""

    meetings: int
    hours: int


def counts(network: Network) -> Counts | None:
    """Return the counts.

    None if the network does not ask for them (`outreach_counts: yes`), or has too few meetings.
    """
    if not network.config.outreach_counts:
        return None
    held = [each for each in network.records.values() if each.audience >= FACILITATORS and not each.kept_back]
    meetings = [each.fields for each in held if isinstance(each.fields, MeetingFields)]
    requests = {each.id: each.fields for each in held if isinstance(each.fields, RequestFields)}
    schools = {
        folded(each.school or requests[each.request].school)
        for each in meetings
        if each.school or each.request in requests
    }
    visitors = {each.visitor for each in meetings if each.visitor}
    if len(meetings) < FEWEST_MEETINGS or len(schools) < FEWEST_SCHOOLS or len(visitors) < FEWEST_COLLEAGUES:
        return None
    hours = sum(each.time.total for each in meetings) // 60
    return Counts(
        len(meetings) // STEP_OF_MEETINGS * STEP_OF_MEETINGS, hours // STEP_OF_HOURS * STEP_OF_HOURS
    )
