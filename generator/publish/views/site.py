"""Views of the files that tell search engines and hosts about an edition."""

from __future__ import annotations

from msgspec import Struct


class SitemapView(Struct, frozen=True, array_like=True):
    """`sitemap.xml`: absolute addresses with the day of their last change, which may be empty."""

    rows: tuple[tuple[str, str], ...]


class HeadersView(Struct, frozen=True, array_like=True):
    """`_headers`: the edition's name, its address, and the address of its forms (empty where it has none).

    `editor` are the origins that the editor talks to; None where the edition has no editor.
    """

    edition: str
    public: bool
    base: str
    forms: str
    editor: tuple[str, ...] | None = None


class RobotsView(Struct, frozen=True, array_like=True):
    """`robots.txt`: editions that are not public ask not to be listed."""

    public: bool
    sitemap: str
