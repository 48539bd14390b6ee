"""Which authorities work together: how far one school is from another, as far as a network needs to know."""

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
"""The regional improvement collaboratives, with their authorities, of 2018. Networks elsewhere name their own as `regions` in network.yaml."""

Regions = Mapping[str, str]
"""The region of each authority, whose name is folded."""


def regions(own: tuple[tuple[str, tuple[str, ...]], ...]) -> Regions:
    """The network's own regions, or Scotland's."""
    return {folded(each): name for name, authorities in (own or SCOTLAND.items()) for each in authorities}


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join("".join(each if each.isalnum() else " " for each in name.casefold()).split())


def nearness(one: str, other: str, known: Regions) -> int:
    """2 in the same authority, 1 in the same region, 0 elsewhere or where nobody says."""
    if not one or not other:
        return 0
    if folded(one) == folded(other):
        return 2
    return 1 if folded(one) in known and known[folded(one)] == known.get(folded(other)) else 0
