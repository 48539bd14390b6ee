"""Views of old addresses."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Head


class MovedView(Struct, frozen=True, array_like=True):
    """An old address, which leads on to the `target`."""

    head: Head
    target: Anchor


class RedirectsView(Struct, frozen=True, array_like=True):
    """`_redirects`: old addresses, each with what it leads to."""

    rows: tuple[tuple[str, str], ...]
