"""Records' settings of any shape, as the common code treats them.

Kinds that nest them deeper than events do rely on it.
"""

from __future__ import annotations

from typing import get_args, get_type_hints

from msgspec import Struct

from generator.model.audience import COHORT, FACILITATORS, PRIVATE, PUBLIC
from generator.publish.pages.search import NAMES
from generator.schema.kind import mapped, trimmed, values
from generator.subjects.registry import KINDS


class Step(Struct, frozen=True):
    """A part of a part."""

    by: str = ""
    proof: tuple[str, ...] = ()
    audience: str = ""


class Aim(Struct, frozen=True):
    """A part with an audience of its own."""

    title: str
    audience: str = ""
    proof: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


class Plan(Struct, frozen=True):
    """Settings with parts."""

    owner: str
    with_: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()


def test_every_kind_can_be_found_by_settings_that_it_has() -> None:
    """A kind must have a name in the search, and say rightly where its words are.

    Otherwise it would be found by nobody, or stop the build.
    """
    for name, kind in KINDS.items():
        assert name in NAMES
        for setting in kind.searched:
            owner: object = kind.fields
            for part in setting.split("."):
                owner = _part(get_type_hints(owner)[part.replace("with", "with_")])
            assert owner is str, setting


def _part(hint: object) -> object:
    """Return the type that a list, or a setting that may be missing, holds."""
    return next((each for each in get_args(hint) if each not in (..., type(None))), hint)


PLAN = Plan(
    "ann",
    ("bea", "cal"),
    (
        Aim("One", "", ("a/x", "b/y"), (Step("bea", ("a/x",)), Step(audience="private"))),
        Aim("Two", "private", ("b/y",)),
        Aim("Three", "cohort"),
    ),
)


def test_values_are_found_at_any_depth_with_what_leads_to_them() -> None:
    """Lists on the way are gone through; what is empty is no value."""
    assert list(values(PLAN, "owner")) == [(("owner",), "ann")]
    assert list(values(PLAN, "with")) == [(("with", 0), "bea"), (("with", 1), "cal")]
    assert list(values(PLAN, "aims", "proof")) == [
        (("aims", 0, "proof", 0), "a/x"),
        (("aims", 0, "proof", 1), "b/y"),
        (("aims", 1, "proof", 0), "b/y"),
    ]
    assert list(values(PLAN, "aims", "steps", "by")) == [(("aims", 0, "steps", 0, "by"), "bea")]


def test_what_comes_to_be_empty_is_left_out() -> None:
    """Of lists; a single setting is empty from then on."""
    without = mapped(
        mapped(PLAN, lambda each: "" if each == "bea" else each, "with"),
        lambda each: "" if each == "b/y" else each.upper(),
        "aims",
        "proof",
    )
    assert without.with_ == ("cal",)
    assert [each.proof for each in without.aims] == [("A/X",), (), ()]
    assert mapped(PLAN, lambda _: "", "aims", "steps", "by").aims[0].steps == (
        Step("", ("a/x",)),
        Step(audience="private"),
    )
    assert mapped(PLAN, lambda _: "", "owner").owner == ""
    assert mapped(Plan(""), lambda each: f"not {each}", "owner").owner == "", (
        "what is not said is not changed"
    )


def test_a_part_is_shown_to_its_own_audience() -> None:
    """A private one to nobody, whoever else may read the record; a part of a part, too."""
    shown = {
        level: [each.title for each in trimmed(PLAN, level).aims]
        for level in (PRIVATE, FACILITATORS, COHORT, PUBLIC)
    }
    assert shown == {
        PRIVATE: ["One", "Three"],
        FACILITATORS: ["One", "Three"],
        COHORT: ["One", "Three"],
        PUBLIC: ["One"],
    }
    assert trimmed(PLAN, FACILITATORS).aims[0].steps == (Step("bea", ("a/x",)),)
