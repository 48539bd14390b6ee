"""Pictures and attachments as they may be published, without metadata that would give somebody away."""

from __future__ import annotations

from msgspec import Struct


class Variant(Struct, frozen=True, array_like=True):
    """A file made to be published, named by its own content.

    `width` and `height` are in pixels, 0 for a file that is no picture; `type` is its media type.
    """

    file: str
    type: str
    width: int
    height: int
    digest: bytes


class Medium(Struct, frozen=True, array_like=True):
    """The outcome of preparing a picture or an attachment.

    It is its variants, the narrowest first, or the fault (code, sentence, hint) for which there are none.
    """

    variants: tuple[Variant, ...] = ()
    fault: tuple[str, str, str] | None = None


class Asset(Struct, frozen=True, array_like=True):
    """A file of the content folder that is not a record.

    `medium` is None where it is published as it is, if at all.
    """

    digest: bytes
    medium: Medium | None = None
