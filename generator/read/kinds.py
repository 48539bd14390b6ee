"""The kinds of files a network is made of: where each lives and what its settings may say."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from generator.audience import AUDIENCES
from generator.read.marked import Mapping, Node, Scalar
from generator.read.schema import (
    Reading,
    Shape,
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

ROLES: Final = ("participant", "critical-friend", "tutor", "facilitator")
FORGES: Final = ("github", "gitlab", "forgejo")


class Forge(Struct, frozen=True, array_like=True):
    """Where the content is kept, for links that open its own editor. `folder` is the content folder inside the repository."""

    kind: str
    repository: str
    branch: str = "main"
    address: str = ""
    folder: str = "content"


class NetworkFields(Struct, frozen=True, array_like=True, tag="network"):
    """`network.yaml`."""

    title: str
    address: str
    tagline: str = ""
    language: str = "en-GB"
    timezone: str = "Europe/London"
    standards: tuple[str, ...] = ()
    concern: str = ""
    privacy_contact: str = ""
    theme: str = ""
    addresses: tuple[tuple[str, str], ...] = ()
    forge: Forge | None = None


class PhaseFields(Struct, frozen=True, array_like=True):
    """A phase of a programme; its place in the list is its order."""

    id: str
    title: str
    starts: str = ""
    ends: str = ""
    text: str = ""


class PromptFields(Struct, frozen=True, array_like=True):
    """A question put to a cohort."""

    id: str
    title: str
    phase: str = ""
    text: str = ""
    due: str = ""


class MemberFields(Struct, frozen=True, array_like=True):
    """A person in a cohort: their role, and their school at that time where it differs from the profile's."""

    role: str
    school: str = ""


class PickFields(Struct, frozen=True, array_like=True):
    """A post that the facilitators show, with their reason."""

    post: str
    why: str


class CohortFields(Struct, frozen=True, array_like=True, tag="cohort"):
    """`cohorts/<cohort>.yaml`."""

    title: str
    starts: str
    ends: str
    programme: str = ""
    summary: str = ""
    audience: str = "cohort"
    focus: tuple[str, ...] = ()
    phases: tuple[PhaseFields, ...] = ()
    prompts: tuple[PromptFields, ...] = ()
    members: tuple[tuple[str, MemberFields], ...] = ()
    showcase: tuple[PickFields, ...] = ()


class Weblink(Struct, frozen=True, array_like=True):
    """A link to a person's other places."""

    title: str
    url: str


class ProfileFields(Struct, frozen=True, array_like=True, tag="profile"):
    """`participants/<person>/profile.md`."""

    name: str
    school: str = ""
    authority: str = ""
    links: tuple[Weblink, ...] = ()
    photo: str = ""
    also_known_as: tuple[str, ...] = ()
    consent: str = ""
    public_name: str = ""
    public_id: str = ""
    audience: str = "public"


class PostFields(Struct, frozen=True, array_like=True, tag="post"):
    """A post, a reply or a guest's reply. Empty means that it does not say."""

    title: str = ""
    date: str = ""
    updated: str = ""
    standards: tuple[str, ...] = ()
    phase: str = ""
    cohort: str = ""
    prompt: str = ""
    audience: str = ""
    with_: tuple[str, ...] = ()
    summary: str = ""
    aliases: tuple[str, ...] = ()
    language: str = ""
    reply_to: tuple[str, ...] = ()
    name: str = ""
    consent: str = ""


class PageFields(Struct, frozen=True, array_like=True, tag="page"):
    """`pages/<slug>.md`."""

    title: str
    summary: str = ""
    audience: str = "public"
    language: str = ""


class ElementFields(Struct, frozen=True, array_like=True):
    """A standard, or a part of one, at any level."""

    id: str
    title: str
    kind: str = "element"
    number: str = ""
    statement: str = ""
    parent: str = ""
    verified: bool = True
    number_verified: bool = True


class CatalogueFields(Struct, frozen=True, array_like=True, tag="catalogue"):
    """`standards/<catalogue>.yaml`, or one that ships with Enquiry."""

    elements: tuple[ElementFields, ...]
    suite: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    in_force_from: str = ""
    in_force_to: str = ""


Fields = NetworkFields | CohortFields | ProfileFields | PostFields | PageFields | CatalogueFields


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
        (key, value), = node.pairs
        address = web(value, reading, at)
        return Weblink(key.text, address) if address else None
    if isinstance(node, Mapping):
        return Shape(Weblink, {"title": text, "url": web}, {}, name="a link")(node, reading, at)
    address = web(node, reading, at)
    return Weblink(re.sub(r"^(https?://|mailto:)|/$", "", address), address) if address else None


def _site(node: Node, reading: Reading, at: str) -> str | None:
    address = link("https", "http")(node, reading, at)
    return address.rstrip("/") + "/" if address else None


OWN_FILES: Final = frozenset({"index.html", "404.html", "atom.xml", "feed.json", "opml.xml", "robots.txt", "sitemap.xml"})
_ALIAS: Final = re.compile(r"/(?:[^/\s?#\\:*\"<>|\x00-\x1f]+/)+")


def _alias(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None:
        return None
    address = value if value.endswith("/") else f"{value}/"
    parts = address.split("/")[1:-1]
    if not _ALIAS.fullmatch(address) or any(part.startswith(".") or part.endswith(".") or part.casefold() in OWN_FILES for part in parts):
        better = f"/{address.strip('/')}/"
        hint = f"write it as {better if _ALIAS.fullmatch(better) and '..' not in better else '/2018/01/old-name/'}"
        reading.report(node, "wrong-type", f"“{value}” is not an address on this site.", hint)
        return None
    return address.strip("/")


def _anything(node: Node, reading: Reading, at: str) -> None:
    """Notes that a catalogue keeps for its own readers."""


_AUDIENCE: Final = choice("an audience, so this stays private", *AUDIENCES, code="unknown-audience")
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _language(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None or _LANGUAGE_TAG.fullmatch(value):
        return value
    reading.report(node, "wrong-type", f"“{value}” is not a language's code.", "write it as `en-GB`, `gd` (Gaelic) or `sco` (Scots)")
    return None


_REPOSITORY: Final = re.compile(r"[\w.-]+(?:/[\w.-]+)+")


def _repository(node: Node, reading: Reading, at: str) -> str | None:
    value = text(node, reading, at)
    if value is None or _REPOSITORY.fullmatch(value):
        return value
    reading.report(node, "wrong-type", f"“{value}” is not a repository.", "write it as `organisation/repository`")
    return None


_FORGE: Final = Shape(
    Forge, {"kind": choice("a kind of forge that Enquiry knows", *FORGES), "repository": _repository}, {"branch": text, "address": _site, "folder": text}, name="a forge"
)
NETWORK: Final = Shape(
    NetworkFields,
    {"title": text, "address": _site},
    {
        "tagline": text, "language": _language, "timezone": zone, "standards": listing(identifier), "concern": link("mailto", "https"),
        "privacy_contact": link("mailto", "https"), "theme": identifier, "addresses": table(_site), "forge": _FORGE,
    },
    name="the file network.yaml",
)  # fmt: skip
_PHASE: Final = Shape(PhaseFields, {"id": identifier, "title": text}, {"starts": day, "ends": day, "text": prose}, name="a phase")
_PROMPT: Final = Shape(
    PromptFields, {"id": identifier, "title": text}, {"phase": loose, "text": prose, "due": day}, name="a prompt"
)
_PICK: Final = Shape(PickFields, {"post": loose, "why": prose}, {}, name="a pick of the showcase")
COHORT: Final = Shape(
    CohortFields,
    {"title": text, "starts": day, "ends": day},
    {
        "programme": text, "summary": prose, "audience": _AUDIENCE, "focus": listing(loose), "phases": listing(_PHASE),
        "prompts": listing(_PROMPT), "members": table(_member), "showcase": listing(_PICK),
    },
    name="a cohort",
)  # fmt: skip
PROFILE: Final = Shape(
    ProfileFields,
    {"name": text},
    {
        "school": text, "authority": text, "links": _weblinks, "photo": text, "also_known_as": listing(text), "consent": day,
        "public_name": text, "public_id": identifier, "audience": _AUDIENCE,
    },
    name="a profile",
)  # fmt: skip
_POST_KEYS: Final = {
    "title": text, "date": moment, "updated": moment, "standards": listing(loose), "phase": loose, "cohort": loose, "prompt": loose,
    "audience": _AUDIENCE, "with": listing(loose), "summary": prose, "aliases": listing(_alias), "language": _language,
    "reply_to": listing(loose),
}  # fmt: skip
POST: Final = Shape(PostFields, {"title": text, "date": moment}, _POST_KEYS, name="a post")
REPLY: Final = Shape(PostFields, {"date": moment, "reply_to": listing(loose)}, _POST_KEYS, name="a reply")
GUEST: Final = Shape(
    PostFields, {"date": moment, "reply_to": listing(loose), "name": text}, {**_POST_KEYS, "consent": day}, name="a guest's reply"
)
PAGE: Final = Shape(
    PageFields, {"title": text}, {"summary": prose, "audience": _AUDIENCE, "language": _language}, name="a page"
)
_ELEMENT: Final = Shape(
    ElementFields,
    {"id": identifier, "title": text},
    {
        "kind": text, "number": text, "statement": prose, "parent": text, "verified": yes_or_no, "number_verified": yes_or_no,
        "seen": _anything, "sources": _anything, "note": _anything, "title_exact": _anything,
    },
    name="an element of a catalogue",
)  # fmt: skip
CATALOGUE: Final = Shape(
    CatalogueFields,
    {"elements": listing(_ELEMENT)},
    {
        "suite": text, "title": text, "publisher": text, "published": text, "in_force_from": day, "in_force_to": day,
        "id_rule": _anything, "gaps": _anything, "sources": _anything, "crosswalk_note": _anything,
    },
    name="a catalogue of standards",
)  # fmt: skip

_PATTERNS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"participants/(?P<owner>[^/]+)/posts/(?P<name>[^/]+)\.md"), "post"),
    (re.compile(r"participants/(?P<owner>[^/]+)/replies/(?P<name>[^/]+)\.md"), "reply"),
    (re.compile(r"participants/(?P<owner>[^/]+)/profile\.md"), "profile"),
    (re.compile(r"guests/(?P<name>[^/]+)\.md"), "guest"),
    (re.compile(r"pages/(?P<name>[^/]+)\.md"), "page"),
    (re.compile(r"cohorts/(?P<name>[^/]+)\.ya?ml"), "cohort"),
    (re.compile(r"standards/(?P<name>[^/]+)\.ya?ml"), "catalogue"),
    (re.compile(r"network\.yaml"), "network"),
)
_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")
SHAPES: Final[dict[str, Shape[PostFields] | Shape[PageFields] | Shape[ProfileFields] | Shape[CohortFields] | Shape[CatalogueFields] | Shape[NetworkFields]]] = {
    "network": NETWORK, "cohort": COHORT, "profile": PROFILE, "post": POST, "reply": REPLY, "guest": GUEST, "page": PAGE, "catalogue": CATALOGUE,
}  # fmt: skip


class Place(Struct, frozen=True, array_like=True):
    """What a path says: the kind of file, whose folder it is in, and its name without date and ending."""

    kind: str
    owner: str = ""
    name: str = ""


def place(path: str) -> Place | None:
    """What kind of record this path (relative to the content folder, with `/`) holds; None for any other file."""
    if path.endswith("README.md"):
        return None
    for pattern, kind in _PATTERNS:
        if match := pattern.fullmatch(path):
            groups = match.groupdict()
            return Place(kind, groups.get("owner", ""), undated(groups.get("name", "")))
    return None


def undated(name: str) -> str:
    """A file's name without the date in front of it."""
    return _DATED.sub("", name)


def shape_for(kind: str, settings: Node) -> Shape[PostFields]:
    """A post's shape follows from its folder, and from whether it answers something."""
    answers = isinstance(settings, Mapping) and any(key.text in ("reply_to", "reply-to") and not _blank(value) for key, value in settings.pairs)
    if kind == "guest":
        return GUEST
    return REPLY if kind == "reply" or answers else POST


def _blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()
