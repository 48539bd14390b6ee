"""`/style/`: the parts of the theme, for authors of themes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from generator.model.addresses import STYLE_GUIDE
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Readers
from generator.publish.page import INDEX, Page, html_page

PAGE: Final = f"{STYLE_GUIDE}{INDEX}"


def pages(_: Composer) -> Iterator[Page]:
    """Yield the one page."""
    yield html_page(STYLE_GUIDE, "style.html", _view)


def _view(composer: Composer) -> Struct:
    from generator.publish.style_guide import view  # which hardly any build makes

    return view(composer)


FAMILY: Final = Family(pages, readers=Readers.THEME_AUTHORS)
