"""What each kind of file says, once it is read, and which paths hold which kind. How it is read is in `kinds.py`."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

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
