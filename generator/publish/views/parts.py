"""Parts that the views of several families share: anchors, dates, texts, tags, cards, heads, the site."""

from __future__ import annotations

from msgspec import Struct


class Anchor(Struct, frozen=True, array_like=True):
    """A title in a `language`, if that is known, that leads somewhere; text where `address` is empty."""

    title: str
    address: str = ""
    language: str = ""


class Day(Struct, frozen=True, array_like=True):
    """A date: `iso` for machines, `label` for people."""

    iso: str
    label: str


class Count(Struct, frozen=True, array_like=True):
    """A way in, with the number of entries behind it.

    `note` is a short line such as dates or a parent's title, `level` its depth below others. `id` is the name
    by which settings refer to it, where it is there to be copied.
    """

    title: str
    address: str
    entries: int
    note: str = ""
    level: int = 0
    id: str = ""


class RichText(Struct, frozen=True, array_like=True):
    """Written text: the digest of its HTML, the prefix of its anchors, and what fills each of its slots."""

    digest: bytes
    own: str = ""
    links: tuple[str, ...] = ()


class Tag(Struct, frozen=True, array_like=True):
    """A standard as a label. `number` may be empty; `verified` is false where the wording was not checked."""

    id: str
    title: str
    number: str
    address: str
    verified: bool = True


class Phase(Struct, frozen=True, array_like=True):
    """A phase: its place in the programme from 1 (a theme gives each place a colour), and where it leads."""

    title: str
    address: str
    place: int


class Picture(Struct, frozen=True, array_like=True):
    """A picture of a post: the address of one of its files, the size of that, and the words in its place."""

    address: str
    width: int
    height: int
    alt: str


class Card(Struct, frozen=True, array_like=True, cache_hash=True):
    """A post or reply in a list, under a heading of the second level.

    `kind` is post, reply (one with a title) or comment (one without, whose title is “Reply to …”). `audience`
    is empty where everyone who sees the edition may know it is there for all; otherwise it is a label.
    `month` is the date in short where the cohort is over, and empty while it runs. `picture` is the first of
    the post, small; `portrait` that of its first writer. `elsewhere` names the site where it was written, if
    that is another one.
    """

    kind: str
    title: str
    address: str
    writers: tuple[Anchor, ...]
    school: str
    date: Day
    summary: str
    replies: int
    answered: Day | None
    phase: Phase | None
    tags: tuple[Tag, ...]
    answers: tuple[Anchor, ...]
    audience: str
    language: str
    month: str = ""
    picture: Picture | None = None
    portrait: str = ""
    elsewhere: str = ""


class Head(Struct, frozen=True, array_like=True):
    """The head of a page.

    `address` is its own, `canonical` its full address; `concern` and `feeds` are ready to be linked. `trail`
    are the pages above it; `section` is the item of the menu that it belongs to. `root` leads to the top of
    the edition where the page is shown at any address, and is empty elsewhere.
    """

    title: str
    address: str
    canonical: str
    concern: str
    description: str = ""
    language: str = ""
    feeds: tuple[Anchor, ...] = ()
    trail: tuple[Anchor, ...] = ()
    section: str = ""
    root: str = ""


class Site(Struct, frozen=True, array_like=True, cache_hash=True):
    """The parts that all pages of an edition share.

    `edition` is its name; `notice` says for whom it is, empty in the public one. `language` is that of the
    interface; `texts` that of the network's own words, where it is another. A `draft` is an interface that
    nobody has checked who speaks its language. `forms` is the address of the forge, to which forms lead;
    `contact` is where readers write instead who have no forms. `editor` are the origins that the editor talks
    to; None where the edition has none.
    """

    title: str
    tagline: str
    language: str
    edition: str
    notice: str
    menu: tuple[Anchor, ...]
    footer: tuple[Anchor, ...]
    privacy_contact: str
    robots: str
    forms: str
    texts: str = ""
    draft: bool = False
    contact: str = ""
    editor: tuple[str, ...] | None = None


class AgreedRow(Struct, frozen=True, array_like=True):
    """An action that was agreed: by when, and when it was done.

    In a list of several records, `who` does it and `record` says so.
    """

    what: str
    by: Day | None
    done: Day | None
    who: str = ""
    record: Anchor | None = None
