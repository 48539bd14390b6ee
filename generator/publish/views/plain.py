"""Views of the network's own pages and of the page for addresses that do not exist."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Head, RichText


class PageView(Struct, frozen=True, array_like=True):
    """A page of the network's own."""

    head: Head
    body: RichText | None
    summary: str
    edit: str


class NotFoundView(Struct, frozen=True, array_like=True):
    """`/404.html`; its links are absolute, since it is shown at any address."""

    head: Head
