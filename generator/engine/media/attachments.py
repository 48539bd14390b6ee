"""PDFs, copied without their properties and without anything that runs."""

from __future__ import annotations

from typing import Final

from generator.engine.media import pdf
from generator.engine.media.encoding import Encoded, Refused
from generator.engine.media.step_limit import StepLimitExceeded, step_limit

MAX_STEPS: Final = 10_000_000
"""Steps to read a PDF and write it again: a page of text takes 2,500, a drawn one ten times as many."""


def encode(data: bytes) -> list[Encoded]:
    """Return the copy of a PDF. Raises `Refused`, and whatever the library raises at a broken file."""
    try:
        with step_limit(MAX_STEPS):
            return [(pdf.plain(data), ("application/pdf", ".pdf"), (0, 0))]
    except pdf.Locked:
        raise Refused(
            "broken-attachment",
            "This PDF is locked, so its properties can't be removed.",
            "save it without a password",
        ) from None
    except StepLimitExceeded:
        raise Refused(
            "broken-attachment",
            "This PDF is so large or so tangled that its properties can't be removed.",
            "print it to PDF again, or split it",
        ) from None
