"""The kinds of files a network is made of: what the settings of each may say, and how they are read."""

from __future__ import annotations

import re
from typing import Final

from generator.model import addresses, paths
from generator.schema.shapes import (
    Reading,
    Shape,
    audience,
    choice,
    day,
    identifier,
    link,
    listing,
    loose,
    moment,
    prose,
    table,
    text,
    yes_or_no,
    zone,
)
from generator.schema.tree import Mapping, Node, Scalar
from generator.source.fields import (
    ATTACHMENTS,
    BASES,
    COMPLIANCE,
    ENFORCED_IN,
    FAULTS,
    FORGES,
    ROLES,
    WITHDRAWN,
    AcceptanceFields,
    AcceptancesFields,
    AccessibilityFields,
    CatalogueFields,
    CohortFields,
    ElementFields,
    FaultFields,
    Forge,
    MemberFields,
    NetworkFields,
    PageFields,
    PhaseFields,
    PhotoFields,
    PickFields,
    PostFields,
    PrivacyFields,
    ProfileFields,
    PromptFields,
    PurposeFields,
    Weblink,
)
from generator.subjects.registry import KINDS, RecordFields


def _member(node: Node, reading: Reading, at: str) -> MemberFields | None:
    role = choice("a role", *ROLES, code="unknown-role")
    if isinstance(node, Mapping):
        return Shape(MemberFields, {"role": role}, {"school": text}, name="a member")(node, reading, at)
    value = role(node, reading, at)
    return MemberFields(value) if value else None


def _weblinks(node: Node, reading: Reading, at: str) -> tuple[Weblink, ...] | None:
    web = link("https", "http", "mailto")
    if isinstance(node, Mapping):
        return tuple(Weblink(title, address) for title, address in table(web)(node, reading, at) or ())
    return listing(_weblink)(node, reading, at)


def _weblink(node: Node, reading: Reading, at: str) -> Weblink | None:
    web = link("https", "http", "mailto")
    if isinstance(node, Mapping) and len(node.pairs) == 1:
        ((key, value),) = node.pairs
        address = web(value, reading, at)
        return Weblink(key.text, address) if address else None
    if isinstance(node, Mapping):
        return Shape(Weblink, {"title": text, "url": web}, {}, name="a link")(node, reading, at)
    address = web(node, reading, at)
    return Weblink(re.sub(r"^(https?://|mailto:)|/$", "", address), address) if address else None


def _site(node: Node, reading: Reading, at: str) -> str | None:
    address = link("https", "http")(node, reading, at)
    return address.rstrip("/") + "/" if address else None


_ALIAS: Final = re.compile(r"/(?:[^/\s?#%\\:*\"<>|\x00-\x1f]+/)+")


MOST_OF_ADDRESS: Final = 200
"""Bytes of an old address: it becomes folders, whose names and paths are limited everywhere."""


def _can_be_a_folder(name: str) -> bool:
    return name.casefold() not in addresses.FILES and not paths.refusal(name)


def _alias(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None:
        return None
    address = value if value.endswith("/") else f"{value}/"
    parts = address.split("/")[1:-1]
    if (
        not _ALIAS.fullmatch(address)
        or len(address.encode()) > MOST_OF_ADDRESS
        or not all(map(_can_be_a_folder, parts))
    ):
        better = f"/{address.strip('/')}/"
        hint = f"write it as {better if _ALIAS.fullmatch(better) and '..' not in better else '/2018/01/old-name/'}"
        reading.report(node, "wrong-type", f"“{value}” is not an address on this site.", hint)
        return None
    return address.strip("/")


_ACCOUNT: Final = re.compile(r"@?[A-Za-z0-9_](?:[\w.-]*\w)?|[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def _account(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None or _ACCOUNT.fullmatch(value):
        return value.removeprefix("@") if value else None
    reading.report(
        node,
        "wrong-type",
        f"“{value}” is neither an account's name nor an e-mail address.",
        "write it as `emma-mackenzie` or `emma@school.example`",
    )
    return None


def _anything(node: Node, reading: Reading, at: str) -> None:
    """Notes that a catalogue keeps for its own readers."""


_AUDIENCE: Final = audience()
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _language(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None or _LANGUAGE_TAG.fullmatch(value):
        return value
    reading.report(
        node,
        "wrong-type",
        f"“{value}” is not a language's code.",
        "write it as `en-GB`, `gd` (Gaelic) or `sco` (Scots)",
    )
    return None


_REPOSITORY: Final = re.compile(r"[\w.-]+(?:/[\w.-]+)+")


def _repository(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None or _REPOSITORY.fullmatch(value):
        return value
    reading.report(
        node, "wrong-type", f"“{value}” is not a repository.", "write it as `organisation/repository`"
    )
    return None


_FORGE: Final = Shape(
    Forge,
    {"kind": choice("a kind of forge that Enquiry knows", *FORGES), "repository": _repository},
    {"branch": text, "address": _site, "folder": text},
    name="a forge",
)


def _statement(node: Node, reading: Reading, at: str) -> str | None:
    """What a notice says in words of the network's own; those that only say what is to stand there are asked about."""
    value = prose(node, reading, at)
    if value and re.fullmatch(r"\[[^\]]*\]", value):
        reading.report(
            node,
            "placeholder",
            f"What stands here is to be replaced: {value}.",
            "write what holds for your network, without the square brackets",
        )
    return value


_PURPOSE: Final = Shape(
    PurposeFields,
    {"what": _statement, "why": _statement, "basis": choice("a lawful basis", *BASES)},
    {},
    name="a purpose",
)
_PRIVACY: Final = Shape(
    PrivacyFields,
    {},
    {
        "who": _statement,
        "why": listing(_PURPOSE),
        "how_long": _statement,
        "ask": link("mailto", "https"),
        "officer": link("mailto", "https"),
        "shared_with": _statement,
        "complain_to": _weblinks,
        "reviewed": day,
    },
    name="a privacy notice",
)
_FAULT: Final = Shape(
    FaultFields,
    {"what": _statement, "why": _statement, "instead": _statement},
    {"criterion": text, "kind": choice("a kind of fault", *FAULTS)},
    name="a fault",
)
_ACCESSIBILITY: Final = Shape(
    AccessibilityFields,
    {"status": choice("how far a site complies", *COMPLIANCE), "response": _statement, "prepared": day},
    {
        "contact": link("mailto", "https"),
        "reviewed": day,
        "tested": _statement,
        "faults": listing(_FAULT),
        "organisation": _statement,
        "enforced_in": choice("where the law is enforced", *ENFORCED_IN),
    },
    name="an accessibility statement",
)
NETWORK: Final = Shape(
    NetworkFields,
    {"title": text, "address": _site},
    {
        "tagline": text,
        "language": _language,
        "timezone": zone,
        "standards": listing(identifier),
        "concern": link("mailto", "https"),
        "privacy_contact": link("mailto", "https"),
        "theme": identifier,
        "addresses": table(_site),
        "attachments": listing(choice("a kind of file that may be attached", *ATTACHMENTS)),
        "photos": choice("a way to treat pictures of which nothing is said", "strict", "relaxed"),
        "forge": _FORGE,
        "privacy": _PRIVACY,
        "accessibility": _ACCESSIBILITY,
        "areas": listing(text, 100),
        "regions": table(listing(text, 100)),
        "outreach_counts": yes_or_no,
    },
    name="the file network.yaml",
)
_PHASE: Final = Shape(
    PhaseFields,
    {"id": identifier, "title": text},
    {"starts": day, "ends": day, "text": prose},
    name="a phase",
)
_PROMPT: Final = Shape(
    PromptFields,
    {"id": identifier, "title": text},
    {"phase": loose, "text": prose, "due": day},
    name="a prompt",
)
_PICK: Final = Shape(PickFields, {"post": loose, "why": prose}, {}, name="a pick of the showcase")
COHORT: Final = Shape(
    CohortFields,
    {"title": text, "starts": day, "ends": day},
    {
        "programme": text,
        "summary": prose,
        "audience": _AUDIENCE,
        "focus": listing(loose),
        "phases": listing(_PHASE),
        "prompts": listing(_PROMPT),
        "members": table(_member),
        "showcase": listing(_PICK),
    },
    name="a cohort",
)
MOST_NAMES: Final = 50
"""That one file may name in one of its settings: each is looked for, and what is not there is compared with all that is."""
PROFILE: Final = Shape(
    ProfileFields,
    {"name": text},
    {
        "school": text,
        "authority": text,
        "links": _weblinks,
        "photo": text,
        "also_known_as": listing(text),
        "consent": day,
        "public_name": text,
        "public_id": identifier,
        "audience": _AUDIENCE,
        "accounts": listing(_account),
        "interests": listing(loose, MOST_NAMES),
    },
    name="a profile",
)
_PHOTO: Final = Shape(
    PhotoFields, {"people": yes_or_no}, {"permission": text, "until": day}, name="a picture"
)
_POST_KEYS: Final = {
    "title": text,
    "date": moment,
    "updated": moment,
    "standards": listing(loose, MOST_NAMES),
    "phase": loose,
    "cohort": loose,
    "prompt": loose,
    "audience": _AUDIENCE,
    "with": listing(loose, MOST_NAMES),
    "summary": prose,
    "aliases": listing(_alias, MOST_NAMES),
    "language": _language,
    "reply_to": listing(loose, MOST_NAMES),
    "photos": table(_PHOTO),
    "reflects_on": listing(loose, MOST_NAMES),
    "outreach": listing(loose, MOST_NAMES),
}
POST: Final = Shape(PostFields, {"title": text, "date": moment}, _POST_KEYS, name="a post")
REPLY: Final = Shape(PostFields, {"date": moment, "reply_to": listing(loose)}, _POST_KEYS, name="a reply")
GUEST: Final = Shape(
    PostFields,
    {"date": moment, "reply_to": listing(loose), "name": text},
    {**_POST_KEYS, "consent": day},
    name="a guest's reply",
)
TOMBSTONE: Final = Shape(
    PostFields,
    {"withdrawn": choice("somebody who withdraws a post", *WITHDRAWN), "date": moment, "audience": _AUDIENCE},
    {
        "reply_to": listing(loose),
        "page": yes_or_no,
        "cohort": loose,
        "phase": loose,
        "standards": listing(loose),
    },
    name="a post that was withdrawn",
)
PAGE: Final = Shape(
    PageFields,
    {"title": text},
    {"summary": prose, "audience": _AUDIENCE, "language": _language},
    name="a page",
)
_ELEMENT: Final = Shape(
    ElementFields,
    {"id": identifier, "title": text},
    {
        "kind": text,
        "number": text,
        "statement": prose,
        "parent": text,
        "verified": yes_or_no,
        "number_verified": yes_or_no,
        "seen": _anything,
        "sources": _anything,
        "note": _anything,
        "title_exact": _anything,
    },
    name="an element of a catalogue",
)
CATALOGUE: Final = Shape(
    CatalogueFields,
    {"elements": listing(_ELEMENT)},
    {
        "suite": text,
        "title": text,
        "publisher": text,
        "published": text,
        "in_force_from": day,
        "in_force_to": day,
        "id_rule": _anything,
        "gaps": _anything,
        "sources": _anything,
        "crosswalk_note": _anything,
    },
    name="a catalogue of standards",
)
_MARK: Final = re.compile(r"[0-9a-f]{6}")


def _mark(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None or _MARK.fullmatch(value):
        return value
    reading.report(
        node,
        "wrong-type",
        f"“{value}” does not stand for a finding.",
        "copy its six letters and digits from what `enquiry check` says",
    )
    return None


_ACCEPTANCE: Final = Shape(
    AcceptanceFields,
    {"file": text, "finding": _mark, "by": text, "when": day, "why": prose},
    {},
    name="an accepted finding",
)
ACCEPTANCES: Final = Shape(
    AcceptancesFields, {}, {"accepted": listing(_ACCEPTANCE)}, name="the file accepted.yaml"
)

Shapes = (
    Shape[PostFields]
    | Shape[PageFields]
    | Shape[ProfileFields]
    | Shape[CohortFields]
    | Shape[CatalogueFields]
    | Shape[NetworkFields]
    | Shape[AcceptancesFields]
    | Shape[RecordFields]
)
SHAPES: Final[dict[str, Shapes]] = {
    **{each.name: each.shape(audience(each.noun, each.widest)) for each in KINDS.values()},
    "acceptances": ACCEPTANCES,
    "network": NETWORK,
    "cohort": COHORT,
    "profile": PROFILE,
    "post": POST,
    "reply": REPLY,
    "guest": GUEST,
    "withdrawn": TOMBSTONE,
    "page": PAGE,
    "catalogue": CATALOGUE,
}


def shape_for(kind: str, settings: Node) -> Shape[PostFields]:
    """A post's shape follows from its folder, from whether it was withdrawn, and from whether it answers something."""
    if isinstance(settings, Mapping) and any(key.text == "withdrawn" for key, _ in settings.pairs):
        return TOMBSTONE
    answers = isinstance(settings, Mapping) and any(
        key.text in ("reply_to", "reply-to") and not _blank(value) for key, value in settings.pairs
    )
    if kind == "guest":
        return GUEST
    return REPLY if kind == "reply" or answers else POST


def _blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()
