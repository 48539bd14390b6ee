"""`network.yaml`: the network's title, address, language, forge and notices."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.model.forges import FORGES
from generator.model.patterns import lazy_pattern
from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Node
from generator.schema.values import choice, identifier, link, listing, table, text, yes_or_no, zone
from generator.source.files.editor import EDITOR, Editor
from generator.source.files.notices import ACCESSIBILITY, PRIVACY, AccessibilityFields, PrivacyFields
from generator.source.files.readers import language

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
"""Endings of the files that a network may publish beside pictures."""


class Forge(Struct, frozen=True, array_like=True):
    """The forge that hosts the content, for links to its editor.

    `folder` is the content folder inside the repository. With `public`, readers of the public edition are
    shown its forms, too.
    """

    kind: str
    repository: str
    branch: str = "main"
    address: str = ""
    folder: str = "content"
    public: bool = False


class NetworkFields(Struct, frozen=True, array_like=True, tag="network"):
    """The settings of `network.yaml`.

    `tagging_entity` begins the ids in feeds (RFC 4151): a name that belonged to the network on a day, and
    that day. `areas` are areas of projects beside those of every network; `regions` are groups of local
    authorities. `contact` is where readers write to the programme. `programmes` are programmes, each with
    the ids of its phases in their order.
    """

    title: str
    address: str
    tagline: str = ""
    language: str = "en-GB"
    timezone: str = "Europe/London"
    tagging_entity: str = ""
    standards: tuple[str, ...] = ()
    concern: str = ""
    privacy_contact: str = ""
    contact: str = ""
    theme: str = ""
    addresses: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    photos: str = ""
    forge: Forge | None = None
    editor: Editor | None = None
    privacy: PrivacyFields | None = None
    accessibility: AccessibilityFields | None = None
    outreach_counts: bool = False
    areas: tuple[str, ...] = ()
    regions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    programmes: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _site(node: Node, reading: Reading, at: str) -> str | None:
    """Read the address of a site; it ends with a slash."""
    address = link("https", "http")(node, reading, at)
    return address.rstrip("/") + "/" if address else None


_TAGGING_ENTITY: Final = lazy_pattern(
    r"(?P<name>(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*) ?, ?"
    r"(?P<date>\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)"
)


def _tagging_entity(node: Node, reading: Reading, at: str) -> str | None:
    """Read what ids in feeds begin with: a host or an e-mail address, and a day on which it was theirs."""
    value = text(node, reading, at)
    if value is None:
        return None
    if found := _TAGGING_ENTITY.fullmatch(value):
        return f"{found['name'].lower()},{found['date']}"
    message = f"“{value}” can't begin the ids in feeds."
    hint = "write a name that is yours and a year since which it is: `enquiry.example.org,2018`"
    reading.report(node, "wrong-type", message, hint)
    return None


_REPOSITORY: Final = lazy_pattern(r"[\w.-]+(?:/[\w.-]+)+")


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
    {"branch": text, "address": _site, "folder": text, "public": yes_or_no},
    name="a forge",
)

NETWORK: Final = Shape(
    NetworkFields,
    {"title": text, "address": _site},
    {
        "tagline": text,
        "language": language,
        "timezone": zone,
        "tagging_entity": _tagging_entity,
        "standards": listing(identifier),
        "concern": link("mailto", "https"),
        "privacy_contact": link("mailto", "https"),
        "contact": link("mailto", "https"),
        "theme": identifier,
        "addresses": table(_site),
        "attachments": listing(choice("a kind of file that may be attached", *ATTACHMENTS)),
        "photos": choice("a way to treat pictures of which nothing is said", "strict", "relaxed"),
        "forge": _FORGE,
        "editor": EDITOR,
        "privacy": PRIVACY,
        "accessibility": ACCESSIBILITY,
        "areas": listing(text, 100),
        "regions": table(listing(text, 100)),
        "programmes": table(listing(identifier, 100)),
        "outreach_counts": yes_or_no,
    },
    name="the file network.yaml",
)
