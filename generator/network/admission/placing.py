"""The place of a post in a programme: its cohort, its phase, the prompt that it answers, and its audience."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.audience import COHORT, PRIVATE, PUBLIC, level
from generator.model.diagnostics import Span
from generator.model.suggest import listed
from generator.network.admission.context import Context
from generator.network.admission.drafts import Draft
from generator.network.admission.programmes import Programmes
from generator.network.programme import cohort_on, running
from generator.network.records import Cohort, Post


def cohort_of(context: Context, programmes: Programmes, draft: Draft) -> Cohort | None:
    """Return the cohort of a post: the one it names, that of what it answers, or its author's on its day."""
    named = draft.fields.cohort
    if named:
        if named not in programmes.cohorts:
            check_cohort(context, draft)
        return programmes.cohorts.get(named)
    if draft.first is not None:
        return programmes.cohorts.get(draft.first.cohort)
    mine = context.lookup.memberships.get(draft.author, ())
    running_then = [each for each in mine if running(each.fields, draft.day)]
    if len(running_then) > 1:
        names = [each.id for each in running_then]
        context.report(
            draft.document.span("date"),
            "cohort-needed",
            f"On {draft.day} this writer was in more than one cohort ({', '.join(names)}).",
            f"say which: {' or '.join(f'`cohort: {each}`' for each in names)}",
        )
    return running_then[0] if running_then else cohort_on(mine, draft.day)


def check_cohort(context: Context, draft: Draft) -> None:
    """Report a cohort that is not there. Of one that can't be read, the fault is reported in its own file."""
    name, lookup = draft.fields.cohort, context.lookup
    if name and name not in lookup.cohorts and name not in lookup.unreadable_cohorts:
        context.report(draft.document.span("cohort"), *lookup.missing("cohort", name))


def phase_of(
    context: Context, programmes: Programmes, draft: Draft, cohort: Cohort | None
) -> tuple[str, str]:
    """Return the phase of a post in its cohort and the prompt that it answers; empty where there is none."""
    fields, first = draft.fields, draft.first
    if (cohort is None and fields.cohort) or is_uncertain(programmes, draft, cohort):
        return "", ""
    prompts = programmes.prompts[cohort.id] if cohort else {}
    prompt = fields.prompt
    if prompt and prompt not in prompts:
        _report_lacking(context, programmes, draft, cohort, "prompt", prompt)
        prompt = ""
    if fields.phase:
        return _named_phase(context, programmes, draft, cohort), prompt
    if prompt and prompts[prompt].phase:
        return prompts[prompt].phase, prompt
    return first.phase if first and cohort and first.cohort == cohort.id else "", prompt


def _named_phase(context: Context, programmes: Programmes, draft: Draft, cohort: Cohort | None) -> str:
    """Return the phase that a post names; empty where its cohort does not have it."""
    phase = draft.fields.phase
    phases = programmes.phases[cohort.id] if cohort else {}
    if phase in phases:
        return phase
    others = programmes.with_phase.get(phase, [])
    if others and cohort:
        context.report(
            draft.document.span("phase"),
            "phase-of-another-cohort",
            f"“{phase}” is a phase of {listed(others)}, not of {cohort.id}.",
            f"its phases: {listed(phases)}" if phases else "say which `cohort` this belongs to",
        )
    else:
        _report_lacking(context, programmes, draft, cohort, "phase", phase)
    return ""


def _report_lacking(
    context: Context, programmes: Programmes, draft: Draft, cohort: Cohort | None, what: str, wanted: str
) -> None:
    """Report a phase or a prompt that is not there."""
    span, code = draft.document.span(what), f"unknown-{what}"
    if cohort is None:
        message = f"This writer is in no cohort, so there is no {what} “{wanted}”."
        context.report(span, code, message, "add the writer to the `members` of a cohort")
        return
    index = programmes.index(cohort.id, what)
    known = programmes.phases[cohort.id] if what == "phase" else programmes.prompts[cohort.id]
    called = index.titled(wanted) or index.near_title(wanted)
    its = f"its {what}s: {listed(known)}" if known else f"it has no {what}s yet"
    hint = f"did you mean `{called}`?" if called else index.did_you_mean(wanted, its)
    context.report(span, code, f"The cohort {cohort.id} has no {what} “{wanted}”.", hint)


def audience_of(context: Context, programmes: Programmes, draft: Draft, cohort: Cohort | None) -> int:
    """Return the audience of a post, or that of its cohort; never wider than that of what it answers.

    Nobody else may know of a cohort that is a draft, so what belongs to one is private.
    """
    asked = draft.fields.audience
    widest = min([each.audience for each in draft.answered], default=PUBLIC)
    if cohort is not None and cohort.fields.draft:
        return PRIVATE
    if asked and level(asked) > widest:
        context.report(
            draft.document.span("audience"),
            "audience-narrowed",
            "This reply asks for a wider audience than what it answers, "
            "so it is shown to the narrower one only.",
            "leave `audience` out, or ask the other writer to widen theirs",
        )
    if asked:
        return min(level(asked), widest)
    return min(_usual_audience(programmes, draft, cohort), widest) if draft.author else widest


def _usual_audience(programmes: Programmes, draft: Draft, cohort: Cohort | None) -> int:
    """Return the audience of a post that asks for none.

    It is its cohort's, but outside the cohort's time nothing wider than the cohort itself.
    """
    if is_uncertain(programmes, draft, cohort):
        return PRIVATE
    if cohort is None:
        return COHORT
    usual = level(cohort.fields.audience)
    return usual if _belongs(draft, cohort) else min(usual, COHORT)


def is_uncertain(programmes: Programmes, draft: Draft, cohort: Cohort | None) -> bool:
    """Return whether a post may belong to a cohort whose file has errors, so that its audience is unknown."""
    return programmes.uncertain and (cohort is None or not _belongs(draft, cohort))


def _belongs(draft: Draft, cohort: Cohort) -> bool:
    """Return whether a post is its cohort's own: by its settings, by what it answers, or by its date."""
    return bool(draft.fields.cohort) or draft.first is not None or running(cohort.fields, draft.day)


def check_in_cohorts(
    context: Context, programmes: Programmes, drafts: Mapping[str, Draft], posts: Mapping[str, Post]
) -> None:
    """Report each writer of posts in no cohort that mean none in any way, where there are cohorts."""
    outside: dict[str, list[Draft]] = {}
    for key, draft in drafts.items():
        fields = draft.fields
        means_one = posts[key].cohort or fields.cohort or fields.phase or fields.prompt or fields.withdrawn
        if draft.author and not means_one and not is_uncertain(programmes, draft, None):
            outside.setdefault(draft.author, []).append(draft)
    for author, theirs in outside.items() if context.lookup.cohorts else ():
        name, first = context.lookup.people[author].name, next(iter(context.lookup.cohorts))
        what = f"none of their {len(theirs)} posts and replies is" if theirs[1:] else "this is not"
        context.report(
            Span(min(each.document.path for each in theirs)),
            "no-cohort",
            f"{name} is in no cohort, so {what} in a digest.",
            f"add a line `{author}: participant` under `members` in cohorts/{first}.yaml",
        )
