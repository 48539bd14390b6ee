"""Reports of imports: what exports hold, what came in of it, and the names of what did not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from generator.authoring.importing.identities import printable
from generator.authoring.importing.placing import Things
from generator.authoring.importing.plan import Plan
from generator.authoring.importing.survey import Counts, Surveyed
from generator.authoring.importing.wordpress import Outcome
from generator.model.numbers import number_of

_APPROVED = {"0": "waiting", "spam": "spam", "trash": "in the bin", "post-trashed": "in the bin"}
_KINDS: Final = {
    "post": ("post", "posts"),
    "page": ("page", "pages"),
    "reply": ("reply", "replies"),
    "guest": ("reply of a guest", "replies of guests"),
}
_RECORDS: Final = ("text or reply", "texts and replies")


def of_exports(exports: Sequence[Surveyed]) -> str:
    """Return what the exports hold."""
    return "\n".join("\n".join(_export(each)) for each in exports)


def _export(export: Surveyed) -> Iterator[str]:
    counts = export.counts
    yield f"{export.path.name}: “{printable(export.blog.title)}”, {export.blog.address}"
    yield f"  authors: {counts.authors}"
    for kind, name in (("post", "posts"), ("page", "pages")):
        yield f"  {name}: {counts.of_type(kind)}{_statuses(counts, kind)}"
    deep = ", ".join(f"{number} at depth {depth}" for depth, number in sorted(counts.depths.items()))
    yield f"  comments: {counts.comments}{_in_brackets(deep)}"
    yield from _of_comments(counts)
    yield f"  media: {counts.attachments}"
    if counts.others:
        others = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.others.items()))
        yield f"  left out, since they are about looks: {others}"
    controls, mended = counts.mended
    if controls or mended:
        of_controls = number_of(controls, "control character")
        yield f"  mended: {of_controls} left out, {number_of(mended, 'letter')} in another encoding"


def _statuses(counts: Counts, kind: str) -> str:
    found = [f"{number} {status}" for (each, status), number in sorted(counts.texts.items()) if each == kind]
    protected = [f"{counts.protected} with a password"] if kind == "post" and counts.protected else []
    return _in_brackets(", ".join(found + protected))


def _of_comments(counts: Counts) -> Iterator[str]:
    if counts.pings:
        yield f"    of these, pingbacks and trackbacks: {counts.pings}"
    for approved, number in sorted(counts.approved.items()):
        if approved != "1":
            yield f"    of these, {_APPROVED.get(approved, 'not approved')}: {number}"


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def of_plan(plan: Plan) -> str:
    """Return the questions that a plan leaves to a person."""
    if not plan.questions:
        return "Everything could be told; look at the plan all the same."
    return "\n".join(["Questions that only a person can answer:", *(f"  {each}" for each in plan.questions)])


def of_outcome(outcome: Outcome, prefix: str) -> Iterator[str]:
    """Yield what came in, and the name of everything that did not. `prefix` names the content folder."""
    arrivals = outcome.arrivals
    number = [number_of(arrivals.written[kind], *_KINDS[kind]) for kind in _KINDS if arrivals.written[kind]]
    yield f"Brought in: {', '.join(number) or 'nothing new'}."
    yield from _numbers(
        "Here already, and as they were:", {_RECORDS: arrivals.unchanged} if arrivals.unchanged else {}
    )
    yield from _section("Changed there, and brought up to date:", arrivals.updated, prefix)
    yield from _section("Changed there and edited here, so left as they are:", arrivals.edited, prefix)
    yield from _section(
        "For the cohort alone, since personal data may be in them:", arrivals.narrowed, prefix
    )
    yield from _section("New in the cohort:", outcome.members)
    yield from _numbers("Left out:", outcome.left)
    yield from _numbers("Pingbacks:", outcome.pings)
    yield from _section(
        "Files that are missing, each with the first text that refers to it:", _pairs(outcome.missing)
    )
    yield from _section("Files that can't be used:", _pairs(outcome.refused))
    yield from _section("Files to which no text refers:", outcome.unused)
    yield from _section("Old addresses that can't be kept:", outcome.dropped)
    notes = groupby(arrivals.notes, lambda each: each[0])
    lines = (f"{path}: {'; '.join(note for _, note in found)}" for path, found in notes)
    yield from _section("Not carried over:", lines, prefix)


def _pairs(found: Mapping[str, str]) -> Iterator[str]:
    return (f"{key}: {value}" for key, value in found.items())


def _numbers(title: str, found: Mapping[Things, int]) -> Iterator[str]:
    if found:
        yield title
        yield from (f"  {number_of(number, *things)}" for things, number in found.items())


def _section(title: str, rows: Iterable[str], prefix: str = "") -> Iterator[str]:
    for number, each in enumerate(rows):
        if not number:
            yield title
        yield f"  {printable(os.path.join(prefix, each))}"
