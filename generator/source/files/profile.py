"""`participants/<person>/profile.md`: a person's profile."""

from __future__ import annotations

import re
from typing import Final

from generator.model.patterns import lazy_pattern
from generator.schema.aliases import Aliased, aliases
from generator.schema.dates import day
from generator.schema.publication import drafted
from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Node
from generator.schema.values import Written, audience, identifier, link, listing, loose, text
from generator.source.files.readers import MOST_NAMES, Weblink, weblinks


class ProfileFields(Aliased, frozen=True, array_like=True, tag="profile"):
    """The settings of `participants/<person>/profile.md`.

    `accounts` are names by which a forge or a mail program knows the person: tools read them, and no edition
    shows them. `interests` are areas in which they would take on another school's project; only the
    coordinator sees them. `feed` is that of a blog elsewhere, of which `tag` or `category` pick some posts.
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
    feed: str = ""
    tag: str = ""
    category: str = ""
    draft: bool = False


_ACCOUNT: Final = lazy_pattern(r"@?[A-Za-z0-9_](?:[\w.-]*\w)?|[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


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


PROFILE: Final = Shape(
    ProfileFields,
    {"name": text},
    {
        "school": text,
        "authority": text,
        "links": weblinks,
        "photo": text,
        "also_known_as": listing(text),
        "consent": day,
        "public_name": text,
        "public_id": identifier,
        "audience": audience(),
        **drafted,
        "accounts": listing(Written(_account, _ACCOUNT, "emma-mackenzie or emma@school.example")),
        "interests": listing(loose, MOST_NAMES),
        "feed": link("https", "http"),
        "tag": text,
        "category": text,
        "aliases": aliases,
    },
    name="a profile",
)
