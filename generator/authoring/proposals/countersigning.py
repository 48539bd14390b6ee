"""Sign-offs of a plan's reviews by somebody else: given with their own account, or a facilitator's.

The owner of a plan may take one out, but never write one, nor change what it was given for. Whoever gives one
changes nothing else in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.model.diagnostics import Diagnostic
from generator.source.document import Document
from generator.source.files.paths import undated
from generator.source.front_matter import HANDLER, decoded
from generator.subjects.plans.kind import CountersignatureFields, PlanFields, ReviewFields
from generator.subjects.plans.signatures import named


def forged(document: Document, owner: str, before: object) -> Iterator[Diagnostic]:
    """Yield countersignatures that the owner of a plan writes, or whose review they change."""
    now = document.fields
    earlier = {each.date: each for each in before.reviews} if isinstance(before, PlanFields) else {}
    for index, review in enumerate(now.reviews if isinstance(now, PlanFields) else ()):
        was = earlier.get(review.date)
        for number, each in enumerate(review.countersigned):
            who = f"“{each.person}”" if each.person else "somebody else"
            if was is None or each not in was.countersigned:
                message = f"This says that {who} signed off this review, and “{owner}” did."
                hint = "take it out: whoever signs proposes it with their own account, or a facilitator does"
            elif (was.with_, was.agreed) != (review.with_, review.agreed):
                message = f"This review was signed off by {who} as it was, and “{owner}” changes it."
                hint = "undo the change; or take the sign-off out, and ask for another"
            else:
                continue
            span = document.span("reviews", index, "countersigned", number)
            yield Diagnostic(span, "impersonation", message, hint)


def only_signs(person: str, before: tuple[Document, bytes], now: tuple[Document, bytes]) -> bool:
    """Return whether somebody does nothing to a plan but sign off its reviews for themselves."""
    was, is_now = before[0].fields, now[0].fields
    if not isinstance(was, PlanFields) or not isinstance(is_now, PlanFields):
        return False
    if _body(before[1]) != _body(now[1]) or len(was.reviews) != len(is_now.reviews):
        return False
    evidence = _names(named(was))
    return replace(was, reviews=()) == replace(is_now, reviews=()) and all(
        _only_signed(person, evidence, *each) for each in zip(was.reviews, is_now.reviews, strict=True)
    )


def _only_signed(person: str, evidence: frozenset[str], was: ReviewFields, now: ReviewFields) -> bool:
    if was == now:
        return True
    if now.evidence != was.evidence and _names(now.evidence) != evidence:
        return False
    return replace(was, evidence=(), countersigned=_others(person, was)) == replace(
        now, evidence=(), countersigned=_others(person, now)
    )


def _names(evidence: Iterable[str]) -> frozenset[str]:
    """Return evidence by the last parts of its names: a plan may name it in short, or by its file."""
    return frozenset(undated(each.strip("/").rpartition("/")[2].removesuffix(".md")) for each in evidence)


def _others(person: str, review: ReviewFields) -> tuple[CountersignatureFields, ...]:
    return tuple(each for each in review.countersigned if each.person != person)


def _body(data: bytes) -> str:
    text = decoded(data)
    parts = HANDLER.find(text)
    return text[parts.body :] if parts else text
