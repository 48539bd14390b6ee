"""The network's own pages (`/about/`, …), and what a visitor sees at an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec.structs import replace

from generator.publish import forge
from generator.publish.composer import Composer
from generator.publish.page import Page, html_page
from generator.publish.views import NotFoundView, PageView


def pages(composer: Composer) -> Iterator[Page]:
    """Each page of `content/pages/`, and `404.html`."""
    for page in composer.edition.pages.values():
        head = composer.head(page.title, f"{page.id}/", description=page.summary or page.text.excerpt, language=page.language, section=f"{page.id}/")
        edit = forge.edit(composer.edition.config.forge, page.text.path)
        yield html_page(f"{page.id}/", "page.html", PageView(head, composer.body(page.text), page.summary, edit))
    head = replace(composer.head("There is no such page", "404.html"), root=urlsplit(composer.base).path or "/")
    yield Page("404.html", "404.html", NotFoundView(head))
