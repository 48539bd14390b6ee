"""Cohorts, their phases and their members, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from generator.model import addresses
from generator.network.records import Cohort
from generator.publish.views.parts import Anchor, Phase
from generator.source.files.cohort import MemberFields, PromptFields


class Cohorts(Struct, frozen=True, dict=True):
    """The cohorts of an edition, and the phases of those programmes that the network's settings name."""

    held: Mapping[str, Cohort]
    programmes: Mapping[str, Sequence[str]] = {}

    @cached_property
    def newest(self) -> list[Cohort]:
        """Cohorts, the last to start first."""
        return sorted(self.held.values(), key=lambda each: (each.fields.starts, each.id), reverse=True)

    def from_newest(self, wanted: Iterable[str]) -> list[Cohort]:
        """Return some of the cohorts, by their ids, the last to start first."""
        found = (self.held[each] for each in wanted if each in self.held)
        return sorted(found, key=lambda each: (each.fields.starts, each.id), reverse=True)

    @cached_property
    def asking(self) -> dict[str, list[tuple[Cohort, PromptFields]]]:
        """The cohorts that have each prompt, the last to start first, with the prompt as it is there."""
        found: dict[str, list[tuple[Cohort, PromptFields]]] = {}
        for cohort in self.newest:
            for prompt in cohort.fields.prompts:
                found.setdefault(prompt.id, []).append((cohort, prompt))
        return found

    @cached_property
    def phases(self) -> dict[tuple[str, str], Phase]:
        """Phases by the ids of their cohorts and their own, each with its place in the programme."""
        places = {
            name: _places(cohorts, self.programmes.get(name[0], ()))
            for name, cohorts in self._programmes.items()
        }
        return {
            (cohort.id, phase.id): Phase(
                phase.title, addresses.phase(cohort.id, phase.id), places[name][phase.id]
            )
            for name, cohorts in self._programmes.items()
            for cohort in cohorts
            for phase in cohort.fields.phases
        }

    @cached_property
    def _programmes(self) -> dict[tuple[str, str], list[Cohort]]:
        """The runs of each programme, the first to start first. A cohort of none is one of its own."""
        found: dict[tuple[str, str], list[Cohort]] = {}
        for cohort in reversed(self.newest):
            name = cohort.fields.programme
            found.setdefault((name, "" if name else cohort.id), []).append(cohort)
        return found

    @cached_property
    def over(self) -> frozenset[str]:
        """The ids of cohorts whose last day was before the day of the build."""
        return frozenset(each.id for each in self.held.values() if each.over)

    @cached_property
    def members(self) -> dict[tuple[str, str], MemberFields]:
        """Members by the ids of the cohort and of the person."""
        return {
            (cohort.id, name): member
            for cohort in self.held.values()
            for name, member in cohort.fields.members
        }

    @cached_property
    def memberships(self) -> dict[str, list[tuple[Cohort, MemberFields]]]:
        """The cohorts of each person, the last to start first, with the person's membership in each."""
        found: dict[str, list[tuple[Cohort, MemberFields]]] = {}
        for cohort in self.newest:
            for person, member in cohort.fields.members:
                found.setdefault(person, []).append((cohort, member))
        return found

    def anchor(self, cohort: Cohort) -> Anchor:
        """Return a cohort's title, leading to its page."""
        return Anchor(cohort.fields.title, addresses.cohort(cohort.id))

    def named(self, identity: str) -> Anchor | None:
        """Return the anchor of the cohort with this id; None where a post belongs to none."""
        cohort = self.held.get(identity)
        return self.anchor(cohort) if cohort else None

    def phase(self, cohort: str, phase: str) -> Phase | None:
        """Return a phase by its ids; None where a post names none."""
        return self.phases.get((cohort, phase))


def _places(cohorts: Iterable[Cohort], named: Iterable[str]) -> dict[str, int]:
    """Return the places of a programme's phases, by their ids, over all of its runs.

    Those that the network's settings name come first, so that editions that hold different runs number them
    alike. A phase that only a later run has stands behind the one that comes before it there.
    """
    order = list(dict.fromkeys(named))
    for cohort in cohorts:
        next_to = 0
        for phase in cohort.fields.phases:
            if phase.id not in order:
                order.insert(next_to, phase.id)
            next_to = max(next_to, order.index(phase.id) + 1)
    return {each: place for place, each in enumerate(order, 1)}
