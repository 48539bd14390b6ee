"""`_headers`: how hosts that read it are to serve the edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model.audience import Viewer
from generator.publish import forge
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.hosting import netlify
from generator.publish.page import Page
from generator.publish.views.site import HeadersView
from generator.source.files.network import NetworkFields


def pages(_: Composer) -> Iterator[Page]:
    """Yield the one file."""
    yield Page(netlify.FILE, netlify.FILE, _view)


def _view(composer: Composer) -> HeadersView:
    return facts(composer.edition.config, composer.edition.viewer, composer.frame.base)


def facts(config: NetworkFields, viewer: Viewer, base: str) -> HeadersView:
    """Return everything but the theme that the headers of an edition at this address follow from."""
    return HeadersView(viewer.name, viewer.is_public, base, forge.home(config.forge))


FAMILY: Final = Family(pages)
