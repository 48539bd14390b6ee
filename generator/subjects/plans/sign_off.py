"""Sign-offs of reviews: who signed, in which role, and a seal on the evidence as it was then.

The owner of a plan writes `signed`. Anybody else writes `countersigned`, and nothing else in the plan.
"""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Callable, Collection, Sequence
from typing import Final, TypeVar

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
from generator.subjects.plans.kind import (
    OWNER,
    PLAN,
    CountersignatureFields,
    PlanFields,
    ReviewFields,
    SignatureFields,
)

S = TypeVar("S", SignatureFields, CountersignatureFields)
RECORDED: Final = ", as the owner records it (--as is for whoever signs with an account of their own)"
UNSIGNABLE: Final = (
    "This review can't be signed as it is written. "
    "Write it on lines of its own, `date:`, `with:` and `agreed:`, each below the other."
)


def sign_off(options: Options, person: str, day: str, role: str, date: str, signer: str = "") -> FileChange:
    """Return a plan's change by one more signature, bound to all that the plan names as evidence now.

    Signatures that were given for other evidence are kept, and show that it has changed. Without a `signer`
    besides the owner, it is the owner's word.
    """
    network = load(options)
    require_participant(network, person)
    record, fields = _plan(network, person)
    review = _review(fields, day)
    _require_role(review, role, by_other=signer not in ("", person))
    evidence = signatures.named(fields)
    seals = signatures.seals(network, record, evidence)
    if signer not in ("", person):
        require_participant(network, signer)
        signed = replace(review, countersigned=_with(review.countersigned, signer, date, seals))
    else:
        others = (each for each in review.signed if each.by != role)
        signed = replace(review, signed=(*others, SignatureFields(role, date, seals)))
    if signed.evidence == evidence and _undated(signed) == _undated(review):
        raise Refused(
            f"The {role} has signed off the review of {day} already, "
            "and nothing that it rests on has changed since."
        )
    what = f"signed off by the {role}{'' if signed.signed == review.signed or role == OWNER else RECORDED}"
    return _written(
        options, record.text.path, fields.reviews.index(review), replace(signed, evidence=evidence), what
    )


def _require_role(review: ReviewFields, role: str, *, by_other: bool) -> None:
    """Refuse a role in which nobody can sign this review, or in which only its owner can."""
    if role == OWNER and by_other:
        raise Refused(f"Only the owner signs as the {OWNER}. Leave out --as.")
    if role not in (OWNER, review.with_):
        raise Refused(
            f"The review of {review.date} was with the {review.with_}. "
            f"Sign it off with --by {OWNER} or --by {shlex.quote(review.with_)}."
        )


def _with(
    given: Sequence[CountersignatureFields], signer: str, date: str, seals: tuple[tuple[str, str], ...]
) -> tuple[CountersignatureFields, ...]:
    """Return countersignatures with a new one of this person in the place of their earlier one."""
    others = (each for each in given if each.person != signer)
    return (*others, CountersignatureFields(date, signer, seals))


def _undated(review: ReviewFields) -> tuple[object, ...]:
    """Return the signatures of a review whatever their days and their order."""
    return (
        frozenset((each.by, each.seals) for each in review.signed),
        frozenset((each.person, each.seals) for each in review.countersigned),
    )


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


def _written(options: Options, path: str, index: int, review: ReviewFields, what: str) -> FileChange:
    before = contents(under(options.content, path))
    edited = settings.edited(
        path,
        before.decode(),
        settings.put(review.evidence, "reviews", index, "evidence", after="with"),
        *_signatures(index, review, after="evidence"),
    )
    now = read(path, before)[0].fields
    meant = now
    if isinstance(now, PlanFields):
        kept = replace(
            now.reviews[index],
            evidence=review.evidence,
            signed=review.signed,
            countersigned=review.countersigned,
        )
        meant = replace(now, reviews=(*now.reviews[:index], kept, *now.reviews[index + 1 :]))
    if edited is None or read(path, edited.text.encode())[0].fields != meant:
        raise Refused(f"{path}: {UNSIGNABLE}")
    return FileChange(path, f"{what}{edited.note}", edited.text.encode(), before)


def _signatures(index: int, review: ReviewFields, *, after: str) -> list[Edit]:
    """Return the edits by which a review gets its signatures, where there are any."""
    signed = [{"by": each.by, "date": each.date, "seals": dict(each.seals)} for each in review.signed]
    countersigned = [
        {
            **({"person": each.person} if each.person else {}),
            "date": each.date,
            "seals": dict(each.seals),
        }
        for each in review.countersigned
    ]
    edits = []
    if signed:
        edits.append(settings.put(signed, "reviews", index, "signed", after=after))
    if countersigned:
        behind = "signed" if signed else after
        edits.append(settings.put(countersigned, "reviews", index, "countersigned", after=behind))
    return edits


def shown(change: FileChange, folder: str) -> str:
    """Return a line that says what was changed."""
    return f"{posixpath.join(folder, change.path)}: {change.what}"


def recorded(path: str, data: bytes) -> bytes:
    """Return a plan from elsewhere, in which countersignatures are what its owner says of them.

    Nobody here can vouch for the account that gave them.
    """
    text, fields = data.decode(), read(path, data)[0].fields
    for index, review in enumerate(fields.reviews if isinstance(fields, PlanFields) else ()):
        if review.countersigned:
            brought = (SignatureFields(review.with_, each.date, each.seals) for each in review.countersigned)
            kept = replace(review, signed=(*review.signed, *brought), countersigned=())
            edited = settings.edited(
                path,
                text,
                settings.removed("reviews", index, "countersigned"),
                *_signatures(index, kept, after="with"),
            )
            if edited is None:
                raise Refused(f"{path}: {UNSIGNABLE}")
            text = edited.text
    return text.encode()


def resealed(
    path: str,
    data: bytes,
    record: Record | None,
    stale: Collection[tuple[int, str, int]],
    seal: Callable[[Sequence[str]], str],
) -> bytes:
    """Return a plan whose signatures are bound to the evidence of this network, for its owner alone.

    Signatures that were `stale` before, by the places of their review and their own, stay so.
    """
    text = data.decode()
    for index, review in enumerate(
        record.fields.reviews if record and isinstance(record.fields, PlanFields) else ()
    ):
        if not review.signed and not review.countersigned:
            continue
        now = seal(review.evidence)
        bound = replace(
            review,
            signed=_bound(review.signed, now, {each[2] for each in stale if each[:2] == (index, "signed")}),
            countersigned=_bound(
                review.countersigned,
                now,
                {each[2] for each in stale if each[:2] == (index, "countersigned")},
            ),
        )
        edited = settings.edited(path, text, *_signatures(index, bound, after="with"))
        if edited is None:
            raise Refused(f"{path}: {UNSIGNABLE}")
        text = edited.text
    return text.encode()


def _bound(given: tuple[S, ...], seal: str, stale: Collection[int]) -> tuple[S, ...]:
    return tuple(
        replace(each, seals=((OWNER, signatures.BROKEN if number in stale else seal),))
        for number, each in enumerate(given)
    )
