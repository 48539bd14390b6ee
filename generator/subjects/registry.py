"""The register of the kinds of records that are described rather than programmed. A new kind is a module that describes it, and its two lines here."""

from __future__ import annotations

from typing import Final

from generator.schema.kind import Kind
from generator.subjects.events.kind import EVENT, EventFields
from generator.subjects.outreach.kind import (
    COLLEAGUE,
    RECORD,
    REQUEST,
    ColleagueFields,
    MeetingFields,
    RequestFields,
)
from generator.subjects.plans.kind import PLAN, PlanFields
from generator.subjects.projects.kind import PROJECT, ProjectFields

RecordFields = EventFields | PlanFields | ProjectFields | RequestFields | MeetingFields | ColleagueFields
"""What the files of all these kinds say."""
KINDS: Final[dict[str, Kind]] = {
    each.name: each for each in (EVENT, PLAN, PROJECT, REQUEST, RECORD, COLLEAGUE)
}
NAMELESS: Final = tuple(f"{each.folder}/" for each in KINDS.values() if each.nameless)
"""Where records lie that name nobody."""


def kind_in(folder: str) -> tuple[Kind, str] | None:
    """The kind of record that a folder of the content folder holds, and whose folder it is."""
    parts = folder.split("/")
    for kind in KINDS.values():
        pattern = kind.folder.split("/")
        if len(pattern) == len(parts) and all(
            one in ("*", other) for one, other in zip(pattern, parts, strict=True)
        ):
            return kind, next((other for one, other in zip(pattern, parts, strict=True) if one == "*"), "")
    return None
