"""Seals of signatures: digests of the evidence at the time of signing, so that later changes to it show.

An edition that holds only some of the evidence can only say whether that has changed, so there is a seal for
each audience, over what that audience may read. None depends on a name or an address: somebody who takes a
pseudonym, or takes their portfolio elsewhere, changes nothing of what was signed.
"""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

import msgspec
from msgspec import Struct

from generator.model.audience import VIEWERS, Viewer, as_person
from generator.model.diagnostics import Diagnostic, Span
from generator.network.cut import cut, may_see_record, visible_people, why_hidden
from generator.network.media import Asset
from generator.network.records import Network, Person, Post, Record
from generator.network.texts import Text, TextBody, Wording
from generator.subjects.plans.kind import (
    OWNER,
    CountersignatureFields,
    PlanFields,
    ReviewFields,
    SignatureFields,
)

Signature = SignatureFields | CountersignatureFields


class Holding(Protocol):
    """The holder of evidence: a network, a cut of it, or an edition."""

    @property
    def posts(self) -> Mapping[str, Post]:
        """The posts by their identities."""

    @property
    def records(self) -> Mapping[str, Record]:
        """The records by their identities."""

    @property
    def words(self) -> Mapping[str, Wording]:
        """The words of texts by their files."""

    @property
    def bodies(self) -> Mapping[str, TextBody]:
        """The bodies of texts by their files."""

    @property
    def assets(self) -> Mapping[str, Asset]:
        """The other files by their paths."""


NO_WORDS: Final = Wording()
NO_BODY: Final = TextBody()
BROKEN: Final = "broken"
"""A seal that fits no evidence."""


def seal(holding: Holding, evidence: Iterable[str]) -> str:
    """Return the seal of these posts and records, in whatever order they are given."""
    parts = sorted(
        _part(holding, each) for each in evidence if each in holding.posts or each in holding.records
    )
    return hashlib.blake2b(b"".join(parts), digest_size=8).hexdigest()


def _part(holding: Holding, identity: str) -> bytes:
    post, record = holding.posts.get(identity), holding.records.get(identity)
    if record is not None:
        return _digest(record.kind, record.title, *_said(holding, record.text))
    if post is None:
        return b""
    return _digest(post.day, post.standards, post.withdrawn, *_said(holding, post.text))


def _said(holding: Holding, text: Text) -> Iterator[object]:
    words = holding.words.get(text.path, NO_WORDS)
    yield words.title
    yield words.summary
    yield holding.bodies.get(text.path, NO_BODY).source  # the HTML may be another with the next Enquiry
    yield [holding.assets[each.target].digest for each in text.links if each.target in holding.assets]


def _digest(*parts: object) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()


def named(fields: PlanFields) -> tuple[str, ...]:
    """Return all that a plan names as evidence, each once."""
    return tuple(dict.fromkeys(each for aim in fields.aims for each in aim.evidence))


def seals(network: Network, record: Record, evidence: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return a seal for each audience, over those of these that it may read in a plan."""
    wanted = tuple(evidence)
    found = [(OWNER, owners_seal(network, record.owner, wanted))]
    for name, viewer in reversed(VIEWERS.items()):
        held = cut(network, viewer)
        here = next((each for each in held.records.values() if each.text.path == record.text.path), None)
        if here is not None and isinstance(here.fields, PlanFields):
            aliased = {post.text.path: key for key, post in held.posts.items()} | {
                each.text.path: key for key, each in held.records.items()
            }
            found.append(
                (
                    name,
                    seal(
                        held, [aliased[path] for each in wanted if (path := _path(network, each)) in aliased]
                    ),
                )
            )
    return tuple(found)


def owners_seal(network: Network, person: str, evidence: Iterable[str]) -> str:
    """Return the seal of these as the owner of a plan may read them."""
    wanted = tuple(evidence)
    people = visible_people(network, as_person(person))
    return seal(_own(network, person, wanted, people), wanted)


def _path(network: Network, identity: str) -> str:
    found = network.posts.get(identity) or network.records.get(identity)
    return found.text.path if found else ""


def changed(holding: Holding, review: ReviewFields, signature: Signature, viewer: Viewer) -> bool:
    """Return whether the evidence of a review has changed since it was signed, as far as a viewer can see.

    An audience that the evidence reached later sees no change.
    """
    kept = dict(signature.seals).get(OWNER if viewer.person else viewer.name, "")
    return bool(kept) and kept != seal(holding, review.evidence)


def signed_plans(network: Network) -> Iterator[tuple[Record, PlanFields]]:
    """Yield the plans with a signed review."""
    for record in network.records.values():
        if isinstance(record.fields, PlanFields) and any(
            each.signed or each.countersigned for each in record.fields.reviews
        ):
            yield record, record.fields


class Outdated(Struct, frozen=True):
    """A signature that no longer fits its evidence: its file, its place in that, its role, and its day."""

    path: str
    review: int
    setting: str
    number: int
    role: str
    date: str


def outdated(network: Network) -> Iterator[Outdated]:
    """Yield signatures that no longer fit their evidence."""
    members = visible_people(network, as_person(""))
    for record, fields in signed_plans(network):
        owner = {key: network.people[key] for key in (record.owner,) if key in network.people}
        people = ChainMap(owner, members)
        for index, review in enumerate(fields.reviews):
            own = _own(network, record.owner, review.evidence, people)
            for setting, number, role, signature in signatures_of(review):
                if changed(own, review, signature, as_person(record.owner)):
                    yield Outdated(record.text.path, index, setting, number, role, signature.date)


def signatures_of(review: ReviewFields) -> Iterator[tuple[str, int, str, Signature]]:
    """Yield the signatures of a review: the setting and the place in it, the role, the signature."""
    for number, each in enumerate(review.signed):
        yield "signed", number, each.by, each
    for number, other in enumerate(review.countersigned):
        yield "countersigned", number, review.with_, other


def fault(span: Span, found: Outdated) -> Diagnostic:
    """Return the warning that the evidence has changed since a signature."""
    message = (
        f"What this review rests on has changed since it was signed off by the {found.role} on {found.date}."
    )
    return Diagnostic(
        span,
        "changed-since-sign-off",
        message,
        "look at the change together, and sign off again with `enquiry sign-off`; or undo it",
    )


class _Held(Struct, frozen=True):
    """A part of a network, as evidence."""

    posts: Mapping[str, Post]
    records: Mapping[str, Record]
    words: Mapping[str, Wording]
    bodies: Mapping[str, TextBody]
    assets: Mapping[str, Asset]


def _own(network: Network, person: str, evidence: Iterable[str], people: Mapping[str, Person]) -> Holding:
    """Return the part of this evidence that somebody may read, who sees these people.

    Each is looked up by itself: a cut of the whole network for everybody who signed would take long.
    """
    viewer = as_person(person)

    def seen(key: str) -> bool:
        return (
            key in network.posts
            and not why_hidden(network.posts[key], viewer, people)
            and all(map(seen, network.posts[key].reply_to))
        )

    wanted = tuple(evidence)
    records = {
        each: found
        for each in wanted
        if (found := network.records.get(each)) and may_see_record(found, viewer, people)
    }
    return _Held(
        {each: network.posts[each] for each in wanted if seen(each)},
        records,
        network.words,
        network.bodies,
        network.assets,
    )
