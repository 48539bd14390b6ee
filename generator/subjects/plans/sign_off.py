"""Sign-offs of reviews: who signed, in which role, and a seal on the evidence as it was then."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Callable, Collection, Sequence
from typing import Final

from msgspec.structs import replace

from generator.authoring.files import settings
from generator.authoring.files.changes import FileChange
from generator.authoring.files.round_trip import Edit
from generator.authoring.files.writing import Refused, load, require_participant
from generator.engine.options import Options
from generator.model.paths import contents, under
from generator.network.records import Network, Record
from generator.source.reader import read
from generator.subjects.plans import signatures
from generator.subjects.plans.kind import OWNER, PLAN, PlanFields, ReviewFields, SignatureFields

UNSIGNABLE: Final = (
    "This review can't be signed as it is written. "
    "Write it on lines of its own, `date:`, `with:` and `agreed:`, each below the other."
)


def sign_off(options: Options, person: str, day: str, role: str, date: str) -> FileChange:
    """Return a plan's change by one more signature, bound to all that the plan names as evidence now.

    Signatures that were given for other evidence are kept, and show that it has changed.
    """
    network = load(options)
    require_participant(network, person)
    record, fields = _plan(network, person)
    review = _review(fields, day)
    if role not in (OWNER, review.with_):
        raise Refused(
            f"The review of {day} was with the {review.with_}. "
            f"Sign it off with --by {OWNER} or --by {shlex.quote(review.with_)}."
        )
    evidence = signatures.named(fields)
    signature = SignatureFields(role, date, signatures.seals(network, record, evidence))
    if (
        any(each.by == role and each.seals == signature.seals for each in review.signed)
        and review.evidence == evidence
    ):
        raise Refused(
            f"The {role} has signed off the review of {day} already, "
            "and nothing that it rests on has changed since."
        )
    signed = (*(each for each in review.signed if each.by != role), signature)
    return _written(options, record.text.path, fields.reviews.index(review), evidence, signed)


def _plan(network: Network, person: str) -> tuple[Record, PlanFields]:
    path = PLAN.path(person, "")
    record = network.records.get(path.removesuffix(".md"))
    if record is None or not isinstance(record.fields, PlanFields):
        raise Refused(
            f"There is no {path}, or it can't be read. `enquiry new plan --as {person}` starts one, "
            "and `enquiry check` says what is wrong with it."
        )
    return record, record.fields


def _review(fields: PlanFields, day: str) -> ReviewFields:
    found = next((each for each in fields.reviews if each.date == day), None)
    if found is None:
        days = ", ".join(sorted(each.date for each in fields.reviews))
        raise Refused(
            f"There is no review of {day} in this plan. "
            + (
                f"There are those of: {days}."
                if days
                else "Write it under `reviews:`, with a line `date:` and a line `with:`."
            )
        )
    return found


def _written(
    options: Options, path: str, index: int, evidence: Sequence[str], signed: Sequence[SignatureFields]
) -> FileChange:
    before = contents(under(options.content, path))
    edited = settings.edited(
        path,
        before.decode(),
        settings.put(evidence, "reviews", index, "evidence", after="with"),
        _signed(index, signed, after="evidence"),
    )
    now = read(path, before)[0].fields
    meant = now
    if isinstance(now, PlanFields):
        review = replace(now.reviews[index], evidence=tuple(evidence), signed=tuple(signed))
        meant = replace(now, reviews=(*now.reviews[:index], review, *now.reviews[index + 1 :]))
    if edited is None or read(path, edited.text.encode())[0].fields != meant:
        raise Refused(f"{path}: {UNSIGNABLE}")
    return FileChange(path, f"signed off by the {signed[-1].by}{edited.note}", edited.text.encode(), before)


def _signed(index: int, signed: Sequence[SignatureFields], *, after: str) -> Edit:
    rows = [{"by": each.by, "date": each.date, "seals": dict(each.seals)} for each in signed]
    return settings.put(rows, "reviews", index, "signed", after=after)


def shown(change: FileChange, folder: str) -> str:
    """Return a line that says what was changed."""
    return f"{posixpath.join(folder, change.path)}: {change.what}"


def resealed(
    path: str,
    data: bytes,
    record: Record | None,
    stale: Collection[tuple[int, int]],
    seal: Callable[[Sequence[str]], str],
) -> bytes:
    """Return a plan whose signatures are bound to the evidence of this network, for its owner alone.

    Signatures that were `stale` before, by the places of their review and their own, stay so.
    """
    text = data.decode()
    for index, review in enumerate(
        record.fields.reviews if record and isinstance(record.fields, PlanFields) else ()
    ):
        if not review.signed:
            continue
        now = seal(review.evidence)
        signed = [
            replace(each, seals=((OWNER, signatures.BROKEN if (index, place) in stale else now),))
            for place, each in enumerate(review.signed)
        ]
        edited = settings.edited(path, text, _signed(index, signed, after="with"))
        if edited is None:
            raise Refused(f"{path}: {UNSIGNABLE}")
        text = edited.text
    return text.encode()
