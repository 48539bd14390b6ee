"""Regions: authorities that work together, and the nearness of one school to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCOTLAND: Final[Mapping[str, tuple[str, ...]]] = {
    "Northern Alliance": (
        "Aberdeen City",
        "Aberdeenshire",
        "Argyll and Bute",
        "Comhairle nan Eilean Siar",
        "Highland",
        "Moray",
        "Orkney Islands",
        "Shetland Islands",
    ),
    "Tayside": ("Angus", "Dundee City", "Perth and Kinross"),
    "West Partnership": (
        "East Dunbartonshire",
        "East Renfrewshire",
        "Glasgow City",
        "Inverclyde",
        "North Lanarkshire",
        "Renfrewshire",
        "South Lanarkshire",
        "West Dunbartonshire",
    ),
    "South West": ("Dumfries and Galloway", "East Ayrshire", "North Ayrshire", "South Ayrshire"),
    "South East": ("City of Edinburgh", "East Lothian", "Fife", "Midlothian", "Scottish Borders"),
    "Forth Valley and West Lothian": ("Clackmannanshire", "Falkirk", "Stirling", "West Lothian"),
}
"""The regional improvement collaboratives of 2018, with their authorities.

Networks elsewhere name their own as `regions` in network.yaml.
"""

Regions = Mapping[str, str]
"""The region of each authority, whose name is folded."""


def regions(own: tuple[tuple[str, tuple[str, ...]], ...]) -> Regions:
    """Return the network's own regions, or Scotland's."""
    return {folded(each): name for name, authorities in (own or SCOTLAND.items()) for each in authorities}


def folded(name: str) -> str:
    """Return a name as it is compared: without capitals and punctuation."""
    return " ".join("".join(each if each.isalnum() else " " for each in name.casefold()).split())


def nearness(one: str, other: str, known: Regions) -> int:
    """Return 2 for the same authority, 1 for the same region, 0 elsewhere or where one is not known."""
    if not one or not other:
        return 0
    if folded(one) == folded(other):
        return 2
    return 1 if folded(one) in known and known[folded(one)] == known.get(folded(other)) else 0
