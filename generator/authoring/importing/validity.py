"""Checks of a plan: it has an answer for everything, and each names what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.authoring.files.writing import Refused
from generator.authoring.importing.identities import of_text
from generator.authoring.importing.people import Crowd, firsts
from generator.authoring.importing.plan import GUEST, NOBODY, NONE, Choice, Plan, ReadPlan
from generator.authoring.importing.survey import Surveyed, texts
from generator.authoring.importing.terms import PHASE, PROMPT
from generator.authoring.workspace import Workspace
from generator.model.suggest import nearest
from generator.network.admission.names import fits
from generator.network.records import Cohort


def check_plan(
    wanted: ReadPlan,
    choices: Mapping[str, Choice],
    exports: Sequence[Surveyed],
    crowd: Crowd,
    workspace: Workspace,
    cohort: Cohort,
) -> None:
    """Raise `Refused` at the first answer that can't be carried out."""
    if wanted.plan.cohort != cohort.id:
        raise wanted.refused(f"This plan is for the cohort {wanted.plan.cohort}, not {cohort.id}.", "cohort")
    _check_people(wanted, workspace)
    _check_terms(wanted, workspace, cohort)
    if missing := next(_missing(wanted.plan, choices, exports, crowd), ""):
        raise Refused(
            f"{wanted.file} says nothing of {missing}. Run the command with `--to {wanted.file}`: that "
            "adds what is new, and keeps all answers."
        )


def _check_people(wanted: ReadPlan, workspace: Workspace) -> None:
    plan = wanted.plan
    new = dict(plan.new_people)
    for folder in new:
        if not fits(folder):
            raise wanted.refused(f"“{folder}” can't be the name of a folder.", "new_people", folder)
    known = {*workspace.network.people, *new, GUEST, NOBODY}
    for place, account in enumerate(plan.people):
        _check_person(wanted, account.person, known, "people", place)
    for place, commenter in enumerate(plan.commenters):
        _check_person(wanted, commenter.person, known, "commenters", place)


def _check_person(wanted: ReadPlan, person: str, known: set[str], *at: str | int) -> None:
    if person not in known:
        close = nearest(person, known, 1)
        hint = f"Did you mean `{close[0]}`?" if close else "Name a new one under `new_people`."
        raise wanted.refused(f"There is no participant “{person}”. {hint}", *at, "person")


def _check_terms(wanted: ReadPlan, workspace: Workspace, cohort: Cohort) -> None:
    phases = [PHASE + each.id for each in cohort.fields.phases]
    prompts = [PROMPT + each.id for each in cohort.fields.prompts]
    known = [*phases, *prompts, *workspace.network.standards.by_id]
    for place, each in enumerate(wanted.plan.terms):
        for number, meaning in enumerate(each.means):
            if meaning not in known and meaning != NONE:
                raise _unknown(wanted, meaning, known, "terms", place, "means", number)
    for place, choice in enumerate(wanted.plan.posts):
        if choice.prompt and PROMPT + choice.prompt not in prompts:
            raise _unknown(wanted, PROMPT + choice.prompt, prompts, "posts", place, "prompt")


_MEANINGS: Final = "Name a standard (`enquiry standards WORD` finds its id), phase:ID, prompt:ID, or nothing."


def _unknown(wanted: ReadPlan, meaning: str, known: Sequence[str], *at: str | int) -> Refused:
    close = nearest(meaning, known, 1)
    hint = f"Did you mean `{close[0]}`?" if close else _MEANINGS
    return wanted.refused(f"There is no “{meaning}” here. {hint}", *at)


def _missing(
    plan: Plan, choices: Mapping[str, Choice], exports: Sequence[Surveyed], crowd: Crowd
) -> Iterator[str]:
    """Yield what the exports hold and the plan says nothing of."""
    for export, item in texts(exports):
        if (source := of_text(export.blog, item)) not in choices:
            yield source
    accounts = {(each.account, each.blog) for each in plan.people}
    for key in crowd.authors:
        if key not in accounts and (crowd.texts[key] or crowd.comments[key]):
            yield f"the account {key[0]} of {key[1]}"
    groups = {name for name, _ in firsts(plan.commenters, crowd)}
    yield from (f"the comment {found.first}" for name, found in crowd.groups.items() if name not in groups)
