"""The marker of messages that are translated where they are shown."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name by which extraction knows it
    """Return the message; extraction notes it for the catalogues."""
    return message
