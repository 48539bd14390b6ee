"""The contents of a WordPress export: a blog with its authors and terms, and its items one by one."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

TEXTS: Final = ("post", "page")
"""Types of items that are texts. All others but attachments are furniture: menus, templates, styles."""
ATTACHMENT: Final = "attachment"
PINGS: Final = frozenset({"pingback", "trackback"})
AUDIENCE, ANSWERS, STANDARDS, WITH = (
    f"_enquiry_{each}" for each in ("audience", "answers", "standards", "with")
)
"""Hidden values in exports of Enquiry's own, for what WordPress has no place for."""
OLD_SLUG: Final = "_wp_old_slug"
"""The value by which WordPress leads on from the name that a text had in its address before."""
NETWORK: Final = "the.network"
"""The account that has the pages of the network in an export of Enquiry's own; no participant's name."""
NEVER: Final = "0000-00-00 00:00:00"
"""A moment that WordPress writes where there is none."""


class Author(Struct, frozen=True):
    """Somebody who may write in a blog. `email` tells people apart, and is written nowhere."""

    login: str
    email: str = ""
    name: str = ""
    first: str = ""
    last: str = ""
    id: str = ""


class Term(Struct, frozen=True):
    """A category, a tag, or a term of another taxonomy."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""


class Blog(Struct, frozen=True):
    """A blog, as the head of its export describes it."""

    title: str
    address: str
    site: str = ""
    language: str = ""
    exported: str = ""
    authors: tuple[Author, ...] = ()
    terms: tuple[Term, ...] = ()


class Comment(Struct, frozen=True):
    """A comment, with the line of the export in which it begins. `email` is written nowhere."""

    id: str
    author: str = ""
    email: str = ""
    url: str = ""
    user: str = ""
    date: str = ""
    date_gmt: str = ""
    content: str = ""
    approved: str = ""
    type: str = ""
    parent: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    line: int = 0
    column: int = 0

    @property
    def is_ping(self) -> bool:
        """Return whether another site sent it, and nobody wrote it."""
        return self.type in PINGS

    @property
    def is_shown(self) -> bool:
        """Return whether the blog shows it: it is neither spam, nor in the bin, nor waiting.

        One that some readers saw waits in an export of Enquiry's own, and says so.
        """
        return self.approved == "1" or (self.approved == "0" and bool(self.value(AUDIENCE)))

    def value(self, key: str) -> str:
        """Return a value that stands beside the comment; empty where there is none."""
        return _value(self.meta, key)


class Item(Struct, frozen=True):
    """A post, a page, an attachment, or a piece of furniture, with the line in which it begins."""

    id: str
    type: str
    status: str = ""
    title: str = ""
    link: str = ""
    guid: str = ""
    author: str = ""
    date: str = ""
    date_gmt: str = ""
    content: str = ""
    excerpt: str = ""
    name: str = ""
    parent: str = ""
    password: str = ""
    attachment: str = ""
    terms: tuple[Term, ...] = ()
    comments: tuple[Comment, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    line: int = 0
    column: int = 0

    @property
    def is_text(self) -> bool:
        """Return whether it is a post or a page."""
        return self.type in TEXTS

    def value(self, key: str) -> str:
        """Return a value that WordPress keeps beside an item; empty where there is none."""
        return _value(self.meta, key)


def _value(meta: tuple[tuple[str, str], ...], key: str) -> str:
    return next((value for name, value in meta if name == key), "")
