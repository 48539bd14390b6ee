"""`_headers`: how hosts that read it are to serve the edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.publish import forge
from generator.publish.composer.composer import Composer
from generator.publish.editor import configuration
from generator.publish.family import Family
from generator.publish.hosting import netlify
from generator.publish.page import Page
from generator.publish.views.site import HeadersView
from generator.source.files.editor import Editor


def pages(_: Composer) -> Iterator[Page]:
    """Yield the one file."""
    yield Page(netlify.FILE, netlify.FILE, _view)


def _view(composer: Composer) -> HeadersView:
    return facts(composer)


def origins(composer: Composer) -> tuple[str, ...] | None:
    """Return the origins that the edition's editor talks to; None where it has no editor."""
    config = composer.edition.config
    return configuration.origins(config.forge, config.editor or Editor()) if composer.edits else None


def facts(composer: Composer) -> HeadersView:
    """Return everything but the theme that the headers of an edition follow from."""
    config, viewer = composer.edition.config, composer.edition.viewer
    return HeadersView(
        viewer.name, viewer.is_public, composer.frame.base, forge.home(config.forge), origins(composer)
    )


FAMILY: Final = Family(pages)
