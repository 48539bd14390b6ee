"""Development plans: aims, support and time for them, their evidence, and reviews.

Each is in `participants/<person>/plan.md`. A plan belongs to its owner: it is private unless they say
otherwise, and so is each review, even where the plan is not.

A review is `signed` by its owner, who may also record there that the colleague has signed. It is
`countersigned` by the colleague's own account, or a facilitator's: the guard of proposals (see
`authoring/proposals/`) lets nobody else write that.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.model.audience import AUDIENCES, level
from generator.model.messages import N_
from generator.schema.dates import day
from generator.schema.kind import Complain, Kind
from generator.schema.publication import drafted
from generator.schema.reading import Reader, Reading
from generator.schema.shapes import Shape
from generator.schema.subject import Subject
from generator.schema.tree import Node, Scalar
from generator.schema.values import Spellings, choice, listing, loose, prose, table, text

STATES: Final = ("planned", "under way", "achieved", "set aside")
OWNER: Final = "owner"
"""The role in which somebody signs off their own plan."""


class StageFields(Struct, frozen=True, array_like=True):
    """A step on the way to an aim."""

    title: str
    starts: str = ""
    ends: str = ""
    status: str = ""


class AimFields(Struct, frozen=True, array_like=True):
    """An aim.

    `by` is the day on which it should be reached; `entitlement` is what the owner may count on, such as days
    of cover.
    """

    title: str
    standards: tuple[str, ...] = ()
    status: str = "planned"
    support: str = ""
    time: str = ""
    entitlement: str = ""
    by: str = ""
    stages: tuple[StageFields, ...] = ()
    evidence: tuple[str, ...] = ()
    reflection: str = ""
    audience: str = ""


class SignatureFields(Struct, frozen=True, array_like=True):
    """A signature of a review, in a role, as the owner of the plan has written it.

    `seals` are digests of the review's evidence at that time: for each audience, of the part that it could
    read.
    """

    by: str
    date: str
    seals: tuple[tuple[str, str], ...] = ()


class CountersignatureFields(Struct, frozen=True, array_like=True):
    """A signature of a review by somebody else, with an account of their own, for the colleague's role.

    `person` is empty once they have been erased. `seals` are as those of a signature.
    """

    date: str
    person: str = ""
    seals: tuple[tuple[str, str], ...] = ()


class ReviewFields(Struct, frozen=True, array_like=True):
    """A conversation about a plan with a colleague, who is named by role.

    `evidence` is what the plan named when the review was signed off.
    """

    date: str
    with_: str
    agreed: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    signed: tuple[SignatureFields, ...] = ()
    countersigned: tuple[CountersignatureFields, ...] = ()
    audience: str = AUDIENCES[0]


class PlanFields(Struct, frozen=True, array_like=True, tag="plan"):
    """The settings of a development plan."""

    title: str = ""
    summary: str = ""
    aims: tuple[AimFields, ...] = ()
    reviews: tuple[ReviewFields, ...] = ()
    updated: str = ""
    audience: str = ""
    draft: bool = False


def _aim(audience: Reader[str]) -> Shape[AimFields]:
    state = choice("a state of an aim", *STATES)
    stage = Shape(StageFields, {"title": text}, {"starts": day, "ends": day, "status": state}, name="a stage")
    return Shape(
        AimFields,
        {"title": text},
        {
            "standards": listing(loose, 50),
            "status": state,
            "support": prose,
            "time": text,
            "entitlement": text,
            "by": day,
            "stages": listing(stage, 50),
            "evidence": listing(loose, 500),
            "reflection": prose,
            "audience": audience,
        },
        name="an aim",
    )


def _review(audience: Reader[str]) -> Shape[ReviewFields]:
    signature = Shape(SignatureFields, {"by": text, "date": day}, {"seals": table(text)}, name="a sign-off")
    countersignature = Shape(
        CountersignatureFields,
        {"date": day},
        {"person": loose, "seals": table(text)},
        name="a sign-off by a colleague",
    )
    return Shape(
        ReviewFields,
        {"date": day, "with": text},
        {
            "agreed": listing(prose, 50),
            "evidence": listing(loose, 5000),
            "signed": listing(signature, 10),
            "countersigned": listing(countersignature, 10),
            "audience": audience,
        },
        name="a review",
    )


def _shape(audience: Reader[str]) -> Shape[PlanFields]:
    return Shape(
        PlanFields,
        {},
        {
            "title": text,
            "summary": prose,
            "aims": listing(_titled(_aim(audience)), 100),
            "reviews": listing(_review(audience), 100),
            "updated": day,
            "audience": audience,
            **drafted,
        },
        name="a development plan",
    )


def _titled(aim: Shape[AimFields]) -> Spellings[AimFields]:
    """Return a reader of aims, which takes a title alone, too."""

    def read(node: Node, reading: Reading, at: str) -> AimFields | None:
        if not isinstance(node, Scalar):
            return aim(node, reading, at)
        title = text(node, reading, at)
        return AimFields(title) if title else None

    return Spellings(read, aim)


def _check(fields: PlanFields, complain: Complain) -> None:
    """Report stages that end before they start, parts with too wide an audience, and two reviews of a day."""
    _check_audiences(fields, complain)
    for index, aim in enumerate(fields.aims):
        for place, stage in enumerate(aim.stages):
            if stage.starts and stage.ends and stage.ends < stage.starts:
                complain(
                    ("aims", index, "stages", place, "ends"),
                    "impossible-date",
                    "This stage ends before it starts.",
                    "correct `starts` or `ends`",
                )
    days = [each.date for each in fields.reviews]
    for index, each in enumerate(days):
        if each in days[:index]:
            complain(
                ("reviews", index, "date"),
                "duplicate-identity",
                f"There is another review of {each} in this plan.",
                "put both into one, or correct the date",
            )


def _check_audiences(fields: PlanFields, complain: Complain) -> None:
    """Report aims and reviews that are for a wider audience than their plan."""
    widest = level(fields.audience or PLAN.usual)
    parts = (
        [("aims", "aim", each.audience) for each in fields.aims],
        [("reviews", "review", each.audience) for each in fields.reviews],
    )
    for index, (name, noun, audience) in [pair for each in parts for pair in enumerate(each)]:
        if audience and level(audience) > widest:
            complain(
                (name, index, "audience"),
                "audience-narrowed",
                f"This {noun} asks for a wider audience than its plan, "
                "so it is shown to the narrower one only.",
                f"write `audience: {audience}` for the whole plan, "
                "and a narrower one with what only fewer may see",
            )


PLAN: Final = Kind(
    "plan",
    "a development plan",
    N_("Development plan"),
    "participants/*",
    PlanFields,
    _shape,
    file="plan.md",
    usual="private",
    references={
        "aims.standards": "standard",
        "aims.evidence": "entry",
        "reviews.evidence": "entry",
        "reviews.countersigned.person": "person",
    },
    days=lambda fields: tuple(each.by for each in fields.aims if each.by),
    check=_check,
    start=(("updated", "{date}"), ("audience", "private")),
    body="Say where you stand, and what you would like to be different in two or three years.",
    searched=(
        "summary",
        "aims.title",
        "aims.support",
        "aims.time",
        "aims.entitlement",
        "aims.stages.title",
        "aims.reflection",
        "reviews.with",
        "reviews.agreed",
    ),
    when="updated",
)
SUBJECT: Final = Subject((PLAN,), order=20)
