"""A page that is to be: where it goes, what renders it, and everything that it shows."""

from __future__ import annotations

from msgspec import Struct


class Page(Struct, frozen=True):
    """One file of an edition. `renderer` is a template's name, or one of the machine formats (`atom`, `json-feed`, …).

    Its `view` is all that it shows, so it is rendered anew exactly when the view or the renderer changes.
    """

    path: str
    renderer: str
    view: Struct


def html_page(address: str, template: str, view: Struct) -> Page:
    """A page at an address that ends with `/` (or is empty: the front page)."""
    return Page(f"{address}index.html", template, view)
