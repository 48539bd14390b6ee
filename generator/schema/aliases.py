"""Earlier addresses of what has a page (`aliases`), from which the site leads on."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.model import addresses, paths
from generator.model.patterns import lazy_pattern
from generator.schema.reading import Reading
from generator.schema.tree import Node
from generator.schema.values import Written, listing, text

MOST_OF_ADDRESS: Final = 200
"""The bytes of an old address: it becomes folders, and file systems limit the length of paths."""
_MOST: Final = 50
_ALIAS: Final = lazy_pattern(r"/(?:[^/\s?#%\\:*\"<>|\x00-\x1f]+/)+")


_IN_FORMS: Final = lazy_pattern(r"/[^\s?#%\\:*\"<>|]+")


class Aliased(Struct, frozen=True, array_like=True, kw_only=True):
    """The earlier addresses of something with a page, the oldest first, without slashes at their ends."""

    aliases: tuple[str, ...] = ()


def can_be_an_address(address: str) -> bool:
    """Return whether an address, with slashes around it, can be an alias."""
    return (
        bool(_ALIAS.fullmatch(address))
        and len(address.encode()) <= MOST_OF_ADDRESS
        and all(map(_can_be_a_folder, address.split("/")[1:-1]))
    )


def _can_be_a_folder(name: str) -> bool:
    return name.casefold() not in addresses.FILES and not paths.refusal(name)


def _alias(node: Node, reading: Reading, at: str) -> str | None:
    """Read an old address, from which the site leads to the new one."""
    value = text(node, reading, at)
    if value is None:
        return None
    if can_be_an_address(address := value if value.endswith("/") else f"{value}/"):
        return address.strip("/")
    better = f"/{address.strip('/')}/"
    example = better if can_be_an_address(better) else "/2018/01/old-name/"
    reading.report(node, "wrong-type", f"“{value}” is not an address on this site.", f"write it as {example}")
    return None


aliases: Final = listing(Written(_alias, _IN_FORMS, "/2018/01/old-name/"), _MOST)
"""The reader of the setting."""
