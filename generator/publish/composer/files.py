"""Pictures and attachments, by the names that they have in the site."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from msgspec import Struct

from generator.model import addresses
from generator.network.media import Asset, Variant


class Files(Struct, frozen=True):
    """The pictures and attachments of an edition.

    `used` are those that pages show, by their names in the site: made for publishing, or a path in the
    content folder.
    """

    held: Mapping[str, Asset]
    used: dict[str, Variant | str] = {}

    def variants(self, path: str) -> tuple[tuple[Variant, str], ...]:
        """Return a picture's files, each with its name in the site.

        The name is made from the content, since a file's own name may give a pupil away.
        """
        medium = self.held[path].medium
        found = tuple((each, f"{addresses.MEDIA}{each.file}") for each in (medium.variants if medium else ()))
        self.used.update((name, each) for each, name in found)
        return found

    def attachment(self, path: str) -> str:
        """Return the name in the site of a file that is linked to: of a picture the widest."""
        if found := self.variants(path):
            return found[-1][1]
        name = f"{addresses.MEDIA}{self.held[path].digest.hex()}{posixpath.splitext(path)[1].lower()}"
        self.used[name] = path
        return name

    def portrait(self, path: str) -> str:
        """Return the name in the site of a picture that is shown small: the narrowest of its own kind."""
        found = self.variants(path)
        return next((name for each, name in found if each.type == found[-1][0].type), "")
