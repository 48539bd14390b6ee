"""What a network is made of, once read and checked. References between records are ids; nothing here holds another record."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.network.catalogues import Standards
from generator.read.fields import CohortFields, NetworkFields, Weblink
from generator.read.slots import Link


class Text(Struct, frozen=True):
    """Written text: `body` names its HTML, `links` say what its slots point to, `path` where it was written."""

    path: str
    body: bytes = b""
    links: tuple[Link, ...] = ()
    words: int = 0
    excerpt: str = ""


class Person(Struct, frozen=True):
    """Somebody with a folder. After the cut for the public edition, `id` and `name` may be a pseudonym's."""

    id: str
    name: str
    text: Text
    school: str = ""
    authority: str = ""
    links: tuple[Weblink, ...] = ()
    photo: str = ""
    consent: bool = False
    public_id: str = ""
    public_name: str = ""
    audience: int = 3


class Cohort(Struct, frozen=True):
    """A group on one run of a programme."""

    id: str
    path: str
    fields: CohortFields


class Post(Struct, frozen=True):
    """A post, or a reply (one that answers something). `title` is empty for a comment: a reply without a page of its own.

    `when` is the moment in UTC, by which everything is ordered; `day` is the date shown, in the network's zone. `tagged` says that it names
    standards of its own, rather than inheriting them. `audience` is never wider than that of what it answers. `source` is the file
    that its edit link opens, empty where that would give a pseudonym away.
    """

    id: str
    author: str
    when: str
    day: str
    text: Text
    title: str = ""
    guest: str = ""
    consent: bool = True
    with_: tuple[str, ...] = ()
    updated: str = ""
    standards: tuple[str, ...] = ()
    tagged: bool = False
    phase: str = ""
    cohort: str = ""
    prompt: str = ""
    audience: int = 0
    reply_to: tuple[str, ...] = ()
    summary: str = ""
    aliases: tuple[str, ...] = ()
    language: str = ""
    source: str = ""


class Page(Struct, frozen=True):
    """A page of the network's own, such as its privacy notice."""

    id: str
    title: str
    text: Text
    summary: str = ""
    audience: int = 3
    language: str = ""


class Network(Struct, frozen=True):
    """All that may be published, before any edition is cut from it."""

    config: NetworkFields
    standards: Standards
    people: Mapping[str, Person]
    cohorts: Mapping[str, Cohort]
    posts: Mapping[str, Post]
    pages: Mapping[str, Page]
