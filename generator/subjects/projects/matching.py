"""Matching of needs and partners: as many needs as possible get one of another school, the best fit.

Somebody can take on a need to which they offered, or whose area is among their interests. Fit is a small sum,
so that anybody can check it; of several matchings that are equally good, always the same one is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.network.cut import Cut
from generator.network.regions import Regions, nearness
from generator.network.schools import at_host, member_schools, schools
from generator.subjects.projects.kind import OPEN, ProjectFields

OFFERED: Final = 8
INTERESTED: Final = 4
LOADED: Final = 2
"""The points that each project of a person takes away; a partner nearby gets 1 or 2."""
WORKING: Final = ("matched", "visiting")
"""States in which a project takes its partner's time."""
Pairs = dict[str, str]
"""Needs with their partners."""


class Need(Struct, frozen=True):
    """A project without a partner."""

    id: str
    title: str
    school: str
    authority: str
    area: str
    offers: tuple[str, ...] = ()


class Helper(Struct, frozen=True):
    """A person who could take on a need; `load` is the number of their projects."""

    id: str
    name: str
    schools: tuple[str, ...] = ()
    authority: str = ""
    interests: tuple[str, ...] = ()
    load: int = 0


class Fit(Struct, frozen=True):
    """The score of a person for a need, with the reasons in words."""

    score: int
    reasons: tuple[str, ...]


class Proposal(Struct, frozen=True):
    """Matches with their reasons, in order of the needs; and the reasons why other needs have none."""

    matches: tuple[tuple[Need, Helper, Fit], ...]
    without: tuple[tuple[Need, str], ...]


def needs(cut: Cut) -> tuple[Need, ...]:
    """Return the projects without a partner, in order of their identities."""
    found = (
        (each.id, each.fields_as(ProjectFields))
        for each in sorted(cut.records.values(), key=lambda each: each.id)
        if each.kind == "project"
    )
    return tuple(
        Need(key, said.title, said.school, said.authority, said.area, said.offers)
        for key, said in found
        if said.state in OPEN
    )


def helpers(cut: Cut) -> tuple[Helper, ...]:
    """Return all people with their load, in order of their folders."""
    projects = (each.fields_as(ProjectFields) for each in cut.records.values() if each.kind == "project")
    working = Counter(each.match for each in projects if each.state in WORKING)
    in_cohorts = member_schools(cut.cohorts.values())
    return tuple(
        Helper(key, each.name, schools(each, in_cohorts), each.authority, each.interests, working.get(key, 0))
        for key, each in sorted(cut.people.items())
    )


def fit(need: Need, helper: Helper, regions: Regions) -> Fit | None:
    """Return a person's fit; None if they neither offered nor state an interest, or are of that school."""
    offered, interested = helper.id in need.offers, need.area in helper.interests
    if not (offered or interested) or at_host(need.school, helper.schools):
        return None
    near = nearness(need.authority, helper.authority, regions)
    reasons = (
        "offered" if offered else "",
        f"interested in {need.area}" if interested else "",
        ("", "the same region", "the same authority")[near],
        f"has {helper.load} already" if helper.load else "",
    )
    return Fit(
        OFFERED * offered + INTERESTED * interested + near - LOADED * helper.load,
        tuple(filter(None, reasons)),
    )


def propose(wanted: Sequence[Need], people: Sequence[Helper], regions: Regions, most: int = 1) -> Proposal:
    """Return the best matching in which nobody has more than `most` projects."""
    wanted, people = sorted(wanted, key=lambda each: each.id), sorted(people, key=lambda each: each.id)
    fits = {
        (need.id, helper.id): found
        for need in wanted
        for helper in people
        if (found := fit(need, helper, regions))
    }
    free = {helper.id: max(0, most - helper.load) for helper in people}
    pairs = _best([each.id for each in wanted], [each.id for each in people], fits, free)
    named = {each.id: each for each in people}
    return Proposal(
        tuple(
            (need, named[pairs[need.id]], fits[need.id, pairs[need.id]])
            for need in wanted
            if need.id in pairs
        ),
        tuple(
            (need, _why_not(need, wanted, people, fits, free, pairs))
            for need in wanted
            if need.id not in pairs
        ),
    )


def _best(
    wanted: Sequence[str], people: Sequence[str], fits: Mapping[tuple[str, str], Fit], free: Mapping[str, int]
) -> Pairs:
    """Return a maximum matching of the greatest sum.

    Of several such, the one that gives the first need the first of its helpers, then the second need, and so
    on. Somebody with room for several projects stands in the graph several times, for less each time. The
    order of needs and helpers is in the digits below those of the sum.
    """
    import networkx as nx

    base = len(people) + 1
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for (need, helper), found in fits.items():
        place, rank = wanted.index(need), len(people) - people.index(helper)
        for turn in range(free[helper]):
            weight = (found.score - LOADED * turn) * base ** len(wanted) + rank * base ** (
                len(wanted) - 1 - place
            )
            graph.add_edge((need, -1), (helper, turn), weight=weight)
    chosen = (
        (one, other) if one[1] < 0 else (other, one)
        for one, other in nx.max_weight_matching(graph, maxcardinality=True)
    )
    return {need[0]: helper[0] for need, helper in chosen}


def _why_not(
    need: Need,
    wanted: Sequence[Need],
    people: Iterable[Helper],
    fits: Mapping[tuple[str, str], Fit],
    free: Mapping[str, int],
    pairs: Pairs,
) -> str:
    """Return the reason why a need has no match, in a sentence."""
    able = [each for each in people if (need.id, each.id) in fits]
    own = [each for each in people if each.id in need.offers or need.area in each.interests]
    if not own:
        return f"nobody has offered, and nobody states an interest in {need.area}"
    if not able:
        return f"who could take it on is of the same school: {_names(own)}"
    ready = [each for each in able if free[each.id]]
    if not ready:
        return f"who could take it on has as many projects as is allowed: {_names(able)}"
    rivals = _rivals(need.id, {each.id for each in ready}, fits, free, pairs)
    titles = " and ".join(f"“{each.title}”" for each in wanted if each.id in rivals)
    taken = {pairs[rival] for rival in rivals} if pairs else set()
    return (
        f"who could take it on is needed for {titles}: {_names(each for each in people if each.id in taken)}"
    )


def _rivals(
    need: str, ready: set[str], fits: Mapping[tuple[str, str], Fit], free: Mapping[str, int], pairs: Pairs
) -> set[str]:
    """Return the needs that took all helpers of this one, and of those that could stand in for them."""
    reached, rivals = set(ready), set[str]()
    while more := {each for each, helper in pairs.items() if helper in reached} - rivals:
        rivals |= more
        reached |= {helper for each, helper in fits if each in more and free[helper]}
    return rivals - {need}


def _names(people: Iterable[Helper]) -> str:
    return ", ".join(each.name for each in people)


def rows(proposal: Proposal) -> Iterator[tuple[str, str, str]]:
    """Yield needs with their partner (empty for none) and the reasons."""
    for need, helper, found in proposal.matches:
        yield need.id, helper.id, "; ".join(found.reasons)
    for need, why in proposal.without:
        yield need.id, "", why
