"""`never-publish.txt`: names that may never be published."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

NEVER_PUBLISH: Final = "never-publish.txt"


class NeverPublishFields(Struct, frozen=True, array_like=True, tag="never-publish"):
    """The names in `never-publish.txt`, one a line."""

    names: tuple[str, ...] = ()
