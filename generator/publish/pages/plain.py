"""The network's own pages (`/about/`, …), and what a visitor sees at an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from generator.model import addresses
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import TEMPLATES, Page, html_page
from generator.publish.views.plain import NotFoundView, PageView


def pages(composer: Composer) -> Iterator[Page]:
    """Yield each page of `content/pages/` that is no notice, and `404.html`."""
    for name in composer.edition.pages:
        if f"{name}/" in composer.frame.notices:
            continue
        yield html_page(f"{name}/", "page.html", _view, name)
    yield Page(addresses.NOT_FOUND, f"{TEMPLATES}404.html", _not_found)


def _view(composer: Composer, name: str) -> PageView:
    page = composer.edition.pages[name]
    head = composer.frame.head(
        page.title,
        f"{name}/",
        description=page.summary or composer.dependencies.words(page.text).excerpt,
        language=page.language or composer.content_language,
        section=f"{name}/",
    )
    return PageView(
        head,
        composer.texts.body(page.text),
        page.summary,
        composer.actions.edit(page.text.path),
    )


def _not_found(composer: Composer) -> NotFoundView:
    return NotFoundView(
        replace(
            composer.frame.head(composer.gettext("There is no such page"), addresses.NOT_FOUND),
            root=urlsplit(composer.frame.base).path or "/",
        )
    )


FAMILY: Final = Family(pages)
