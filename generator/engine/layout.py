"""Editions laid out: which pages there are, and who composes them. That depends on the structure of the content, never on its words."""

from __future__ import annotations

from msgspec import Struct

from generator.engine.options import Options
from generator.model.audience import Viewer
from generator.network.cut import cut, within
from generator.network.edition import link
from generator.network.records import Network
from generator.publish.composer.composer import Composer
from generator.publish.language import Language
from generator.publish.page_list import PageList, list_pages


class Laid(Struct, frozen=True):
    """An edition laid out for a content folder of this structure."""

    structure: bytes
    date: str
    composer: Composer
    pages: PageList


def lay(
    earlier: Laid | None,
    network: Network,
    structure: bytes,
    viewer: Viewer,
    language: Language,
    options: Options,
) -> Laid:
    """An edition of a network: linked and planned anew only where something else than its words has changed since an earlier time."""
    if (
        earlier is None
        or earlier.structure != structure
        or earlier.composer.language != language
        or earlier.date != options.date
    ):
        composer = Composer(
            link(network, cut(network, viewer)), language, date=options.date, searched=options.search
        )
        return Laid(structure, options.date, composer, list_pages(composer, style_guide=options.style_guide))
    edition = earlier.composer.edition
    words, bodies = within(edition.paths, network.words), within(edition.paths, network.bodies)
    return Laid(structure, options.date, earlier.composer.reworded(words, bodies), earlier.pages)
