"""Admission of cohorts: their time, standards, members, phases and prompts, and the posts of their showcase.

A cohort is admitted without the entries that are wrong, since many records depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from generator.model.suggest import listed
from generator.network.admission.context import Context
from generator.network.admission.standards import check_standard
from generator.network.lookup import Index
from generator.network.records import Cohort
from generator.source.document import Document
from generator.source.files.cohort import CohortFields, PhaseFields, PromptFields


def check_programmes(context: Context, settings: Document) -> None:
    """Report programmes and phases in the network's settings that no cohort has."""
    runs: dict[str, dict[str, str]] = {}
    for cohort in context.lookup.cohorts.values():
        if cohort.fields.programme:
            run = {each.id: each.title for each in cohort.fields.phases}
            runs.setdefault(cohort.fields.programme, {}).update(run)
    names = Index(dict.fromkeys(runs, ""))
    for name, phases in context.config.programmes:
        if name not in runs:
            message = f"No cohort is a run of a programme “{name}”."
            span = settings.span("programmes", name)
            context.report(span, "unknown-programme", message, names.did_you_mean(name))
            continue
        known = Index(runs[name])
        for position, phase in enumerate(phases):
            if phase not in runs[name]:
                span = settings.span("programmes", name, position)
                message = f"No cohort of the programme “{name}” has a phase “{phase}”."
                context.report(span, "unknown-phase", message, known.did_you_mean(phase))


def admit_cohorts(context: Context, misnamed: frozenset[str]) -> dict[str, Cohort]:
    """Return the cohorts that can be read.

    Drafts and those with an error are private, and so are those whose files are `misnamed`.
    """
    cohorts = {}
    titles: dict[str, tuple[str, str]] = {}
    for document, fields in _readable(context):
        _check_programme(context, document, fields)
        _check_phases(context, document, fields)
        _check_titles(context, document, fields, titles)
        doubtful = (
            fields.draft or document.path in misnamed or any(each.is_error for each in document.diagnostics)
        )
        lookup = context.lookup
        cohorts[document.file.name] = Cohort(
            id=document.file.name,
            path=document.path,
            fields=replace(
                fields,
                audience="private" if doubtful else fields.audience,
                focus=tuple(each for each in fields.focus if each in lookup.standards),
                members=tuple(each for each in fields.members if each[0] in lookup.people),
            ),
            over=fields.ends < context.sources.date,
        )
    return cohorts


def check_showcases(context: Context) -> None:
    """Report posts of a showcase that are not there."""
    example = "a post is named as rachna/what-teacher-leadership-means-to-me"
    for document, fields in _readable(context):
        for position, pick in enumerate(fields.showcase):
            if pick.post not in context.lookup.posts:
                span = document.span("showcase", position, "post")
                message = f"There is no post “{pick.post}” to show."
                hint = context.lookup.index("post").did_you_mean(pick.post, example)
                context.report(span, "unknown-post", message, hint)


def _readable(context: Context) -> Iterable[tuple[Document, CohortFields]]:
    for document in context.sources.of("cohort"):
        if isinstance(document.fields, CohortFields):
            yield document, document.fields


def _check_programme(context: Context, document: Document, fields: CohortFields) -> None:
    """Check a cohort's time, its standards and its members."""
    if fields.starts > fields.ends:
        message = "This cohort ends before it starts."
        context.report(document.span("ends"), "impossible-date", message, "correct `starts` or `ends`")
    for position, name in enumerate(fields.focus):
        check_standard(context, name, document, "focus", position, near=fields.starts)
    lookup = context.lookup
    for name, _ in fields.members:
        if name not in lookup.people and name not in lookup.unreadable_people:
            message = f"There is no participant “{name}” (no folder with a profile.md)."
            hint = lookup.index("person").hint(name)
            context.report(document.span("members", name), "unknown-person", message, hint)
    _check_unique(context, document, "phase", fields.phases)
    _check_unique(context, document, "prompt", fields.prompts)


def _check_unique(
    context: Context, document: Document, kind: str, items: Sequence[PhaseFields | PromptFields]
) -> None:
    """Report ids that stand twice in a list of phases or prompts."""
    seen: set[str] = set()
    for position, item in enumerate(items):
        if item.id in seen:
            span = document.span(f"{kind}s", position, "id")
            message = f"The {kind} “{item.id}” stands here twice."
            hint = f"give the second one an id of its own, such as `{item.id}-2`"
            context.report(span, "duplicate-identity", message, hint)
        seen.add(item.id)


def _check_phases(context: Context, document: Document, fields: CohortFields) -> None:
    """Report prompts of a phase that the cohort does not have."""
    phases = Index({each.id: "" for each in fields.phases})
    known = {each.id: None for each in fields.phases}
    its = f"its phases: {listed(known)}" if known else "list its `phases` first"
    for position, prompt in enumerate(fields.prompts):
        if prompt.phase and prompt.phase not in known:
            span = document.span("prompts", position, "phase")
            message = f"This cohort has no phase “{prompt.phase}”."
            context.report(span, "unknown-phase", message, phases.did_you_mean(prompt.phase, its))


def _check_titles(
    context: Context, document: Document, fields: CohortFields, titles: dict[str, tuple[str, str]]
) -> None:
    """Report prompts that have another title elsewhere. `titles` are those so far, each with its file."""
    hint = "the same id means the same prompt, asked again; give a new prompt an id of its own"
    for position, prompt in enumerate(fields.prompts):
        title, other = titles.setdefault(prompt.id, (prompt.title, document.path))
        if title != prompt.title:
            message = f"The prompt “{prompt.id}” has another title in {other}."
            context.report(document.span("prompts", position, "id"), "duplicate-identity", message, hint)
