"""The little that everybody may be told of outreach: two numbers, the one thing that an edition says of records that it does not hold."""

from __future__ import annotations

from msgspec import Struct

from generator.model.audience import FACILITATORS
from generator.network.records import Network
from generator.network.regions import folded
from generator.subjects.outreach.kind import MeetingFields, RequestFields

FEWEST_MEETINGS, FEWEST_SCHOOLS, FEWEST_COLLEAGUES = 5, 3, 3
"""Below any of these, who knows one meeting could tell from a number what the others were."""
STEP_OF_MEETINGS, STEP_OF_HOURS = 5, 10


class Counts(Struct, frozen=True, array_like=True):
    """What everybody may be told: at least so many meetings, and hours. Rounded down, so that one meeting more or less is not to be told from it."""

    meetings: int
    hours: int


def counts(network: Network) -> Counts | None:
    """What the network lets everybody know of its outreach.

    The network has to say that it wants it (`outreach_counts: yes`), there must be enough of them, and the numbers are rounded down.
    """
    if not network.config.outreach_counts:
        return None
    held = [each for each in network.records.values() if each.audience >= FACILITATORS]
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
