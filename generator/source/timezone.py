"""The time zone of a network, read before anything else: the day of a build depends on it."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from generator.source.files.network import NetworkFields

USUAL: Final = NetworkFields("", "").timezone


def timezone(settings: bytes) -> ZoneInfo:
    """Return the time zone that network.yaml names; the usual one where it names none, or an unknown one."""
    if b"timezone" not in settings:
        return ZoneInfo(USUAL)
    from generator.schema.reading import Reading
    from generator.schema.tree import Mapping, Refused
    from generator.schema.values import zone
    from generator.source.yaml import loader

    try:
        tree, _ = loader.settings(settings.decode(errors="replace"), "network.yaml")
    except Refused:
        return ZoneInfo(USUAL)
    pairs = tree.pairs if isinstance(tree, Mapping) else ()
    return ZoneInfo(
        next(
            (
                found
                for key, value in pairs
                if key.text == "timezone" and (found := zone(value, Reading("network.yaml"), key.text))
            ),
            USUAL,
        )
    )
