"""Files made for publishing, and the refusal of a file that is not published."""

from __future__ import annotations

from typing import Final

Encoded = tuple[bytes, tuple[str, str], tuple[int, int]]
"""The bytes of a file, its type and ending, its width and height."""


class Refused(Exception):
    """A file that is not published: the code of the diagnostic, its message and its hint."""


BROKEN_PICTURE: Final = Refused(
    "broken-picture",
    "This picture can't be read, so it is not published.",
    "open it in a drawing program and save it again as .jpg or .png",
)
BROKEN_ATTACHMENT: Final = Refused(
    "broken-attachment",
    "This PDF can't be read, so its properties can't be removed.",
    "print it to PDF again",
)
