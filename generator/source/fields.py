"""What each kind of file says, once it is read, and which paths hold which kind. How it is read is in `kinds.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from generator.subjects.registry import KINDS, RecordFields, kind_in

ROLES: Final = ("participant", "critical-friend", "tutor", "facilitator")
FORGES: Final = ("github", "gitlab", "forgejo")
ATTACHMENTS: Final = (
    "csv",
    "docx",
    "m4a",
    "mp3",
    "mp4",
    "odp",
    "ods",
    "odt",
    "pdf",
    "pptx",
    "txt",
    "webm",
    "xlsx",
)
"""Kinds of files that a network may publish beside pictures."""
BASES: Final = (
    "consent",
    "contract",
    "legal-obligation",
    "vital-interests",
    "public-task",
    "legitimate-interests",
)
"""The lawful bases that the UK's data protection law knows (Article 6)."""
COMPLIANCE: Final = ("full", "partial", "none")
FAULTS: Final = ("non-compliance", "disproportionate-burden", "out-of-scope")
"""What the UK's accessibility regulations call what is not accessible."""
ENFORCED_IN: Final = ("great-britain", "northern-ireland")
WITHDRAWN: Final = ("by its author", "by the facilitators", "not brought along")


class Forge(Struct, frozen=True, array_like=True):
    """Where the content is kept, for links that open its own editor. `folder` is the content folder inside the repository."""

    kind: str
    repository: str
    branch: str = "main"
    address: str = ""
    folder: str = "content"


class Weblink(Struct, frozen=True, array_like=True):
    """A link to a person's other places."""

    title: str
    url: str


class PurposeFields(Struct, frozen=True, array_like=True):
    """One kind of personal data, why it is held, and the lawful basis for that."""

    what: str
    why: str
    basis: str


class PrivacyFields(Struct, frozen=True, array_like=True):
    """What a privacy notice has to say: `who` is responsible, `why`, `how_long`, and whom to `ask`. Empty means that it does not say."""

    who: str = ""
    why: tuple[PurposeFields, ...] = ()
    how_long: str = ""
    ask: str = ""
    officer: str = ""
    shared_with: str = ""
    complain_to: tuple[Weblink, ...] = ()
    reviewed: str = ""


class FaultFields(Struct, frozen=True, array_like=True):
    """Something that not everybody can use, why that is so, and what they can do instead. `kind` is what the law calls it."""

    what: str
    why: str
    instead: str
    criterion: str = ""
    kind: str = "non-compliance"


class AccessibilityFields(Struct, frozen=True, array_like=True):
    """What an accessibility statement has to say. `response` is how soon whoever asks has an answer; `enforced_in` decides by whom."""

    status: str
    response: str
    prepared: str
    contact: str = ""
    reviewed: str = ""
    tested: str = ""
    faults: tuple[FaultFields, ...] = ()
    organisation: str = ""
    enforced_in: str = "great-britain"


class NetworkFields(Struct, frozen=True, array_like=True, tag="network"):
    """`network.yaml`. `areas` are what its schools ask for beside what all schools do; `regions` are authorities that work together."""

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
    attachments: tuple[str, ...] = ()
    photos: str = ""
    forge: Forge | None = None
    privacy: PrivacyFields | None = None
    accessibility: AccessibilityFields | None = None
    outreach_counts: bool = False
    areas: tuple[str, ...] = ()
    regions: tuple[tuple[str, tuple[str, ...]], ...] = ()


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


class ProfileFields(Struct, frozen=True, array_like=True, tag="profile"):
    """`participants/<person>/profile.md`. `accounts` say by what else than a name the person is known, to tools alone: no edition ever shows them.

    `interests` are areas in which they would take on another school's project; the coordinator alone is shown them.
    """

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
    accounts: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()


class PhotoFields(Struct, frozen=True, array_like=True):
    """What a post says of one of its pictures: whether there are people in it, which permission there is for that, and the last day of it."""

    people: bool
    permission: str = ""
    until: str = ""


class PostFields(Struct, frozen=True, array_like=True, tag="post"):
    """A post, a reply or a guest's reply. Empty means that it does not say.

    With `withdrawn` it is a tombstone: it stands where a record stood, so that replies still have something to answer, and says nothing. `page` says
    that what it stands for had a page of its own, though it answered something.
    """

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
    photos: tuple[tuple[str, PhotoFields], ...] = ()
    withdrawn: str = ""
    page: bool = False
    reflects_on: tuple[str, ...] = ()
    outreach: tuple[str, ...] = ()


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


class AcceptanceFields(Struct, frozen=True, array_like=True):
    """A finding of personal data that may be published: who says so, when, and why."""

    file: str
    finding: str
    by: str
    when: str
    why: str


class AcceptancesFields(Struct, frozen=True, array_like=True, tag="acceptances"):
    """`accepted.yaml`."""

    accepted: tuple[AcceptanceFields, ...] = ()


class NeverPublishFields(Struct, frozen=True, array_like=True, tag="never-publish"):
    """`never-publish.txt`: names, one a line."""

    names: tuple[str, ...] = ()


Fields = (
    NetworkFields
    | CohortFields
    | ProfileFields
    | PostFields
    | PageFields
    | CatalogueFields
    | AcceptancesFields
    | NeverPublishFields
    | RecordFields
)


def days(fields: Fields) -> tuple[str, ...]:
    """The last days of what a file permits: after each of them something is no longer there."""
    return (
        tuple(photo.until for _, photo in fields.photos if photo.until)
        if isinstance(fields, PostFields)
        else ()
    )


ACCEPTED: Final = "accepted.yaml"
NEVER_PUBLISH: Final = "never-publish.txt"
TOP: Final = {"network.yaml": "network", ACCEPTED: "acceptances", NEVER_PUBLISH: "never-publish"}
"""The records in the content folder itself, with their kinds."""
INTERNAL: Final = frozenset({"acceptances", "never-publish"})
"""Kinds that tell Enquiry something, and are never shown to anybody."""

_OWN: Final = {
    "profile.md": "profile",
    **{each.file: each.name for each in KINDS.values() if each.folder == "participants/*"},
}
_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")


class Place(Struct, frozen=True, array_like=True):
    """What a path says: the kind of file, whose folder it is in, and its name without date and ending."""

    kind: str
    owner: str = ""
    name: str = ""


class Shelf(Struct, frozen=True):
    """What a folder holds: records of one kind, whose files end in one of `endings`; or those in `files`, each with its kind. Where they are `dated`, the date is a part of their names."""

    kind: str
    owner: str = ""
    endings: tuple[str, ...] = (".md",)
    files: Mapping[str, str] = {}
    dated: bool = False

    def holds(self, name: str) -> bool:
        """Whether a file of this name is such a record."""
        if self.files:
            return name in self.files
        return name.endswith(self.endings) and name not in self.endings and not name.endswith("README.md")


def shelf(folder: str) -> Shelf | None:
    """What this folder of the content folder holds (`""` is the content folder itself); None where it holds no records."""
    match folder.split("/"):
        case ["participants", owner]:
            return Shelf("profile", owner, files=_OWN)
        case ["participants", owner, "posts"]:
            return Shelf("post", owner)
        case ["participants", owner, "replies"]:
            return Shelf("reply", owner)
        case ["guests"]:
            return Shelf("guest")
        case ["withdrawn"]:
            return Shelf("withdrawn")
        case ["pages"]:
            return Shelf("page")
        case ["cohorts"]:
            return Shelf("cohort", endings=(".yaml", ".yml"))
        case ["standards"]:
            return Shelf("catalogue", endings=(".yaml", ".yml"))
        case [""]:
            return Shelf("network", files=TOP)
    found = kind_in(folder)
    return (
        Shelf(
            found[0].name,
            found[1],
            files={found[0].file: found[0].name} if found[0].file else {},
            dated=found[0].dated,
        )
        if found
        else None
    )


def place(path: str) -> Place | None:
    """What kind of record this path (relative to the content folder, with `/`) holds; None for any other file."""
    folder, _, name = path.rpartition("/")
    found = shelf(folder)
    if found is None or not found.holds(name):
        return None
    stem = name.rpartition(".")[0]
    return Place(
        found.files.get(name, found.kind),
        found.owner,
        "" if found.files else stem if found.dated else undated(stem),
    )


def undated(name: str) -> str:
    """A file's name without the date in front of it."""
    return _DATED.sub("", name)
