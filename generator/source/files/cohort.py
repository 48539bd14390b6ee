"""`cohorts/<cohort>.yaml`: a cohort with its phases, prompts, members and showcase."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.schema.aliases import Aliased, aliases
from generator.schema.dates import day, moment
from generator.schema.publication import drafted
from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Mapping, Node
from generator.schema.values import (
    Spellings,
    audience,
    choice,
    identifier,
    listing,
    loose,
    prose,
    table,
    text,
)

ROLES: Final = ("participant", "critical-friend", "tutor", "facilitator")
APPROVING: Final = ("facilitator",)


class PhaseFields(Struct, frozen=True, array_like=True):
    """A phase of a programme; its place in the list is its order."""

    id: str
    title: str
    starts: str = ""
    ends: str = ""
    text: str = ""


class PromptFields(Struct, frozen=True, array_like=True):
    """A question put to a cohort."""

    id: str
    title: str
    phase: str = ""
    text: str = ""
    due: str = ""


class MemberFields(Struct, frozen=True, array_like=True):
    """A person in a cohort: their role, and their school at that time where it differs from the profile's."""

    role: str
    school: str = ""


class PickFields(Struct, frozen=True, array_like=True):
    """A post that the facilitators show, with their reason."""

    post: str
    why: str


class CohortFields(Aliased, frozen=True, array_like=True, tag="cohort"):
    """The settings of `cohorts/<cohort>.yaml`.

    `updated` is when its programme last changed; `approval` is the role of those who approve what its other
    members change, empty where they need nobody.
    """

    title: str
    starts: str
    ends: str
    programme: str = ""
    summary: str = ""
    audience: str = "cohort"
    focus: tuple[str, ...] = ()
    phases: tuple[PhaseFields, ...] = ()
    prompts: tuple[PromptFields, ...] = ()
    members: tuple[tuple[str, MemberFields], ...] = ()
    showcase: tuple[PickFields, ...] = ()
    updated: str = ""
    approval: str = ""
    draft: bool = False


_ROLE: Final = choice("a role", *ROLES, code="unknown-role")
_MEMBER: Final = Shape(MemberFields, {"role": _ROLE}, {"school": text}, name="a member")


def _member(node: Node, reading: Reading, at: str) -> MemberFields | None:
    if isinstance(node, Mapping):
        return _MEMBER(node, reading, at)
    value = _ROLE(node, reading, at)
    return MemberFields(value) if value else None


_PHASE: Final = Shape(
    PhaseFields,
    {"id": identifier, "title": text},
    {"starts": day, "ends": day, "text": prose},
    name="a phase",
)

_PROMPT: Final = Shape(
    PromptFields,
    {"id": identifier, "title": text},
    {"phase": loose, "text": prose, "due": day},
    name="a prompt",
)

_PICK: Final = Shape(PickFields, {"post": loose, "why": prose}, {}, name="a pick of the showcase")

COHORT: Final = Shape(
    CohortFields,
    {"title": text, "starts": day, "ends": day},
    {
        "programme": text,
        "summary": prose,
        "audience": audience(),
        **drafted,
        "focus": listing(loose),
        "phases": listing(_PHASE),
        "prompts": listing(_PROMPT),
        "members": table(Spellings(_member, _MEMBER)),
        "showcase": listing(_PICK),
        "updated": moment,
        "approval": choice("a role that approves changes", *APPROVING),
        "aliases": aliases,
    },
    name="a cohort",
)
