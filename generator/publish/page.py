"""A page that is to be: where it goes, what renders it, and what makes its view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

if TYPE_CHECKING:
    from generator.publish.composer.composer import Composer


INDEX: Final = "index.html"
"""The file of a page in the folder of its address."""
TEMPLATES: Final = "pages/"
"""The folder of a theme in which the templates of pages lie."""


class TwoPages(Exception):
    """Two pages have one address."""


class Page(Struct, frozen=True):
    """One file of an edition. `renderer` is a template's name, or a format (`atom`, `json-feed`, …).

    Its view is `make(composer, *about)`, made only when it is wanted, by any worker. The view is all that the
    page shows, so the page is rendered anew exactly when the view or the renderer changes.
    """

    path: str
    renderer: str
    make: Callable[..., Struct]
    about: tuple[Any, ...] = ()

    def view(self, composer: Composer) -> Struct:
        """Return the view of the page."""
        return self.make(composer, *self.about)


def html_page(address: str, template: str, make: Callable[..., Struct], *about: Any) -> Page:
    """Return a page at an address that ends with `/` (or is empty: the front page)."""
    return Page(f"{address}{INDEX}", f"{TEMPLATES}{template}", make, about)
